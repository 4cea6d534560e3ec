import { LitElement, css, html, nothing } from 'lit';
import { clock, duration } from '../lib/format.js';
import { errorsOf, fingerprintOf, foldedCount, kindLabel, labelOf, otherKeys, queryOf, rowsOf, valueText } from '../lib/event.js';
import { oneLine } from '../lib/sql.js';
import { base } from './styles.js';
import './sql-text.js';

const SHORT_VALUE = 80;

/** Everything that is known of one event. Fires `close` and, for its parent, `event-select` with an id. */
class EventDetail extends LitElement {
  static properties = { node: { attribute: false }, application: { attribute: false }, startMillis: { attribute: false } };

  static styles = [
    base,
    css`
      :host {
        overflow-y: auto;
        overscroll-behavior: contain;
      }
      .head {
        position: sticky;
        z-index: 1;
        top: 0;
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: start;
        gap: var(--s2);
        padding: var(--s3) var(--s4);
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      h2 {
        display: -webkit-box;
        overflow: hidden;
        overflow-wrap: anywhere;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 3;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: var(--s1);
        margin-top: var(--s2);
      }
      section {
        padding: var(--s3) var(--s4);
        border-bottom: 1px solid var(--line);
      }
      h3 {
        margin-bottom: var(--s2);
        color: var(--ink-3);
        font-size: var(--text-s);
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(90px, auto) minmax(0, 1fr);
        gap: 3px var(--s3);
        margin: 0;
      }
      dt {
        color: var(--ink-3);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
        font-variant-numeric: tabular-nums;
      }
      pre {
        margin: 0;
        max-height: 320px;
        padding: var(--s2) var(--s3);
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: 6px;
        background: var(--sunken);
        line-height: 1.5;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      pre.stack {
        white-space: pre;
        overflow-wrap: normal;
        tab-size: 2;
      }
      .error {
        display: grid;
        gap: var(--s2);
        margin-bottom: var(--s3);
      }
      .error b {
        color: var(--bad);
        overflow-wrap: anywhere;
      }
      .scroll {
        max-height: 320px;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: 6px;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: 12px;
      }
      th,
      td {
        padding: 3px var(--s2);
        border-bottom: 1px solid var(--line);
        text-align: left;
        white-space: nowrap;
      }
      th {
        position: sticky;
        top: 0;
        background: var(--sunken);
        color: var(--ink-2);
        font-weight: 600;
      }
      tr:last-child td {
        border-bottom: 0;
      }
      .id {
        height: auto;
        padding: 0;
        border: 0;
        background: none;
        color: var(--accent-ink);
        font-family: var(--mono);
        font-size: 12px;
        text-align: left;
        text-decoration: underline;
      }
    `,
  ];

  render() {
    if (!this.node) return nothing;
    const { event } = this.node;
    const many = foldedCount(event);
    return html`<div class="head">
        <div>
          <h2>${oneLine(labelOf(event))}</h2>
          <div class="chips">
            <span class="chip">${kindLabel(fingerprintOf(event))}</span
            >${many === null ? nothing : html`<span class="chip">× ${grouped(many)}</span>`}<span class="chip">${event.service}</span>
            ${this.node.failed ? html`<span class="chip bad">error</span>` : nothing}
            ${this.node.orphan ? html`<span class="chip warn">parent missing</span>` : nothing}
          </div>
        </div>
        <button class="quiet" aria-label="Close details" @click=${() => this.#fire('close')}>✕</button>
      </div>
      ${this.#errors(event)} ${this.#query(event)} ${this.#rows(event)} ${this.#folded(event)} ${this.#timing()} ${this.#keys(event)}
      ${this.#application(event)} ${this.#ids(event)}`;
  }

