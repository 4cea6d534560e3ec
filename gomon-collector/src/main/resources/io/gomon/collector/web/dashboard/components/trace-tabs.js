import { LitElement, css, html, nothing } from 'lit';
import { api } from '../lib/api.js';
import { duration } from '../lib/format.js';
import { base } from './styles.js';
import { emptyView, errorView, loadingView } from './states.js';
import './trace-table.js';

const SHOWN = 20;
const TABS = [
  ['newest', 'Newest'],
  ['slow', 'Slowest'],
  ['failed', 'Failed'],
];

/**
 * A service's newest, slowest or failed traces. The slowest are those of at least `slowNanos` (its p95), longest
 * first: the API lists by time, so that bound keeps the question small.
 */
class TraceTabs extends LitElement {
  static properties = {
    service: {},
    range: { attribute: false },
    show: {},
    slowNanos: { attribute: false },
    traceHref: { attribute: false },
    tabHref: { attribute: false },
    searchHref: {},
    traces: { state: true },
    error: { state: true },
  };

  static styles = [
    base,
    css`
      nav {
        display: flex;
        gap: 2px;
      }
      nav a {
        padding: 4px 9px;
        border-radius: 6px;
        color: var(--ink-2);
        font-weight: 550;
      }
      nav a:hover {
        background: var(--hover);
      }
      nav a[aria-current] {
        background: var(--selected);
        color: var(--accent-ink);
      }
      .left {
        display: flex;
        align-items: center;
        gap: var(--s3);
      }
    `,
  ];

  #abort = null;
  #shown = null;

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#abort?.abort();
  }

  willUpdate(changed) {
    if (changed.has('range') || changed.has('show') || changed.has('service')) this.#load();
  }

  async #load() {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const shown = `${this.service} ${this.show}`;
    if (shown !== this.#shown) this.traces = undefined;
    this.#shown = shown;
    try {
      const { traces } = await api.traces(this.#filter(), this.range, abort.signal);
      if (abort.signal.aborted) return;
      this.traces = this.show === 'slow' ? longest(traces) : traces;
      this.error = null;
    } catch (error) {
      // An aborted load was replaced by a newer one, whose result counts.
      if (!abort.signal.aborted) this.error = error;
    }
  }

  #filter() {
    if (this.show === 'failed') return { service: this.service, status: 'error', limit: SHOWN };
    if (this.show === 'slow') return { service: this.service, minNanos: this.slowNanos, limit: 500 };
    return { service: this.service, limit: SHOWN };
  }

  render() {
    return html`<section class="panel">
      <header>
        <div class="left">
          <h2>Traces</h2>
          <nav aria-label="Which traces">
            ${TABS.map(
              ([name, label]) => html`<a href=${this.tabHref(name)} aria-current=${this.show === name ? 'true' : nothing}
                >${label}</a
              >`,
            )}
          </nav>
          ${this.show === 'slow' && this.slowNanos
            ? html`<span class="muted small">from p95 on, ${duration(this.slowNanos)}</span>`
            : ''}
        </div>
        <a class="muted small" href=${this.searchHref}>Search all →</a>
      </header>
      ${this.#content()}
    </section>`;
  }

  #content() {
    if (this.error) return errorView(this.error, () => this.#load());
    if (this.traces === undefined) return loadingView();
    if (this.traces.length === 0) {
      return emptyView(this.show === 'failed' ? 'No failed traces in this time' : 'No traces in this time', '');
    }
    return html`<gm-trace-table
      .traces=${this.traces}
      .href=${this.traceHref}
      .sort=${{ key: this.show === 'slow' ? 'elapsed' : 'start', descending: true }}
    ></gm-trace-table>`;
  }
}

function longest(traces) {
  return [...traces].sort((a, b) => b.elapsedNanos - a.elapsedNanos).slice(0, SHOWN);
}

customElements.define('gm-trace-tabs', TraceTabs);
