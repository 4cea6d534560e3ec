import { LitElement, css, html } from 'lit';

/** A number with a bar beside it that compares it to the largest of its column. */
class LengthBar extends LitElement {
  static properties = { share: { type: Number }, text: {} };

  static styles = css`
    :host {
      display: inline-grid;
      grid-template-columns: 72px 64px;
      align-items: center;
      gap: 8px;
    }
    .bar {
      justify-self: end;
      height: 6px;
      min-width: 1px;
      border-radius: 3px;
      background: var(--accent);
      opacity: 0.55;
    }
  `;

  render() {
    return html`<span class="bar" aria-hidden="true" .style=${`width:${(this.share * 100).toFixed(2)}%`}></span
      ><span>${this.text}</span>`;
  }
}

customElements.define('gm-length-bar', LengthBar);
