import { css, html, nothing } from 'lit';
import { api } from '../lib/api.js';
import { ago, bytes, clock, count, dateTime, plural, rate } from '../lib/format.js';
import { ratePoints } from '../lib/series.js';
import { aligned, stepMillis } from '../lib/time-range.js';
import { errorCell, durationColumn } from '../components/number-cells.js';
import { emptyView } from '../components/states.js';
import '../components/data-table.js';
import '../components/first-steps.js';
import '../components/sparkline.js';
import { Page } from './page.js';

const SPARK_POINTS = 40;
const LONG_AGO_MILLIS = 30 * 86_400_000;
/** Each sparkline is a question of its own to the store; beyond so many services the quiet ones get numbers only. */
const MAX_SPARKLINES = 12;

/** All services with their vital signs. */
class ServicesPage extends Page {
  static styles = [
    Page.styles,
    css`
      .foot {
        display: flex;
        flex-wrap: wrap;
        gap: 2px var(--s4);
        margin-top: var(--s3);
        color: var(--ink-3);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  async load(signal) {
    const range = this.range;
    const [{ services }, status] = await Promise.all([api.services(range, signal), api.status(signal)]);
    const step = stepMillis(range, SPARK_POINTS);
    const window = { fromMillis: aligned(range, step).fromMillis, toMillis: range.toMillis };
    const busiest = [...services].sort((a, b) => b.requests - a.requests).slice(0, MAX_SPARKLINES);
    const series = await Promise.all(
      busiest.map(async ({ service }) => [service, await seriesOrNothing(service, window, step, signal)]),
    );
    const earlier = services.length > 0 ? [] : await seenBefore(range, signal);
    return { services, status, series: new Map(series), earlier };
  }

  view({ services, status, series, earlier }) {
    return html`<div class="page-head"><h1>Services</h1></div>
      <div class="panel">
        ${services.length > 0 ? this.#table(services, series) : this.#nothing(earlier)}
      </div>
      ${this.#footer(status)}`;
  }

  #nothing(earlier) {
    if (earlier.length === 0) return html`<gm-first-steps></gm-first-steps>`;
    const lastMillis = Math.max(...earlier.map(({ lastSeenMillis }) => lastSeenMillis));
    return emptyView(
      'No service was seen in this time',
      `The newest event is of ${dateTime(lastMillis)}, ${ago(lastMillis)}. Choose another time at the top right.`,
    );
  }

  #table(services, series) {
    return html`<gm-data-table
      caption="Services"
      .rows=${services}
      .columns=${this.#columns(series)}
      .sort=${this.sort ?? { key: 'rate', descending: true }}
    ></gm-data-table>`;
  }

  #columns(series) {
    return [
      {
        key: 'service',
        label: 'Service',
        grow: true,
        value: (row) => row.service,
        render: (row) => html`<a class="cover" href=${this.href('service', row.service)}>${row.service}</a>`,
      },
      { key: 'traffic', label: 'Traffic', render: (row) => spark(series.get(row.service), this.range, row.service) },
      {
        key: 'rate',
        label: 'Requests',
        num: true,
        value: (row) => row.ratePerSecond,
        render: (row) => html`<span title="${count(row.requests)} requests">${rate(row.ratePerSecond)}</span>`,
      },
      {
        key: 'errors',
        label: 'Errors',
        num: true,
        value: (row) => (row.requests ? row.errors / row.requests : null),
        render: (row) => errorCell(row.errors, row.requests),
      },
      { key: 'latency', label: 'p95 over time', render: (row) => latencySpark(series.get(row.service), row.service) },
      durationColumn('p50Nanos', 'p50', 'Half of the requests took at most this long'),
      durationColumn('p95Nanos', 'p95', '95 of 100 requests took at most this long'),
      durationColumn('p99Nanos', 'p99', '99 of 100 requests took at most this long'),
      {
        key: 'seen',
        label: 'Last seen',
        num: true,
        value: (row) => row.lastSeenMillis,
        render: (row) => html`<span class="muted">${ago(row.lastSeenMillis)}</span>`,
      },
    ];
  }

  #footer(status) {
    const waiting = status.wal.pendingBatches;
    return html`<div class="foot">
      <span>Collector ${status.version}, up since ${clock(status.startedMillis)}</span>
      <span>${plural(status.events.stored, 'event')} stored since then</span>
      <span>${bytes(status.store.bytes)} on disk</span>
      ${waiting > 0 ? html`<span>${waiting === 1 ? '1 batch' : `${count(waiting)} batches`} on the way into the store</span>` : nothing}
    </div>`;
  }
}

/** A sparkline is an ornament: where its question fails, the numbers still stand. */
async function seriesOrNothing(service, window, step, signal) {
  try {
    return await api.series(service, window, step, signal);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    return null;
  }
}

/** Nobody here now: was there anybody at all? A newcomer and a quiet night need different words. */
async function seenBefore(range, signal) {
  const now = Date.now();
  const window = { fromMillis: Math.min(range.fromMillis, now - LONG_AGO_MILLIS), toMillis: Math.max(range.toMillis, now) };
  const { services } = await api.services(window, signal);
  return services;
}

function spark(answer, range, service) {
  if (!answer) return nothing;
  const values = ratePoints(answer.points, answer.stepMillis, range.toMillis, 'requests').map(([, value]) => value);
  return html`<gm-sparkline .values=${values} label="Requests over time of ${service}"></gm-sparkline>`;
}

function latencySpark(answer, service) {
  if (!answer) return nothing;
  const values = answer.points.map((point) => point.p95Nanos);
  return html`<gm-sparkline .values=${values} color="--series-p95" label="p95 over time of ${service}"></gm-sparkline>`;
}

customElements.define('gm-services-page', ServicesPage);
