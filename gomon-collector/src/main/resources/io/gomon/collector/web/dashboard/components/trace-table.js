import { LitElement, css, html } from 'lit';
import { ago, count, dateTime, duration, moment } from '../lib/format.js';
import { base } from './styles.js';
import './data-table.js';
import './length-bar.js';

/** Traces as a table. `href(trace)` makes the address of a trace; `sort` as in the data table. */
class TraceTable extends LitElement {
  static properties = { traces: { attribute: false }, href: { attribute: false }, sort: { attribute: false }, caption: {} };

  static styles = [base, css``];

  render() {
    const longest = (this.traces ?? []).reduce((most, trace) => Math.max(most, trace.elapsedNanos ?? 0), 0);
    return html`<gm-data-table
      caption=${this.caption ?? 'Traces'}
      .rows=${this.traces}
      .columns=${this.#columns(longest)}
      .sort=${this.sort ?? { key: 'start', descending: true }}
    ></gm-data-table>`;
  }

  #columns(longest) {
    return [
      {
        key: 'operation',
        label: 'Operation',
        grow: true,
        value: (row) => row.operation,
        render: (row) => html`<a class="cover" href=${this.href(row)} title=${row.operation}>${row.operation}</a>`,
      },
      { key: 'service', label: 'Service', value: (row) => row.service, render: (row) => servicesCell(row) },
      {
        key: 'start',
        label: 'Started',
        num: true,
        value: (row) => row.startMillis,
        render: (row) => html`<span title=${`${dateTime(row.startMillis)}, ${ago(row.startMillis)}`}>${moment(row.startMillis)}</span>`,
      },
      {
        key: 'elapsed',
        label: 'Duration',
        num: true,
        value: (row) => row.elapsedNanos,
        render: (row) => durationCell(row.elapsedNanos, longest),
      },
      { key: 'events', label: 'Events', num: true, value: (row) => row.events, render: (row) => count(row.events) },
      {
        key: 'errors',
        label: 'Errors',
        num: true,
        value: (row) => row.errors,
        render: (row) => (row.errors > 0 ? html`<span class="chip bad">${count(row.errors)}</span>` : html`<span class="muted">0</span>`),
      },
    ];
  }
}

/** The API gives the services of a trace as a list of names or as their number. */
function servicesCell(row) {
  const all = Array.isArray(row.services) ? row.services.length : Number(row.services);
  const others = Array.isArray(row.services) ? row.services.filter((name) => name !== row.service).join(', ') : '';
  return html`${row.service} ${all > 1 ? html`<span class="chip above" title=${others}>+${all - 1}</span>` : ''}`;
}

function durationCell(nanos, longest) {
  const share = longest > 0 ? (nanos ?? 0) / longest : 0;
  return html`<gm-length-bar .share=${share} text=${duration(nanos)}></gm-length-bar>`;
}

customElements.define('gm-trace-table', TraceTable);
