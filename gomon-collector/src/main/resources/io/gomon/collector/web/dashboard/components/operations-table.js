import { LitElement, css, html } from 'lit';
import { oneLine } from '../lib/sql.js';
import { kindLabel, kindOf } from '../lib/event.js';
import { base } from './styles.js';
import { countCell, durationColumn, errorCell } from './number-cells.js';
import { emptyView } from './states.js';
import './data-table.js';
import './share-bar.js';

/** What a service did, counted by operation. `href(row)` leads to the traces of one. */
class OperationsTable extends LitElement {
  static properties = { operations: { attribute: false }, href: { attribute: false } };

  static styles = [base, css``];

  render() {
    // Measurements of the JVM have their charts; among operations they are noise.
    const rows = this.operations.filter((row) => kindOf({ 'gomon:fp': row.fingerprint }) !== 'runtime');
    const total = rows.reduce((sum, row) => sum + row.totalNanos, 0);
    return html`<section class="panel">
      <header>
        <h2>Operations</h2>
        <span class="muted small">Shares are of the summed time; an inner operation’s time is part of its outer one’s.</span>
      </header>
      ${rows.length > 0
        ? html`<gm-data-table
            caption="Operations"
            .rows=${rows}
            .columns=${this.#columns(total)}
            .sort=${{ key: 'share', descending: true }}
          ></gm-data-table>`
        : emptyView('No operations in this time', '')}
    </section>`;
  }

  #columns(total) {
    return [
      {
        key: 'operation',
        label: 'Operation',
        grow: true,
        value: (row) => row.operation,
        render: (row) => html`<a class="cover" href=${this.href(row)} title=${row.operation}>${oneLine(row.operation)}</a>`,
      },
      {
        key: 'kind',
        label: 'Kind',
        value: (row) => kindLabel(row.fingerprint),
        render: (row) => html`<span class="chip" title=${row.fingerprint}>${kindLabel(row.fingerprint)}</span>`,
      },
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
        label: 'Time',
        num: true,
        value: (row) => row.totalNanos,
        render: (row) => html`<gm-share-bar .share=${total > 0 ? row.totalNanos / total : 0}></gm-share-bar>`,
      },
      durationColumn('totalNanos', 'Total'),
      durationColumn('p50Nanos', 'p50'),
      durationColumn('p95Nanos', 'p95'),
      durationColumn('p99Nanos', 'p99'),
      durationColumn('maxNanos', 'Max'),
    ];
  }
}

customElements.define('gm-operations-table', OperationsTable);