  #errors(event) {
    const errors = errorsOf(event);
    if (errors.length === 0) return nothing;
    return html`<section>
      <h3>${errors.length > 1 ? `${errors.length} errors` : 'Error'}</h3>
      ${errors.map(
        (error) => html`<div class="error">
          <b>${error.type ?? 'error'}</b>
          ${error.msg ? html`<span>${error.msg}</span>` : nothing}
          ${error.location ? html`<span class="muted">at <code>${error.location}</code></span>` : nothing}
          ${error.stack ? html`<pre class="stack" tabindex="0">${error.stack}</pre>` : nothing}
        </div>`,
      )}
    </section>`;
  }

  #query(event) {
    const query = queryOf(event);
    return query === null ? nothing : html`<section><h3>Query</h3><gm-sql-text .sql=${query}></gm-sql-text></section>`;
  }

  #rows(event) {
    const table = rowsOf(event);
    if (table === null) return nothing;
    return html`<section>
      <h3>${table.rows.length} recorded ${table.rows.length === 1 ? 'row' : 'rows'}</h3>
      <div class="scroll" tabindex="0">
        <table>
          <thead>
            <tr>${table.columns.map((name) => html`<th scope="col">${name}</th>`)}</tr>
          </thead>
          <tbody>
            ${table.rows.map((row) => html`<tr>${row.map((value) => html`<td>${value}</td>`)}</tr>`)}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  #timing() {
    const { offset, lapsed, children } = this.node;
    const own = lapsed === null ? null : ownNanos(this.node);
    return html`<section>
      <h3>Time</h3>
      <dl>
        <dt>Duration</dt>
        <dd>${lapsed === null ? 'still open' : duration(lapsed)}</dd>
        ${children.length > 0 && own !== null ? html`<dt>Not in children</dt><dd>${duration(own)}</dd>` : nothing}
        <dt>Begins</dt>
        <dd>${duration(offset)} into the trace, at ${clock(this.startMillis + Math.floor(offset / 1e6))}</dd>
      </dl>
    </section>`;
  }

  /** What a folded event tells of those it stands for. */
  #folded(event) {
    if (foldedCount(event) === null) return nothing;
    const times = ['total', 'min', 'p50', 'p99', 'max'].filter((key) => event[key] !== undefined);
    return html`<section>
      <h3>${grouped(foldedCount(event))} equal events, not sent one by one</h3>
      <dl>${times.map((key) => html`<dt>${key}</dt><dd>${duration(Number(event[key]))}</dd>`)}</dl>
    </section>`;
  }

  #keys(event) {
    const entries = otherKeys(event);
    if (entries.length === 0) return nothing;
    return html`<section>
      <h3>Keys</h3>
      <dl>${entries.map(([key, value]) => html`<dt>${key}</dt><dd>${valueView(value)}</dd>`)}</dl>
    </section>`;
  }

  /** What the process says of itself. */
  #application(event) {
    const entries = this.application && this.application.id !== event.id ? otherKeys(this.application) : [];
    if (entries.length === 0) return nothing;
    return html`<section>
      <h3>Process</h3>
      <dl>${entries.map(([key, value]) => html`<dt>${key}</dt><dd>${valueView(value)}</dd>`)}</dl>
    </section>`;
  }

  #ids(event) {
    const { parent } = this.node;
    return html`<section>
      <h3>Identity</h3>
      <dl>
        <dt>gomon:fp</dt><dd><code>${event['gomon:fp']}</code></dd>
        <dt>id</dt><dd><code>${event.id}</code></dd>
        <dt>parent</dt>
        <dd>
          ${parent
            ? html`<button class="id" @click=${() => this.#fire('event-select', parent.event.id)}>${event.parent}</button>`
            : html`<code>${event.parent ?? '–'}</code>`}
        </dd>
        <dt>app-id</dt><dd><code>${event['app-id'] ?? '–'}</code></dd>
        <dt>gomon:start</dt><dd><code>${String(event['gomon:start'])}</code></dd>
      </dl>
    </section>`;
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function valueView(value) {
  const text = valueText(value);
  return text.includes('\n') || text.length > SHORT_VALUE ? html`<pre>${text}</pre>` : text;
}

/** The time that no child covers. Children may overlap; their union is what counts. */
function ownNanos({ offset, lapsed, children }) {
  let covered = 0;
  let reached = offset;
  for (const child of children) {
    const end = Math.min(offset + lapsed, child.offset + (child.lapsed ?? 0));
    if (end > reached) {
      covered += end - Math.max(reached, child.offset);
      reached = end;
    }
  }
  return lapsed - covered;
}

customElements.define('gm-event-detail', EventDetail);
