import { LitElement, css, html, nothing } from 'lit';
import { dateTime } from '../lib/format.js';
import { PRESETS, toLocalInput } from '../lib/time-range.js';
import { base } from './styles.js';

/** Chooses the time range. Fires `range-change` with `{key}` or `{fromMillis, toMillis}`. */
class TimePicker extends LitElement {
  static properties = { range: { attribute: false }, open: { state: true }, problem: { state: true } };

  static styles = [
    base,
    css`
      :host {
        position: relative;
      }
      .menu {
        position: absolute;
        z-index: 20;
        right: 0;
        top: 36px;
        display: grid;
        gap: 2px;
        width: 264px;
        padding: var(--s2);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--raised);
        box-shadow: var(--shadow-pop);
      }
      .menu button.quiet {
        text-align: left;
      }
      form {
        display: grid;
        gap: var(--s2);
        margin-top: var(--s2);
        padding: var(--s3) var(--s2) var(--s1);
        border-top: 1px solid var(--line);
      }
      label {
        display: grid;
        gap: 3px;
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      @media (max-width: 640px) {
        .menu {
          right: auto;
          left: 0;
        }
      }
      .current {
        font-variant-numeric: tabular-nums;
      }
      .caret {
        margin-left: 6px;
        color: var(--ink-3);
      }
    `,
  ];

  #closeOutside = (event) => {
    if (!event.composedPath().includes(this)) this.open = false;
  };

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#closeOutside);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#closeOutside);
  }

  render() {
    return html`<button
        class="current"
        aria-haspopup="true"
        aria-expanded=${this.open ? 'true' : 'false'}
        @click=${() => (this.open = !this.open)}
      >
        ${this.#label()}<span class="caret" aria-hidden="true">▾</span>
      </button>
      ${this.open ? this.#menu() : nothing}`;
  }

  #label() {
    const { key, fromMillis, toMillis } = this.range;
    const preset = PRESETS.find((candidate) => candidate.key === key);
    return preset ? preset.label : `${dateTime(fromMillis)} – ${dateTime(toMillis).slice(-8)}`;
  }

  #menu() {
    return html`<div class="menu" @keydown=${(event) => event.key === 'Escape' && this.#close()}>
      ${PRESETS.map(
        (preset) => html`<button
          class="quiet"
          aria-pressed=${this.range.key === preset.key ? 'true' : 'false'}
          @click=${() => this.#choose({ key: preset.key })}
        >
          ${preset.label}
        </button>`,
      )}
      <form @submit=${(event) => this.#submit(event)}>
        <label>From<input name="from" type="datetime-local" step="1" required .value=${toLocalInput(this.range.fromMillis)} /></label>
        <label>To<input name="to" type="datetime-local" step="1" required .value=${toLocalInput(this.range.toMillis)} /></label>
        ${this.problem ? html`<p class="bad small" role="alert">${this.problem}</p>` : nothing}
        <button class="primary">Show this time</button>
      </form>
    </div>`;
  }

  #submit(event) {
    event.preventDefault();
    const data = new FormData(event.target);
    const fromMillis = new Date(data.get('from')).getTime();
    const toMillis = new Date(data.get('to')).getTime();
    if (!(toMillis > fromMillis)) {
      this.problem = 'The end must lie behind the start.';
      return;
    }
    this.#choose({ fromMillis, toMillis });
  }

  #choose(detail) {
    this.#close();
    this.dispatchEvent(new CustomEvent('range-change', { detail }));
  }

  #close() {
    this.open = false;
    this.problem = null;
    this.renderRoot.querySelector('.current').focus();
  }
}

customElements.define('gm-time-picker', TimePicker);
