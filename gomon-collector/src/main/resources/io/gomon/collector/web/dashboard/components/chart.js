import * as echarts from 'echarts';
import { LitElement, css, html } from 'lit';
import { ThemeController } from '../lib/theme.js';

/**
 * ECharts as an element. `option` is a function without arguments that makes the chart's options; it is
 * called anew when it is replaced and when the theme changes. Charts of one `group` share their cursor.
 * Fires `range-select` with `{fromMillis, toMillis}` when a stretch of the time axis was dragged over,
 * and `point-click` with the datum.
 */
class Chart extends LitElement {
  static properties = { option: { attribute: false }, group: {}, selectable: { type: Boolean }, label: {} };

  static styles = css`
    :host {
      display: block;
      height: 200px;
      min-width: 0;
    }
    .plot {
      width: 100%;
      height: 100%;
    }
    .tip {
      display: grid;
      gap: 3px;
      font: var(--text-m) / 1.35 var(--font);
      font-variant-numeric: tabular-nums;
    }
    .tip-head {
      color: var(--ink-3);
      font-size: var(--text-s);
    }
    .tip-row {
      display: grid;
      grid-template-columns: 10px 1fr auto;
      align-items: center;
      gap: 7px;
    }
    .tip-dot {
      width: 9px;
      height: 9px;
      border-radius: 3px;
    }
    .tip-value {
      padding-left: var(--s3);
      font-weight: 600;
      text-align: right;
    }
  `;

  #chart = null;
  #hovered = false;
  #waiting = false;
  #resize = new ResizeObserver(() => this.#chart?.resize());

  constructor() {
    super();
    new ThemeController(this, () => this.#draw());
  }

  render() {
    return html`<div
      class="plot"
      role="img"
      aria-label=${this.label ?? ''}
      @pointerenter=${() => (this.#hovered = true)}
      @pointerleave=${() => this.#release()}
    ></div>`;
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.#open();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#resize.disconnect();
    this.#chart?.dispose();
    this.#chart = null;
  }

  firstUpdated() {
    this.#open();
  }

  updated(changed) {
    if (!changed.has('option')) return;
    // New data would take the tooltip away from under the reader's eyes: it waits until the pointer leaves.
    if (this.#hovered) this.#waiting = true;
    else this.#draw();
  }

  #release() {
    this.#hovered = false;
    if (this.#waiting) this.#draw();
  }

  #open() {
    const plot = this.renderRoot.querySelector('.plot');
    this.#chart = echarts.init(plot, null, { renderer: 'canvas' });
    if (this.group) {
      this.#chart.group = this.group;
      echarts.connect(this.group);
    }
    this.#chart.on('brushEnd', (event) => this.#onBrush(event));
    this.#chart.on('click', (event) =>
      this.dispatchEvent(new CustomEvent('point-click', { detail: event.data })),
    );
    this.#resize.observe(plot);
    this.#draw();
  }

  #draw() {
    if (!this.#chart || !this.option) return;
    this.#waiting = false;
    this.#chart.setOption({ animation: false, ...this.option() }, { notMerge: true });
    if (this.selectable) this.#takeBrush();
  }

  #takeBrush() {
    this.#chart.dispatchAction({
      type: 'takeGlobalCursor',
      key: 'brush',
      brushOption: { brushType: 'lineX', brushMode: 'single' },
    });
  }

  #onBrush(event) {
    const range = event.areas[0]?.coordRange;
    if (!range) return;
    this.#chart.dispatchAction({ type: 'brush', areas: [] });
    const [fromMillis, toMillis] = range.map(Math.round);
    // Shorter than a second is a click that slipped, not a choice.
    if (toMillis - fromMillis < 1_000) return;
    this.#hovered = false;
    this.dispatchEvent(
      new CustomEvent('range-select', { detail: { fromMillis, toMillis }, bubbles: true, composed: true }),
    );
  }
}

customElements.define('gm-chart', Chart);
