import { css, html } from 'lit';
import { api } from '../lib/api.js';
import { count, duration, errorShare, percent, rate } from '../lib/format.js';
import { percentilePoints, ratePoints } from '../lib/series.js';
import { aligned, stepMillis } from '../lib/time-range.js';
import { emptyView } from '../components/states.js';
import '../components/memory-charts.js';
import '../components/operations-table.js';
import '../components/time-chart.js';
import '../components/trace-tabs.js';
import { Page } from './page.js';

const CHART_POINTS = 120;
const GROUP = 'service-page';

/** One service: traffic, latency, operations, traces, memory. */
class ServicePage extends Page {
  static properties = { ...Page.properties, service: {} };

  static styles = [
    Page.styles,
    css`
      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr));
        gap: var(--s4);
      }
      .crumb {
        color: var(--ink-3);
        font-weight: 500;
      }
      .signs {
        display: flex;
        flex-wrap: wrap;
        gap: var(--s2) var(--s5);
        margin: 0 0 0 auto;
      }
      .signs div {
        display: grid;
        justify-items: end;
        line-height: 1.25;
      }
      .signs dt {
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      .signs dd {
        margin: 0;
        font-size: var(--text-l);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  identity() {
    return this.service;
  }

  async load(signal) {
    const { service, range } = this;
    const step = stepMillis(range, CHART_POINTS);
    const window = { fromMillis: aligned(range, step).fromMillis, toMillis: range.toMillis };
    const [{ services }, series, { operations }, { instances }] = await Promise.all([
      api.services(range, signal),
      api.series(service, window, step, signal),
      api.operations(service, range, signal),
      api.memory(service, range, signal),
    ]);
    const signs = services.find((candidate) => candidate.service === service) ?? null;
    return { range, signs, series, operations, instances };
  }

  view({ range, signs, series, operations, instances }) {
    const silent = signs === null && operations.length === 0 && instances.length === 0;
    return html`<div class="page-head">
        <h1><a class="crumb" href=${this.href('services')}>Services</a> <span class="crumb">/</span> ${this.service}</h1>
        ${signs ? vitalSigns(signs) : ''}
      </div>
      ${silent
        ? html`<div class="panel">
            ${emptyView('Nothing from this service in this time', 'Choose a longer time at the top right, or another service.')}
          </div>`
        : this.#sections(range, signs, series, operations, instances)}`;
  }

  #sections(range, signs, series, operations, instances) {
    return html`<div class="stack">
      <div class="charts">${trafficChart(series, range)} ${latencyChart(series, range)}</div>
      <gm-operations-table
        .operations=${operations}
        .href=${(row) => this.href('traces', null, { service: this.service, operation: row.operation })}
      ></gm-operations-table>
      <gm-trace-tabs
        .service=${this.service}
        .range=${range}
        .show=${this.params.show ?? 'newest'}
        .slowNanos=${signs?.p95Nanos ?? null}
        .traceHref=${(row) => this.href('trace', row.trace)}
        .tabHref=${(show) => this.href('service', this.service, { ...own(this.params), show: show === 'newest' ? null : show })}
        .searchHref=${this.href('traces', null, { service: this.service })}
      ></gm-trace-tabs>
      <gm-memory-charts
        .instances=${instances}
        .range=${range}
        .group=${GROUP}
        .chosen=${this.params.jvm}
        @jvm-change=${(event) => this.setParams('service', this.service, { jvm: event.detail })}
      ></gm-memory-charts>
    </div>`;
  }
}

/** The page's parameters without those of the time range, which `href` adds. */
function own({ range, from, to, ...others }) {
  return others;
}

function vitalSigns(signs) {
  const share = errorShare(signs.errors, signs.requests);
  const facts = [
    ['Requests', rate(signs.ratePerSecond), ''],
    ['Errors', percent(share), share > 0 ? 'bad' : ''],
    ['p50', duration(signs.p50Nanos), ''],
    ['p95', duration(signs.p95Nanos), ''],
    ['p99', duration(signs.p99Nanos), ''],
  ];
  return html`<dl class="signs">
    ${facts.map(([name, value, style]) => html`<div><dt>${name}</dt><dd class=${style}>${value}</dd></div>`)}
  </dl>`;
}

function trafficChart({ points, stepMillis: step }, range) {
  const requests = points.reduce((sum, point) => sum + point.requests, 0);
  const errors = points.reduce((sum, point) => sum + point.errors, 0);
  return html`<gm-time-chart
    heading="Traffic"
    note="per second"
    .range=${range}
    .group=${GROUP}
    .format=${rate}
    .series=${[
      {
        name: 'requests',
        summary: count(requests),
        color: '--series-rate',
        area: true,
        points: ratePoints(points, step, range.toMillis, 'requests'),
      },
      {
        name: 'errors',
        summary: count(errors),
        color: '--series-error',
        area: true,
        points: ratePoints(points, step, range.toMillis, 'errors'),
      },
    ]}
  ></gm-time-chart>`;
}

function latencyChart({ points }, range) {
  const line = (name, color, field) => ({ name, color, points: percentilePoints(points, field) });
  return html`<gm-time-chart
    heading="Latency"
    note="of requests"
    .range=${range}
    .group=${GROUP}
    .format=${duration}
    .series=${[
      line('p99', '--series-p99', 'p99Nanos'),
      line('p95', '--series-p95', 'p95Nanos'),
      line('p50', '--series-p50', 'p50Nanos'),
    ]}
  ></gm-time-chart>`;
}

customElements.define('gm-service-page', ServicePage);
