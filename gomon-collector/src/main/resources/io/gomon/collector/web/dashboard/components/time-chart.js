import { LitElement, css, html, nothing } from 'lit';
import { base } from './styles.js';
import { timeOptions } from './chart-options.js';
import './chart.js';

/**
 * A titled chart over time with its legend. `series` as in `timeOptions`, each with an optional `summary` text for
 * the legend; `note` stands beside the title.
 */
class TimeChart extends LitElement {
  static properties = {
    heading: {},
    note: {},
    series: { attribute: false },
    format: { attribute: false },
    range: { attribute: false },
    group: {},
    binary: { type: Boolean },
  };

  static styles = [
    base,
    css`
      header {
        flex-wrap: wrap;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 2px var(--s3);
        color: var(--ink-2);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      .legend span {
        display: inline-flex;
        align-items: center;
        gap: 5px;
      }
      .legend b {
        color: var(--ink);
        font-weight: 600;
      }
      .swatch {
        width: 10px;
        height: 3px;
        border-radius: 2px;
      }
      gm-chart {
        height: 190px;
        margin: 0 var(--s2) var(--s2);
      }
    `,
  ];

  willUpdate() {
    const { series, format, range, binary } = this;
    this.option = () => timeOptions({ series, format, range, binary, selectable: true });
  }

  render() {
    return html`<section class="panel">
      <header>
        <h2>${this.heading} ${this.note ? html`<span class="muted small">${this.note}</span>` : nothing}</h2>
        <div class="legend">
          ${this.series.map(
            (one) => html`<span>
              <i class="swatch" .style=${`background: var(${one.color})`}></i>${one.name}
              ${one.summary ? html`<b>${one.summary}</b>` : nothing}
            </span>`,
          )}
        </div>
      </header>
      <gm-chart
        .option=${this.option}
        .group=${this.group}
        selectable
        label=${`${this.heading}: ${this.series.map((one) => `${one.name} ${one.summary ?? ''}`).join(', ')}`}
      ></gm-chart>
    </section>`;
  }
}

customElements.define('gm-time-chart', TimeChart);
