import { LitElement, css, html, nothing } from 'lit';
import { bytes, count, duration, percent, plural } from '../lib/format.js';
import { gaugePoints, growth, lastValue } from '../lib/series.js';
import { base } from './styles.js';
import { emptyView } from './states.js';
import './time-chart.js';

/**
 * The JVM of one instance of a service: heap and non-heap, the time that garbage collection took, processor, threads and
 * classes. Fires `jvm-change` with an `appId` when another instance is chosen.
 */
class MemoryCharts extends LitElement {
  static properties = {
    instances: { attribute: false },
    range: { attribute: false },
    group: {},
    chosen: {},
  };

  static styles = [
    base,
    css`
      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr));
        gap: var(--s4);
      }
      .head {
        display: flex;
        align-items: center;
        gap: var(--s3);
        min-height: 30px;
        margin-bottom: var(--s2);
      }
    `,
  ];

  render() {
    if (this.instances.length === 0) {
      return html`<section class="panel">
        <header><h2>JVM</h2></header>
        ${emptyView('No JVM statistics in this time', 'They come from gomon-runtime, every five seconds, or as metrics from OpenTelemetry.')}
      </section>`;
    }
    const instance = this.instances.find(({ appId }) => appId === this.chosen) ?? newest(this.instances);
    return html`<div class="head">
        <h2>JVM</h2>
        ${this.instances.length > 1 ? this.#select(instance) : html`<span class="muted">${nameOf(instance)}</span>`}
      </div>
      <div class="charts">${this.#heap(instance.points)} ${this.#rest(instance.points)} ${this.#collections(instance.points)}
        ${this.#processor(instance.points)} ${this.#counts(instance.points)}
      </div>`;
  }

  #select(current) {
    return html`<select
      aria-label="Instance"
      @change=${(event) => this.dispatchEvent(new CustomEvent('jvm-change', { detail: event.target.value }))}
    >
      ${this.instances.map(
        (instance) => html`<option value=${instance.appId} ?selected=${instance === current}>${nameOf(instance)}</option>`,
      )}
    </select>`;
  }

  #heap(points) {
    const used = gaugePoints(points, 'heapUsedBytes');
    const committed = gaugePoints(points, 'heapCommittedBytes');
    const max = gaugePoints(points, 'heapMaxBytes');
    return this.#chart('Heap', '', bytes, [
      { name: 'used', color: '--series-rate', area: true, points: used, summary: bytes(lastValue(used)) },
      { name: 'committed', color: '--series-p50', points: committed, summary: bytes(lastValue(committed)) },
      { name: 'max', color: '--series-muted', points: max, width: 1.2, summary: bytes(lastValue(max)) },
    ]);
  }

  #rest(points) {
    const used = gaugePoints(points, 'nonHeapUsedBytes');
    return this.#chart('Outside the heap', '', bytes, [
      { name: 'used', color: '--cat-5', area: true, points: used, summary: bytes(lastValue(used)) },
    ]);
  }

  #collections(points) {
    const pauses = growth(points, 'gcPauseNanos');
    const sum = pauses.reduce((total, [, value]) => total + (value ?? 0), 0);
    const times = growth(points, 'gcCount').reduce((total, [, value]) => total + (value ?? 0), 0);
    return this.#chart('Garbage collection', plural(times, 'pause'), duration, [
      { name: 'paused', color: '--series-p95', type: 'bar', points: pauses, summary: duration(sum) },
    ]);
  }

  #processor(points) {
    const own = gaugePoints(points, 'cpuProcess');
    const all = gaugePoints(points, 'cpuSystem');
    return this.#chart('Processor', '', percent, [
      { name: 'process', color: '--series-rate', area: true, points: own, summary: percent(lastValue(own)) },
      { name: 'machine', color: '--series-muted', points: all, width: 1.2, summary: percent(lastValue(all)) },
    ]);
  }

  #counts(points) {
    return [
      ['Threads', 'threads', 'alive', '--cat-5'],
      ['Classes', 'classesLoaded', 'loaded', '--series-p50'],
    ].map(([heading, field, name, color]) => {
      const line = gaugePoints(points, field);
      return this.#chart(heading, '', count, [{ name, color, points: line, summary: count(lastValue(line)) }]);
    });
  }

  #chart(heading, note, format, series) {
    // A chart without a single value says nothing but "1 B".
    if (series.every(({ points }) => lastValue(points) === null)) return nothing;
    return html`<gm-time-chart
      heading=${heading}
      note=${note}
      .range=${this.range}
      .group=${this.group}
      .format=${format}
      .series=${series}
      ?binary=${format === bytes}
    ></gm-time-chart>`;
  }
}

function newest(instances) {
  const lastTime = ({ points }) => points[points.length - 1]?.timeMillis ?? 0;
  return instances.reduce((best, instance) => (lastTime(instance) > lastTime(best) ? instance : best));
}

function nameOf({ host, pid, appId }) {
  return [host, pid ? `pid ${pid}` : null].filter(Boolean).join(', ') || appId;
}

customElements.define('gm-memory-charts', MemoryCharts);
