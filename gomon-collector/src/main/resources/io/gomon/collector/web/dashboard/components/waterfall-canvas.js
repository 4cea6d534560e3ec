import { duration } from '../lib/format.js';
import { ticks } from '../lib/ticks.js';
import { token } from '../lib/theme.js';

/** Draws a waterfall's bars, its time axis and its overview. Canvas, because there may be thousands. */

export const ROW_HEIGHT = 24;
const BAR_HEIGHT = 12;
const MIN_BAR_WIDTH = 2;
const TICK_SPACING = 110;

/** Fits a canvas to its box on this screen; returns the context in CSS pixels, cleared. */
export function prepare(canvas, width, height) {
  const scale = globalThis.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** Tokens looked up once and kept: each look-up asks for computed styles. A new theme needs a new palette. */
export function palette() {
  const colors = new Map();
  return (name) => {
    if (!colors.has(name)) colors.set(name, token(name));
    return colors.get(name);
  };
}

/**
 * The bars of the rows that are in sight.
 *
 * @param view `{from, to}` in nanoseconds from the start of the trace
 * @param scene `{rows, first, top, width, height, view, end, colorOf(node), color(token)}`; `first` is the index of the topmost row,
 *   `top` how far it is scrolled out, `end` the end of the trace, which bars of open events reach to
 */
export function drawBars(context, scene) {
  const { color } = scene;
  const { rows, first, top, width, height, view } = scene;
  const x = (nanos) => ((nanos - view.from) / (view.to - view.from)) * width;
  drawGrid(context, view, width, height, x, color);
  context.font = `11px ${color('--font')}`;
  context.textBaseline = 'middle';
  for (let i = first; i < rows.length; i += 1) {
    const y = (i - first) * ROW_HEIGHT - top;
    if (y > height) break;
    const row = rows[i];
    const middle = y + ROW_HEIGHT / 2;
    if (row.group) drawGroup(context, row.group, middle, x, width, scene, color);
    else drawOne(context, row.node, middle, x, width, scene, color);
  }
}

/** Marks and numbers of the time axis. */
export function drawAxis(context, view, width, height, color) {
  const x = (nanos) => ((nanos - view.from) / (view.to - view.from)) * width;
  context.font = `11px ${color('--font')}`;
  context.textBaseline = 'middle';
  for (const mark of ticks(view.from, view.to, Math.floor(width / TICK_SPACING))) {
    context.fillStyle = color('--ink-3');
    const text = duration(mark);
    if (x(mark) + 4 + context.measureText(text).width <= width) context.fillText(text, x(mark) + 4, height / 2);
    context.fillStyle = color('--line-strong');
    context.fillRect(Math.round(x(mark)), 0, 1, height);
  }
}

/** The whole trace in small: every event one line, in the order of the tree; the view is framed. */
export function drawOverview(context, { nodes, end, view, width, height, colorOf, color }) {
  const x = (nanos) => (nanos / end) * width;
  const step = Math.min(4, (height - 4) / Math.max(1, nodes.length));
  nodes.forEach((node, i) => {
    context.fillStyle = color(node.failed ? '--bad' : colorOf(node));
    const barWidth = Math.max(1, x(node.lapsed ?? end - node.offset));
    context.fillRect(x(node.offset), 2 + i * step, barWidth, Math.max(1, step * 0.7));
  });
  if (view.from <= 0 && view.to >= end) return;
  context.fillStyle = color('--canvas');
  context.globalAlpha = 0.75;
  context.fillRect(0, 0, x(view.from), height);
  context.fillRect(x(view.to), 0, width - x(view.to), height);
  context.globalAlpha = 1;
  context.strokeStyle = color('--accent');
  context.strokeRect(x(view.from) + 0.5, 0.5, Math.max(2, x(view.to) - x(view.from) - 1), height - 1);
}

function drawGrid(context, view, width, height, x, color) {
  context.fillStyle = color('--line');
  for (const mark of ticks(view.from, view.to, Math.floor(width / TICK_SPACING))) {
    context.fillRect(Math.round(x(mark)), 0, 1, height);
  }
}

function drawOne(context, node, middle, x, width, scene, color) {
  const open = node.lapsed === null;
  const to = open ? scene.end : node.offset + node.lapsed;
  drawBar(context, x(node.offset), x(to), middle, width, color(scene.colorOf(node)), open ? 0.35 : 1);
  if (node.failed) drawErrorMark(context, x(node.offset), x(to), middle, width, color);
  drawLabel(context, open ? 'still open' : duration(node.lapsed), x(node.offset), x(to), middle, width, color);
}

function drawGroup(context, group, middle, x, width, scene, color) {
  drawBar(context, x(group.offset), x(group.end), middle, width, color(scene.colorOf(group.members[0])), 0.18);
  for (const node of group.members) {
    const to = node.offset + (node.lapsed ?? 0);
    const fill = color(node.failed ? '--bad' : scene.colorOf(node));
    drawBar(context, x(node.offset), x(to), middle, width, fill, 0.9, 1);
  }
  const label = `${duration(group.busyNanos)} in all`;
  drawLabel(context, label, x(group.offset), x(group.end), middle, width, color);
}

function drawBar(context, from, to, middle, width, fill, alpha, minWidth = MIN_BAR_WIDTH) {
  const left = Math.max(-4, from);
  const right = Math.min(width + 4, Math.max(to, from + minWidth));
  if (right < 0 || left > width) return;
  context.globalAlpha = alpha;
  context.fillStyle = fill;
  if (right - left < 5) context.fillRect(left, middle - BAR_HEIGHT / 2, right - left, BAR_HEIGHT);
  else {
    context.beginPath();
    context.roundRect(left, middle - BAR_HEIGHT / 2, right - left, BAR_HEIGHT, 2.5);
    context.fill();
  }
  context.globalAlpha = 1;
}

/** A red edge at the end, where the error came out. */
function drawErrorMark(context, from, to, middle, width, color) {
  const end = Math.max(to, from + MIN_BAR_WIDTH);
  if (end < 0 || end > width + 1) return;
  context.fillStyle = color('--bad');
  context.fillRect(end - 3, middle - BAR_HEIGHT / 2 - 2, 4, BAR_HEIGHT + 4);
}

/** Behind the bar, or before it, or on it: where there is room. */
function drawLabel(context, text, from, to, middle, width, color) {
  if (to < 0 || from > width) return;
  const gap = 6;
  const room = context.measureText(text).width + gap;
  context.fillStyle = color('--ink-2');
  const right = Math.max(to, from + MIN_BAR_WIDTH);
  if (right + room < width) context.fillText(text, right + gap, middle + 0.5);
  else if (from - room > 0) context.fillText(text, from - room, middle + 0.5);
  else {
    context.fillStyle = color('--on-bar');
    context.fillText(text, Math.max(from, 0) + gap, middle + 0.5);
  }
}
