import { LitElement, css, html, nothing } from 'lit';
import { formatAddress, parseAddress } from './lib/router.js';
import { rangeOf, rangeParams } from './lib/time-range.js';
import { base } from './components/styles.js';
import './components/time-picker.js';
import './pages/services-page.js';
import './pages/service-page.js';
import './pages/traces-page.js';
import './pages/trace-page.js';
import './pages/sql-page.js';

const REFRESH_MILLIS = 5_000;

const PAGES = {
  services: (app) => html`<gm-services-page .range=${app.range} .params=${app.address.params}></gm-services-page>`,
  service: (app) =>
    html`<gm-service-page .range=${app.range} .params=${app.address.params} .service=${app.address.argument}></gm-service-page>`,
  traces: (app) => html`<gm-traces-page .range=${app.range} .params=${app.address.params}></gm-traces-page>`,
  trace: (app) =>
    html`<gm-trace-page .range=${app.range} .params=${app.address.params} .trace=${app.address.argument}></gm-trace-page>`,
  sql: (app) => html`<gm-sql-page .range=${app.range} .params=${app.address.params}></gm-sql-page>`,
};
const TABS = [
  ['services', 'Services', ['services', 'service']],
  ['traces', 'Traces', ['traces', 'trace']],
  ['sql', 'SQL', ['sql']],
];

/**
 * The frame around the pages. It owns the address, the time range and the clock: a new `range` object is the
 * signal for the page to load anew, whether the reader chose it or five seconds went by.
 */
class App extends LitElement {
  static properties = {
    address: { state: true },
    range: { state: true },
    refreshing: { state: true },
  };

  static styles = [
    base,
    css`
      .bar {
        position: sticky;
        z-index: 10;
        top: 0;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--s1) var(--s4);
        min-height: 52px;
        padding: var(--s1) var(--s5);
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      .brand {
        display: inline-flex;
        align-items: center;
        gap: var(--s2);
        margin-right: var(--s2);
        font-size: var(--text-l);
        font-weight: 700;
        letter-spacing: -0.01em;
      }
      .brand:hover {
        color: inherit;
      }
      nav {
        display: flex;
        gap: 2px;
        flex: 1;
      }
      nav a {
        padding: 6px 10px;
        border-radius: 6px;
        color: var(--ink-2);
        font-weight: 550;
      }
      nav a:hover {
        background: var(--hover);
        color: var(--ink);
      }
      nav a[aria-current] {
        background: var(--selected);
        color: var(--accent-ink);
      }
      .controls {
        display: flex;
        gap: var(--s2);
      }
      .pulse {
        display: inline-block;
        width: 7px;
        height: 7px;
        margin-right: 7px;
        border-radius: 50%;
        background: var(--ink-3);
      }
      [aria-pressed='true'] .pulse {
        background: var(--accent);
      }
      main {
        max-width: 1680px;
        margin: 0 auto;
        padding: var(--s5);
      }
      @media (max-width: 640px) {
        .bar,
        main {
          padding-inline: var(--s3);
        }
      }
    `,
  ];

  #onHash = () => this.#readAddress();
  #onVisible = () => this.#tick();
  #timer = 0;

  constructor() {
    super();
    this.refreshing = true;
    this.#readAddress();
    this.addEventListener('range-select', (event) => this.#goTo(event.detail));
  }

  connectedCallback() {
    super.connectedCallback();
    globalThis.addEventListener('hashchange', this.#onHash);
    document.addEventListener('visibilitychange', this.#onVisible);
    this.#timer = setInterval(() => this.#tick(), REFRESH_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    globalThis.removeEventListener('hashchange', this.#onHash);
    document.removeEventListener('visibilitychange', this.#onVisible);
    clearInterval(this.#timer);
  }

  render() {
    const { page } = this.address;
    const kept = rangeParams(this.range);
    return html`<header class="bar">
        <a class="brand" href=${formatAddress('services', null, kept)}>
          <img src="./assets/icon.svg" width="22" height="22" alt="" />GoMon
        </a>
        <nav aria-label="Pages">
          ${TABS.map(
            ([name, label, pages]) => html`<a
              href=${formatAddress(name, null, kept)}
              aria-current=${pages.includes(page) ? 'page' : nothing}
              >${label}</a
            >`,
          )}
        </nav>
        <div class="controls">
          <gm-time-picker .range=${this.range} @range-change=${(event) => this.#goTo(event.detail)}></gm-time-picker>
          <button
            aria-pressed=${this.#live() ? 'true' : 'false'}
            ?disabled=${this.range.key === null}
            title=${this.range.key === null ? 'A fixed time does not change' : 'Load anew every 5 seconds'}
            @click=${() => this.#toggle()}
          >
            <span class="pulse"></span>${this.#live() ? 'Live' : 'Paused'}
          </button>
          <button @click=${() => this.#reload()} title="Load anew" aria-label="Load anew">↻</button>
        </div>
      </header>
      <main>${(PAGES[page] ?? PAGES.services)(this)}</main>`;
  }

  #live() {
    return this.refreshing && this.range.key !== null;
  }

  #readAddress() {
    const before = this.address;
    this.address = parseAddress(location.hash);
    this.range = rangeOf(this.address.params, Date.now());
    document.title = `${this.address.argument ?? TABS.find(([name]) => name === this.address.page)?.[1] ?? 'Services'} · GoMon`;
    if (before?.page !== this.address.page || before.argument !== this.address.argument) globalThis.scrollTo(0, 0);
  }

  #reload() {
    this.range = rangeOf(this.address.params, Date.now());
  }

  #tick() {
    if (this.#live() && document.visibilityState === 'visible') this.#reload();
  }

  #toggle() {
    this.refreshing = !this.refreshing;
    if (this.refreshing) this.#reload();
  }

  #goTo(choice) {
    const { page, argument, params } = this.address;
    const { range, from, to, ...others } = params;
    const chosen = { key: choice.key ?? null, fromMillis: choice.fromMillis, toMillis: choice.toMillis };
    location.hash = formatAddress(page, argument, { ...others, ...rangeParams(chosen) });
  }
}

customElements.define('gm-app', App);
