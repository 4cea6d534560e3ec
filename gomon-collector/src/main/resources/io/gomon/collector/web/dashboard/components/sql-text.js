import { LitElement, css, html } from 'lit';
import { formatSql } from '../lib/sql.js';

/** SQL, laid out and coloured. */
class SqlText extends LitElement {
  static properties = { sql: {} };

  static styles = css`
    :host {
      display: block;
    }
    pre {
      margin: 0;
      padding: 8px 12px;
      overflow-x: auto;
      border: 1px solid var(--line);
      border-radius: 6px;
      background: var(--sunken);
      font: 12px / 1.55 var(--mono);
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .keyword {
      color: var(--sql-keyword);
      font-weight: 600;
    }
    .string {
      color: var(--sql-string);
    }
    .number {
      color: var(--sql-number);
    }
    .comment {
      color: var(--ink-3);
    }
  `;

  render() {
    const lines = formatSql(this.sql ?? '');
    // One line per template, no white space between: this is a <pre>.
    return html`<pre><code>${lines.map(
      ({ indent, tokens }, i) =>
        html`${i > 0 ? '\n' : ''}${'  '.repeat(indent)}${tokens.map(({ kind, text }) =>
          kind === 'plain' ? text : html`<span class=${kind}>${text}</span>`,
        )}`,
    )}</code></pre>`;
  }
}

customElements.define('gm-sql-text', SqlText);
