import { LitElement, css, svg, html } from 'lit';

const WIDTH = 120;
const HEIGHT = 26;

/** A tiny line without axes. `values` may contain null for gaps; `color` is a design token. */
class Sparkline extends LitElement {
  static properties = { values: { attribute: false }, color: {}, label: {} };

  static styles = css`
    :host {
      display: block;
      width: ${WIDTH}px;
      height: ${HEIGHT}px;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
      overflow: visible;
    }
    .line {
      fill: none;
      stroke: var(--spark);
      stroke-width: 1.4;
      stroke-linejoin: round;
      stroke-linecap: round;
      vector-effect: non-scaling-stroke;
    }
    .area {
      fill: var(--spark);
      opacity: 0.12;
    }
  `;

  render() {
    const values = this.values ?? [];
    const max = values.reduce((most, value) => Math.max(most, value ?? 0), 0);
    return html`<svg
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      preserveAspectRatio="none"
      role="img"
      aria-label=${this.label ?? ''}
      .style=${`--spark: var(${this.color ?? '--series-rate'})`}
    >
      ${runs(values).map((run) => drawRun(run, values.length, max))}
    </svg>`;
  }
}

/** Cuts the values at the gaps: lists of [index, value]. */
function runs(values) {
  const result = [];
  let run = [];
  values.forEach((value, index) => {
    if (value !== null && value !== undefined) run.push([index, value]);
    else if (run.length > 0) {
      result.push(run);
      run = [];
    }
  });
  if (run.length > 0) result.push(run);
  return result;
}

function drawRun(run, length, max) {
  const x = (index) => ((index / Math.max(1, length - 1)) * WIDTH).toFixed(1);
  const y = (value) => (HEIGHT - 1 - (max > 0 ? value / max : 0) * (HEIGHT - 3)).toFixed(1);
  const line = run.map(([index, value]) => `${x(index)},${y(value)}`).join(' L');
  const first = x(run[0][0]);
  const last = x(run[run.length - 1][0]);
  return svg`<path class="area" d="M${first},${HEIGHT} L${line} L${last},${HEIGHT} Z"></path>
    <path class="line" d="M${line} ${run.length === 1 ? `l0.1,0` : ''}"></path>`;
}

customElements.define('gm-sparkline', Sparkline);
