import { css } from 'lit';

/** The waterfall's two columns, its rows, and the layers of its timeline. */
export const waterfallStyles = css`
  :host {
    --names: 40%;
    --row-height: 24px;
    display: grid;
    grid-template-rows: auto auto minmax(0, 1fr);
    min-height: 0;
  }
  .tools,
  .axis {
    display: grid;
    grid-template-columns: var(--names) minmax(0, 1fr);
    border-bottom: 1px solid var(--line);
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px;
    padding: var(--s1) var(--s2);
  }
  .buttons button {
    height: 26px;
    padding: 0 var(--s2);
    font-size: var(--text-s);
  }
  .overview {
    position: relative;
    height: 56px;
    margin-right: var(--s3);
    cursor: col-resize;
    touch-action: none;
  }
  .axis {
    height: 24px;
    color: var(--ink-3);
    font-size: var(--text-s);
    line-height: 24px;
  }
  .axis span {
    padding-left: var(--s4);
  }
  .axis div {
    margin-right: var(--s3);
  }
  canvas {
    display: block;
    width: 100%;
    height: 100%;
  }
  .body {
    position: relative;
    overflow-y: auto;
    overflow-x: hidden;
    overscroll-behavior: contain;
  }
  .body:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: -2px;
  }
  .bars {
    position: sticky;
    z-index: 1;
    top: 0;
    height: 0;
    margin: 0 var(--s3) 0 var(--names);
    pointer-events: none;
  }
  .rows {
    position: absolute;
    inset: 0 0 auto 0;
  }
  .row {
    display: flex;
    align-items: center;
    height: var(--row-height);
    padding-right: calc(100% - var(--names) + var(--s2));
    cursor: default;
  }
  .row:hover {
    background: var(--hover);
  }
  .row[aria-selected='true'] {
    background: var(--selected);
  }
  .indent {
    flex: none;
    align-self: stretch;
    background: repeating-linear-gradient(to right, transparent 0 13px, var(--line) 13px 14px);
    margin-left: var(--s2);
  }
  .twisty {
    flex: none;
    width: 18px;
    height: 22px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--ink-3);
    font-size: 10px;
    line-height: 1;
  }
  .swatch {
    flex: none;
    width: 4px;
    height: 14px;
    margin-right: 7px;
    border-radius: 2px;
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .name .of {
    color: var(--ink-3);
  }
  .failed .name {
    color: var(--bad);
  }
  .times {
    margin-right: 6px;
    padding: 0 5px;
    border-radius: 4px;
    background: var(--warn-soft);
    color: var(--warn);
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  .mark {
    flex: none;
    margin-left: 6px;
    padding: 0 5px;
    border-radius: 4px;
    font-size: 10.5px;
    background: var(--chip);
    color: var(--ink-2);
  }
  .mark.error {
    background: var(--bad-soft);
    color: var(--bad);
    font-weight: 650;
  }
  @media (prefers-reduced-motion: no-preference) {
    .row {
      transition: background 60ms;
    }
  }
`;
