import { LitElement, css, html, nothing } from 'lit';
import { base } from './styles.js';

const FIRST_ROWS = 100;

/**
 * A table that sorts by its column heads.
 *
 * `columns`: `{key, label, title, num, grow, value(row), render(row)}`; a column without `value` does not sort.
 * `sort`: `{key, descending}` until the reader chooses otherwise. `caption` names the table for screen readers.
 */
class DataTable extends LitElement {
  static properties = {
    columns: { attribute: false },
    rows: { attribute: false },
    sort: { attribute: false },
    caption: {},
    chosenSort: { state: true },
    showAll: { state: true },
  };

  static styles = [
    base,
    css`
      .scroll {
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      th {
        padding: 0 var(--s3);
        height: 30px;
        border-bottom: 1px solid var(--line);
        color: var(--ink-3);
        font-size: var(--text-s);
        font-weight: 550;
        text-align: left;
        white-space: nowrap;
      }
      td {
        padding: 5px var(--s3);
        height: var(--row);
        border-bottom: 1px solid var(--line);
        white-space: nowrap;
      }
      th:first-child,
      td:first-child {
        padding-left: var(--s4);
      }
      th:last-child,
      td:last-child {
        padding-right: var(--s4);
      }
      tbody tr:last-child td {
        border-bottom: 0;
      }
      tbody tr {
        position: relative;
      }
      tbody tr:hover {
        background: var(--hover);
      }
      .num {
        text-align: right;
      }
      .grow {
        width: 100%;
        max-width: 0;
        /* Not "hidden": a cell that can scroll does so when the link in it gets the focus. */
        overflow: clip;
        text-overflow: ellipsis;
      }
      th button {
        height: 28px;
        padding: 0 2px;
        border: 0;
        background: none;
        font-weight: inherit;
      }
      th button:hover {
        background: none;
        color: var(--ink);
      }
      th[aria-sort='ascending'] button,
      th[aria-sort='descending'] button {
        color: var(--ink);
      }
      th button {
        position: relative;
        margin: 0 -2px;
      }
      .arrow {
        position: absolute;
        right: -9px;
      }
      .num .arrow {
        right: auto;
        left: -10px;
      }
      a.cover {
        font-weight: 500;
      }
      a.cover::after {
        content: '';
        position: absolute;
        inset: 0;
      }
      a.cover:focus-visible {
        outline: none;
      }
      a.cover:focus-visible::after {
        outline: 2px solid var(--focus);
        outline-offset: -2px;
      }
      .above {
        position: relative;
        z-index: 1;
      }
      .dot {
        display: inline-block;
        width: 8px;
        height: 8px;
        margin-right: 7px;
        border-radius: 3px;
      }
      .more {
        padding: var(--s2);
        text-align: center;
      }
    `,
  ];

  render() {
    const rows = this.#sorted();
    const shown = this.showAll ? rows : rows.slice(0, FIRST_ROWS);
    return html`<div class="scroll">
        <table>
          ${this.caption ? html`<caption class="visually-hidden">${this.caption}</caption>` : nothing}
          <thead>
            <tr>${this.columns.map((column) => this.#head(column))}</tr>
          </thead>
          <tbody>
            ${shown.map(
              (row) => html`<tr>
                ${this.columns.map(
                  (column) => html`<td class=${classOf(column)}>${column.render(row)}</td>`,
                )}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${rows.length > shown.length
        ? html`<div class="more">
            <button class="quiet" @click=${() => (this.showAll = true)}>Show all ${rows.length} rows</button>
          </div>`
        : nothing}`;
  }

  #head(column) {
    const title = column.title ?? nothing;
    if (!column.value) return html`<th scope="col" class=${classOf(column)} title=${title}>${column.label}</th>`;
    const sort = this.#sort();
    const active = sort?.key === column.key;
    const order = !active ? 'none' : sort.descending ? 'descending' : 'ascending';
    return html`<th scope="col" class=${classOf(column)} aria-sort=${order} title=${title}>
      <button @click=${() => this.#sortBy(column)}>
        ${column.label}<span class="arrow" aria-hidden="true">${active ? (sort.descending ? '↓' : '↑') : ''}</span>
      </button>
    </th>`;
  }

  #sortBy(column) {
    const sort = this.#sort();
    // Numbers are asked for with the largest first, names with the first.
    const descending = sort?.key === column.key ? !sort.descending : Boolean(column.num);
    this.chosenSort = { key: column.key, descending };
  }

  #sort() {
    return this.chosenSort ?? this.sort;
  }

  #sorted() {
    const rows = this.rows ?? [];
    const sort = this.#sort();
    const column = this.columns.find((candidate) => candidate.key === sort?.key);
    if (!column?.value) return rows;
    const sign = sort.descending ? -1 : 1;
    return [...rows].sort((a, b) => sign * compare(column.value(a), column.value(b)));
  }
}

function classOf(column) {
  return `${column.num ? 'num' : ''} ${column.grow ? 'grow' : ''}`;
}

/** Missing values sort below all others. */
function compare(a, b) {
  if (a === b) return 0;
  if (a === null || a === undefined) return -1;
  if (b === null || b === undefined) return 1;
  return a < b ? -1 : 1;
}

customElements.define('gm-data-table', DataTable);
