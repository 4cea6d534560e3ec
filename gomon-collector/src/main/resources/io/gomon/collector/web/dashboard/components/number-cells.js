import { html } from 'lit';
import { count, duration, errorShare, grouped, percent } from '../lib/format.js';

/** Cells that several tables share. */

/** Errors as a share, red when there are any; the exact number as a hint. */
export function errorCell(errors, requests) {
  if (!requests) return html`<span class="muted">–</span>`;
  if (!errors) return html`<span class="muted">0 %</span>`;
  return html`<span class="bad" title="${grouped(errors)} of ${grouped(requests)}">${percent(errorShare(errors, requests))}</span>`;
}

export function countCell(value) {
  return html`<span title=${grouped(value)}>${count(value)}</span>`;
}

/** A column of durations in nanoseconds. */
export function durationColumn(key, label, title) {
  return { key, label, title, num: true, value: (row) => row[key], render: (row) => duration(row[key]) };
}
