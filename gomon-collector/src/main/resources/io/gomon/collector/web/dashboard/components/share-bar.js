import { LitElement, css, html } from 'lit';
import { percent } from '../lib/format.js';

/** A share between 0 and 1 as a bar with its number. */
class ShareBar extends LitElement {
  static properties = { share: { type: Number } };

  static styles = css`
    :host {
      display: grid;
      grid-template-columns: 64px 46px;
      align-items: center;
      gap: 8px;
      font-variant-numeric: tabular-nums;
    }
    .track {
      height: 6px;
      border-radius: 3px;
      background: var(--chip);
      overflow: hidden;
    }
    .fill {
      height: 100%;
      border-radius: 3px;
      background: var(--accent);
      min-width: 1px;
    }
    .value {
      text-align: right;
    }
  `;

  render() {
    const share = Math.min(1, Math.max(0, this.share || 0));
    return html`<span class="track" aria-hidden="true"
        ><span class="fill" .style=${`display:block;width:${(share * 100).toFixed(2)}%`}></span></span
      ><span class="value">${percent(share)}</span>`;
  }
}

customElements.define('gm-share-bar', ShareBar);
