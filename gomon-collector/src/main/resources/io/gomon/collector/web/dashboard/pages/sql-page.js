import { css, html, nothing } from 'lit';
import { api } from '../lib/api.js';
import { duration, grouped } from '../lib/format.js';
import { oneLine } from '../lib/sql.js';
import { countCell, durationColumn, errorCell } from '../components/number-cells.js';
import { emptyView } from '../components/states.js';
import '../components/data-table.js';
import '../components/share-bar.js';
import '../components/sql-text.js';
import { Page } from './page.js';

const LIMIT = 100;
/** Operations are cut at this length (docs/EVENTS.md section 5). */
const OPERATION_LENGTH = 200;

/** The statements that cost most time. A chosen one is shown in full above the table. */
class SqlPage extends Page {
  static styles = [
    Page.styles,
    css`
      .statement {
        display: grid;
        gap: var(--s3);
        padding: 0 var(--s4) var(--s4);
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 2px var(--s4);
        color: var(--ink-2);
        font-variant-numeric: tabular-nums;
      }
      .facts b {
        color: var(--ink);
      }
      a.link {
        color: var(--accent-ink);
        text-decoration: underline;
        text-underline-offset: 2px;
      }
    `,
  ];

  async load(signal) {
    const { range, params } = this;
    const [{ statements }, { services }] = await Promise.all([
      api.sql({ service: params.service, limit: LIMIT }, range, signal),
      api.services(range, signal),
    ]);
    return { statements, services: services.map(({ service }) => service) };
  }

  view({ statements, services }) {
    const chosen = statements.find((row) => keyOf(row) === this.params.statement);
    return html`<div class="page-head"><h1>SQL</h1></div>
      ${this.#filters(services)}
      <div class="stack">
        ${chosen ? this.#statement(chosen) : nothing}
        <section class="panel">
          <header>
            <h2>Statements by total time</h2>
            ${statements.length >= LIMIT ? html`<span class="muted small">the first ${LIMIT}</span>` : nothing}
          </header>
          ${statements.length > 0
            ? this.#table(statements)
            : emptyView(
                'No SQL in this time',
                'Wrap your DataSource with MonitoredDataSource.wrap(…), or choose a longer time at the top right.',
              )}
        </section>
      </div>`;
  }

  #filters(services) {
    const { service = '' } = this.params;
    const names = service === '' || services.includes(service) ? services : [...services, service];
    return html`<form class="filters" @submit=${(event) => event.preventDefault()}>
      <label>
        Service
        <select
          .value=${service}
          @change=${(event) => this.setParams('sql', null, { service: event.target.value, statement: null })}
        >
          <option value="" ?selected=${service === ''}>All</option>
          ${names.map((name) => html`<option value=${name} ?selected=${name === service}>${name}</option>`)}
        </select>
      </label>
    </form>`;
  }

  #statement(row) {
    const operation = oneLine(row.query).slice(0, OPERATION_LENGTH);
    return html`<section class="panel">
      <header>
        <h2>Statement</h2>
        <button class="quiet" @click=${() => this.setParams('sql', null, { statement: null })}>Close</button>
      </header>
      <div class="statement">
        <gm-sql-text .sql=${row.query}></gm-sql-text>
        ${row.query.length >= OPERATION_LENGTH
          ? html`<p class="muted small">Cut at ${OPERATION_LENGTH} characters; a trace has the whole statement.</p>`
          : nothing}
        <div class="facts">
          <span>in <b>${row.service}</b></span>
          <span><b>${grouped(row.count)}</b> times</span>
          <span>total <b>${duration(row.totalNanos)}</b></span>
          <span>mean <b>${duration(row.meanNanos)}</b></span>
          <span>p95 <b>${duration(row.p95Nanos)}</b></span>
          <span>max <b>${duration(row.maxNanos)}</b></span>
          <a class="link" href=${this.href('traces', null, { service: row.service, operation })}>Traces with this statement</a>
        </div>
      </div>
    </section>`;
  }

  #table(statements) {
    const total = statements.reduce((sum, row) => sum + row.totalNanos, 0);
    return html`<gm-data-table
      caption="SQL statements"
      .rows=${statements}
      .columns=${this.#columns(total)}
      .sort=${{ key: 'share', descending: true }}
    ></gm-data-table>`;
  }

  #columns(total) {
    return [
      {
        key: 'query',
        label: 'Statement',
        grow: true,
        value: (row) => row.query,
        render: (row) => html`<a
          class="cover mono"
          href=${this.href('sql', null, { service: this.params.service, statement: keyOf(row) })}
          title=${oneLine(row.query).slice(0, 500)}
          >${oneLine(row.query)}</a
        >`,
      },
      { key: 'service', label: 'Service', value: (row) => row.service, render: (row) => row.service },
      { key: 'count', label: 'Count', num: true, value: (row) => row.count, render: (row) => countCell(row.count) },
      {
        key: 'errors',
        label: 'Errors',
        num: true,
        value: (row) => (row.count ? row.errors / row.count : null),
        render: (row) => errorCell(row.errors, row.count),
      },
      {
        key: 'share',
        label: 'Share of time',
        num: true,
        value: (row) => row.totalNanos,
        render: (row) => html`<gm-share-bar .share=${total > 0 ? row.totalNanos / total : 0}></gm-share-bar>`,
      },
      durationColumn('totalNanos', 'Total'),
      durationColumn('meanNanos', 'Mean'),
      durationColumn('p95Nanos', 'p95'),
      durationColumn('maxNanos', 'Max'),
    ];
  }
}

/** Short enough for an address, and the same for the same statement of the same service (FNV-1a, 32 bit). */
function keyOf({ service, query }) {
  let hash = 0x811c9dc5;
  for (const char of `${service}\u0000${query}`) hash = Math.imul(hash ^ char.codePointAt(0), 0x01000193) >>> 0;
  return hash.toString(16);
}

customElements.define('gm-sql-page', SqlPage);
