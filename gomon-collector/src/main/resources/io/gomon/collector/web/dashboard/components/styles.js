import { css } from 'lit';

/** Styles that every component may include: reset, links, buttons, fields, panels, chips. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  h1,
  h2,
  h3,
  p {
    margin: 0;
  }
  h1 {
    font-size: var(--text-xl);
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: 1.25;
  }
  h2 {
    font-size: var(--text-m);
    font-weight: 650;
  }
  a {
    color: inherit;
    text-decoration: none;
  }
  a:hover {
    color: var(--accent-ink);
  }
  a:focus-visible,
  button:focus-visible,
  input:focus-visible,
  select:focus-visible,
  [tabindex]:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
    border-radius: 4px;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  button,
  select,
  input {
    height: 30px;
    padding: 0 var(--s2);
    border: 1px solid var(--line-strong);
    border-radius: 6px;
    background: var(--surface);
  }
  button {
    padding: 0 var(--s3);
    cursor: pointer;
  }
  button:hover:not(:disabled),
  select:hover {
    background: var(--hover);
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
  }
  button.quiet:hover {
    background: var(--hover);
  }
  button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  button[aria-pressed='true'] {
    border-color: var(--accent);
    color: var(--accent-ink);
  }
  code,
  pre,
  .mono {
    font-family: var(--mono);
    font-size: 12px;
  }
  .panel {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    box-shadow: var(--shadow);
    min-width: 0;
  }
  .panel > header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--s3);
    min-height: 44px;
    padding: var(--s2) var(--s4);
  }
  .num {
    font-variant-numeric: tabular-nums;
  }
  .muted {
    color: var(--ink-3);
  }
  .bad {
    color: var(--bad);
  }
  .small {
    font-size: var(--text-s);
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    padding: 1px 7px;
    border-radius: 999px;
    background: var(--chip);
    color: var(--ink-2);
    font-size: var(--text-s);
    white-space: nowrap;
  }
  .chip.bad {
    background: var(--bad-soft);
    color: var(--bad);
  }
  .chip.warn {
    background: var(--warn-soft);
    color: var(--warn);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** The head of a page: title, what belongs beside it, and the gap below. */
export const pageStyles = css`
  .page-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--s2) var(--s4);
    margin-bottom: var(--s4);
    min-height: 32px;
  }
  /* Only what takes longer than a blink is worth a sign. */
  .progress {
    position: fixed;
    z-index: 30;
    inset: 0 0 auto 0;
    height: 2px;
    background: linear-gradient(to right, transparent, var(--accent), transparent) 0 0 / 40% 100% no-repeat;
    animation: slide 1.1s 0.5s linear infinite both;
  }
  @keyframes slide {
    from {
      background-position: -70% 0;
    }
    to {
      background-position: 170% 0;
    }
  }
  .stale {
    margin-bottom: var(--s3);
    padding: var(--s2) var(--s4);
    border-radius: var(--radius);
    background: var(--bad-soft);
    color: var(--bad);
  }
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--s4);
  }
  .filters {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--s3);
    margin-bottom: var(--s4);
  }
  .filters label {
    display: grid;
    gap: 3px;
    font-size: var(--text-s);
    color: var(--ink-2);
  }
  .filters input,
  .filters select {
    font-size: var(--text-m);
    color: var(--ink);
  }
`;
