import { html, nothing } from 'lit';
import './state-view.js';

/** What a page shows instead of data. */

export function loadingView() {
  return html`<gm-state-view kind="loading" heading="Loading…"></gm-state-view>`;
}

export function errorView(error, retry) {
  const hint =
    error.status === 0
      ? 'The page asks again by itself as soon as the collector is back, if automatic refresh is on.'
      : error.status >= 500
        ? 'The collector’s log says more.'
        : '';
  return html`<gm-state-view kind="error" heading="This could not be loaded" text=${error.message}>
    ${hint ? html`<p>${hint}</p>` : nothing}
    <button @click=${retry}>Try again</button>
  </gm-state-view>`;
}

/** Data exists or not, but not here: say so, and what to change. */
export function emptyView(heading, text) {
  return html`<gm-state-view kind="empty" heading=${heading} text=${text}></gm-state-view>`;
}
