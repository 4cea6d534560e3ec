import { LitElement, css, html, nothing } from 'lit';
import { base } from './styles.js';

/** A calm box for "loading", "nothing here" and "it failed". */
class StateView extends LitElement {
  static properties = { kind: { reflect: true }, heading: {}, text: {} };

  static styles = [
    base,
    css`
      .box {
        display: grid;
        justify-items: center;
        gap: var(--s2);
        padding: var(--s6) var(--s5);
        color: var(--ink-2);
        text-align: center;
      }
      h2 {
        color: var(--ink);
        font-size: var(--text-l);
      }
      :host([kind='error']) h2 {
        color: var(--bad);
      }
      :host([kind='loading']) .box {
        animation: appear 0.2s 0.25s both;
      }
      :host([kind='loading']) h2 {
        color: var(--ink-3);
        font-weight: 500;
      }
      p {
        max-width: 64ch;
      }
      @keyframes appear {
        from {
          opacity: 0;
        }
      }
    `,
  ];

  render() {
    return html`<div class="box" role=${this.kind === 'error' ? 'alert' : 'status'}>
      <h2>${this.heading}</h2>
      ${this.text ? html`<p>${this.text}</p>` : nothing}
      <slot></slot>
    </div>`;
  }
}

customElements.define('gm-state-view', StateView);
