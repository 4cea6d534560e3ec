import { css, html, nothing } from 'lit';
import { api } from '../lib/api.js';
import { serviceColors } from '../lib/colors.js';
import { KINDS, kindOf, labelOf } from '../lib/event.js';
import { count, dateTime, duration, plural } from '../lib/format.js';
import { oneLine } from '../lib/sql.js';
import { buildTree, hexOf } from '../lib/tree.js';
import { emptyView } from '../components/states.js';
import '../components/event-detail.js';
import '../components/waterfall.js';
import { Page } from './page.js';

const GROWING_MILLIS = 60_000;

/** One trace: its tree on a timeline, and the details of the chosen event. */
class TracePage extends Page {
  static properties = { ...Page.properties, trace: {} };

  static styles = [
    Page.styles,
    css`
      .crumb {
        color: var(--ink-3);
        font-weight: 500;
      }
      h1 {
        overflow-wrap: anywhere;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--s1) var(--s4);
        margin-bottom: var(--s3);
        color: var(--ink-2);
        font-variant-numeric: tabular-nums;
      }
      .facts b {
        color: var(--ink);
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--s1) var(--s3);
        margin-left: auto;
        font-size: var(--text-s);
      }
      .legend span {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .legend i {
        width: 10px;
        height: 10px;
        border-radius: 3px;
      }
      .legend select {
        height: 26px;
        font-size: var(--text-s);
      }
      .panes {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        height: max(420px, calc(100vh - 190px));
        overflow: hidden;
      }
      .panes.with-detail {
        grid-template-columns: minmax(0, 1fr) clamp(320px, 30%, 480px);
      }
      gm-event-detail {
        border-left: 1px solid var(--line);
      }
      @media (max-width: 900px) {
        .panes.with-detail {
          grid-template-columns: minmax(0, 1fr);
          grid-template-rows: minmax(0, 1fr) minmax(0, 1fr);
        }
        gm-event-detail {
          border-left: 0;
          border-top: 1px solid var(--line-strong);
        }
      }
    `,
  ];

  #loaded = null;
  #extent = null;

  identity() {
    return this.trace;
  }

  /** Events still arrive for a while; a trace that was quiet for a minute is complete. */
  mustReload() {
    const tree = this.data?.tree;
    if (!tree || this.trace !== this.#loaded) return true;
    return Date.now() - (tree.startMillis + tree.totalNanos / 1e6) < GROWING_MILLIS;
  }

  async load(signal) {
    const { trace } = this;
    try {
      const { events, applications, truncated } = await api.trace(trace, signal);
      const open = events.filter((event) => event['gomon:lapsed'] === undefined).length;
      const extent = `${trace} ${events.length} ${open}`;
      // The same tree again keeps what is folded and zoomed.
      if (extent === this.#extent && this.data?.tree) return this.data;
      this.#extent = extent;
      this.#loaded = trace;
      return { tree: buildTree(events), applications: new Map(applications.map((event) => [event.id, event])), truncated };
    } catch (error) {
      if (error.status === 404) return { tree: null };
      throw error;
    }
  }

  view({ tree, applications, truncated }) {
    if (!tree || tree.nodes.size === 0) {
      return html`<div class="panel">
        ${emptyView('This trace is not here', 'It may have outlived the retention, or its events are still on their way. Look for others on the traces page.')}
      </div>`;
    }
    const by = this.params.color === 'kind' ? 'kind' : 'service';
    const colors = serviceColors([...tree.nodes.values()].map(({ event }) => event.service));
    this.colorOf = by === 'kind' ? kindColor : (node) => colors.get(node.event.service);
    const selected = this.params.event ? tree.nodes.get(hexOf(this.params.event)) : null;
    return html`${this.#head(tree, truncated)} ${this.#facts(tree, by, colors)}
      <div class="panel panes ${selected ? 'with-detail' : ''}">
        <gm-waterfall
          .tree=${tree}
          .selected=${this.params.event}
          .colorOf=${this.colorOf}
          @event-select=${(event) => this.#select(event.detail)}
        ></gm-waterfall>
        ${selected
          ? html`<gm-event-detail
              .node=${selected}
              .application=${applications.get(selected.event['app-id'])}
              .startMillis=${tree.startMillis}
              @event-select=${(event) => this.#select(event.detail)}
              @close=${() => this.#select(null)}
            ></gm-event-detail>`
          : nothing}
      </div>`;
  }

  #head(tree, truncated) {
    const root = tree.roots.find((node) => !node.orphan) ?? tree.roots[0];
    return html`<div class="page-head">
      <h1><a class="crumb" href=${this.href('traces')}>Traces</a> <span class="crumb">/</span> ${oneLine(labelOf(root.event)).slice(0, 160)}</h1>
      ${tree.errors > 0 ? html`<span class="chip bad">${plural(tree.errors, 'error')}</span>` : nothing}
      ${truncated ? html`<span class="chip warn">too large to show in full: the first ${count(tree.nodes.size)} events</span>` : nothing}
    </div>`;
  }

  #facts(tree, by, colors) {
    const orphans = tree.roots.filter((node) => node.orphan).length;
    return html`<div class="facts">
      <span><b>${duration(tree.totalNanos)}</b></span>
      <span>${dateTime(tree.startMillis)}</span>
      <span><b>${plural(tree.nodes.size, 'event')}</b></span>
      ${orphans > 0 ? html`<span title="Their parent events are not stored here">${count(orphans)} without their parent</span>` : nothing}
      <span class="muted small mono">${this.trace}</span>
      <div class="legend">
        ${(by === 'kind' ? kindLegend(tree) : [...colors]).map(
          ([name, color]) => html`<span><i .style=${`background:var(${color})`}></i>${name}</span>`,
        )}
        <select
          aria-label="Colour by"
          @change=${(event) => this.setParams('trace', this.trace, { color: event.target.value === 'kind' ? 'kind' : null }, { replace: true })}
        >
          <option value="service" ?selected=${by === 'service'}>by service</option>
          <option value="kind" ?selected=${by === 'kind'}>by kind</option>
        </select>
      </div>
    </div>`;
  }

  #select(id) {
    // No step in the history for each look at an event: back leads to where the reader came from.
    this.setParams('trace', this.trace, { event: id }, { replace: true });
  }
}

function kindColor(node) {
  return KINDS[kindOf(node.event)].color;
}

function kindLegend(tree) {
  const kinds = new Set([...tree.nodes.values()].map(({ event }) => kindOf(event)));
  return [...kinds].map((kind) => [KINDS[kind].label, KINDS[kind].color]);
}

customElements.define('gm-trace-page', TracePage);
