import { LitElement, html, nothing } from 'lit';
import { formatAddress } from '../lib/router.js';
import { rangeParams } from '../lib/time-range.js';
import { base, pageStyles } from '../components/styles.js';
import { errorView, loadingView } from '../components/states.js';

/**
 * What all pages have in common: they load when their range or parameters change, cancel what is under way, keep
 * showing the old data meanwhile, and say so when it fails. A page implements `load(signal)`, which resolves to its
 * data, and `view(data)`; `identity()` names the thing it shows, so that data of another is not kept.
 */
export class Page extends LitElement {
  static properties = {
    range: { attribute: false },
    params: { attribute: false },
    data: { state: true },
    error: { state: true },
    loading: { state: true },
  };

  static styles = [base, pageStyles];

  #abort = null;
  #identity = null;

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#abort?.abort();
  }

  willUpdate(changed) {
    if ((changed.has('range') || changed.has('params')) && this.mustReload()) this.reload();
  }

  /** Whether a new range or new parameters are a reason to load. */
  mustReload() {
    return true;
  }

  /** Names the thing that the page shows, where there are several. */
  identity() {
    return '';
  }

  async reload() {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const identity = this.identity();
    if (identity !== this.#identity) {
      this.#identity = identity;
      this.error = null;
      this.data = undefined;
    }
    this.loading = true;
    try {
      const data = await this.load(abort.signal);
      if (abort.signal.aborted) return;
      this.data = data;
      this.error = null;
    } catch (error) {
      // Aborted because a newer load began or the page went away: that one's result counts.
      if (abort.signal.aborted) return;
      if (error.name !== 'ApiError') console.error(error);
      this.error = error;
    }
    this.loading = false;
  }

  render() {
    if (this.data === undefined) {
      const retry = () => this.reload();
      return html`<div class="panel">${this.error ? errorView(this.error, retry) : loadingView()}</div>`;
    }
    const stale = this.error
      ? html`<p class="stale" role="alert">What you see is not current: ${this.error.message}</p>`
      : nothing;
    const progress = this.loading ? html`<div class="progress" aria-hidden="true"></div>` : nothing;
    return html`${progress} ${stale} ${this.view(this.data)}`;
  }

  /** An address that keeps the time range. */
  href(page, argument = null, params = {}) {
    return formatAddress(page, argument, { ...params, ...rangeParams(this.range) });
  }

  /** Changes parameters of this page's address; null removes one. `replace` adds no step to the history. */
  setParams(page, argument, changes, { replace = false } = {}) {
    const address = formatAddress(page, argument, { ...this.params, ...changes });
    if (!replace) {
      location.hash = address;
      return;
    }
    history.replaceState(null, '', address);
    globalThis.dispatchEvent(new HashChangeEvent('hashchange'));
  }
}
