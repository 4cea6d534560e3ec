import { css, html, nothing } from 'lit';
import { api } from '../lib/api.js';
import { count, duration, parseDuration, plural } from '../lib/format.js';
import { scatterOptions } from '../components/chart-options.js';
import { emptyView } from '../components/states.js';
import '../components/chart.js';
import '../components/trace-table.js';
import { Page } from './page.js';

const LIMIT = 200;
const MAX_LIMIT = 500;

/** Search: filters, a picture of what was found, and the list. */
class TracesPage extends Page {
  static styles = [
    Page.styles,
    css`
      gm-chart {
        height: 170px;
        margin: var(--s2);
      }
      input[name='operation'] {
        width: 280px;
      }
      input[name='min'] {
        width: 110px;
      }
    `,
  ];

  async load(signal) {
    const { range, params } = this;
    const minNanos = params.min ? parseDuration(params.min) : null;
    const limit = params.limit ? MAX_LIMIT : LIMIT;
    const filter = { service: params.service, operation: params.operation, status: params.status, minNanos, limit };
    const [{ traces }, { services }, operations] = await Promise.all([
      api.traces(filter, range, signal),
      api.services(range, signal),
      params.service ? api.operations(params.service, range, signal).then((answer) => answer.operations) : [],
    ]);
    return { range, traces, limit, services: services.map(({ service }) => service), operations };
  }

  view(data) {
    return html`<div class="page-head"><h1>Traces</h1></div>
      ${this.#filters(data)}
      <div class="stack">${data.traces.length > 0 ? this.#found(data) : this.#nothing()}</div>`;
  }

  #nothing() {
    const { service, operation, status, min } = this.params;
    const text = service || operation || status || min
      ? 'Loosen a filter, or choose a longer time at the top right.'
      : 'Choose a longer time at the top right. No application connected yet? The services page says how.';
    return html`<div class="panel">${emptyView('No traces found', text)}</div>`;
  }

  #found({ traces, range, limit }) {
    return html`<section class="panel">
        <header>
          <h2>Duration over time</h2>
          <span class="muted small">One dot per trace, red when it failed; click for the trace, drag for a shorter time.</span>
        </header>
        <gm-chart
          selectable
          label="Duration of the traces over time"
          .option=${() => scatter(traces, range)}
          @point-click=${(event) => (location.hash = this.href('trace', event.detail.source.trace))}
        ></gm-chart>
      </section>
      <section class="panel">
        <header>
          <h2>${plural(traces.length, 'trace')}</h2>
          ${traces.length >= limit ? this.#more(limit) : nothing}
        </header>
        <gm-trace-table .traces=${traces} .href=${(row) => this.href('trace', row.trace)}></gm-trace-table>
      </section>`;
  }

  #more(limit) {
    return html`<span class="muted small"
      >The newest ${limit} only; there are more.
      ${limit < MAX_LIMIT
        ? html`<button class="quiet" @click=${() => this.setParams('traces', null, { limit: MAX_LIMIT })}>Show ${MAX_LIMIT}</button>`
        : nothing}</span
    >`;
  }

  #filters({ services, operations }) {
    const { service = '', operation = '', status = '', min = '' } = this.params;
    const unreadable = min !== '' && parseDuration(min) === null;
    return html`<form class="filters" role="search" @submit=${(event) => event.preventDefault()} @change=${(event) => this.#apply(event)}>
      <label>
        Service
        <select name="service" .value=${service}>
          <option value="" ?selected=${service === ''}>All</option>
          ${withChosen(services, service).map((name) => html`<option value=${name} ?selected=${name === service}>${name}</option>`)}
        </select>
      </label>
      <label>
        Operation
        <input name="operation" list="operations" placeholder="All" autocomplete="off" .value=${operation} />
        <datalist id="operations">${operations.map((row) => html`<option value=${row.operation}></option>`)}</datalist>
      </label>
      <label>
        Status
        <select name="status" .value=${status}>
          <option value="" ?selected=${status === ''}>All</option>
          <option value="error" ?selected=${status === 'error'}>Failed</option>
        </select>
      </label>
      <label>
        At least
        <input name="min" placeholder="100 ms" autocomplete="off" .value=${min} aria-invalid=${unreadable ? 'true' : 'false'} />
      </label>
      ${unreadable ? html`<span class="bad small" role="alert">Not a duration; try “100 ms” or “1.5 s”.</span>` : nothing}
      ${service || operation || status || min
        ? html`<button class="quiet" type="button" @click=${() => (location.hash = this.href('traces'))}>Clear</button>`
        : nothing}
    </form>`;
  }

  #apply(event) {
    const changes = { [event.target.name]: event.target.value.trim() };
    // Operations belong to a service; with another one the old choice would find nothing.
    if (event.target.name === 'service') changes.operation = null;
    this.setParams('traces', null, changes);
  }
}

function withChosen(services, chosen) {
  return chosen === '' || services.includes(chosen) ? services : [...services, chosen];
}

function scatter(traces, range) {
  return scatterOptions({
    range,
    format: duration,
    points: traces
      .filter((trace) => trace.elapsedNanos > 0)
      .map((trace) => ({
        value: [trace.startMillis, trace.elapsedNanos],
        failed: trace.errors > 0,
        source: trace,
      })),
    describe: (trace) => [
      [`${trace.service}  ${trace.operation}`.slice(0, 80), duration(trace.elapsedNanos)],
      ['events', count(trace.events)],
      ...(trace.errors > 0 ? [['errors', count(trace.errors)]] : []),
    ],
  });
}

customElements.define('gm-traces-page', TracesPage);
