import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { oneLine } from '../lib/sql.js';
import { foldedCount, labelOf } from '../lib/event.js';
import { grouped } from '../lib/format.js';
import { ThemeController } from '../lib/theme.js';
import { hexOf, reveal, visibleRows } from '../lib/tree.js';
import { base } from './styles.js';
import { ROW_HEIGHT, drawAxis, drawBars, drawOverview, palette, prepare } from './waterfall-canvas.js';
import { WaterfallKeys } from './waterfall-keys.js';
import { waterfallStyles } from './waterfall-styles.js';
import { WaterfallZoom } from './waterfall-zoom.js';

const SPARE_ROWS = 6;
const INDENT = 14;
const MAX_INDENT_DEPTH = 24;

/**
 * A trace as a tree with a timeline. Only the rows in sight are elements, and their bars are drawn on one canvas,
 * so that five thousand events scroll as easily as five.
 *
 * `tree` comes from `buildTree`; `colorOf(node)` names a design token; `selected` is an event's id. Fires
 * `event-select` with the chosen event's id.
 */
class Waterfall extends LitElement {
  static properties = {
    tree: { attribute: false },
    colorOf: { attribute: false },
    selected: {},
    rows: { state: true },
    cursor: { state: true },
    first: { state: true },
    grouping: { state: true },
  };

  static styles = [base, waterfallStyles];

  #closed = new Set();
  #opened = new Set();
  #frame = 0;
  #barsOnly = false;
  #color = palette();
  #inTime = [];
  #resize = new ResizeObserver(() => this.redraw());
  #keys = new WaterfallKeys(this);
  zoom = new WaterfallZoom(this);

  constructor() {
    super();
    this.grouping = true;
    this.first = 0;
    this.rows = [];
    new ThemeController(this, () => {
      this.#color = palette();
      this.redraw();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#resize.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  firstUpdated() {
    this.#resize.observe(this.body);
    this.zoom.listen(this.renderRoot.querySelector('.overview'), this.body);
  }

  willUpdate(changed) {
    if (changed.has('tree')) {
      this.#closed.clear();
      this.#opened.clear();
      this.#inTime = [...this.tree.nodes.values()].sort((a, b) => a.offset - b.offset);
      this.zoom.reset(this.tree.totalNanos);
    }
    const select = (changed.has('selected') || changed.has('tree')) && this.selected;
    if (select) reveal(this.tree, this.selected, this.#folds());
    if (select || changed.has('tree') || changed.has('grouping')) this.#list();
    if (select) this.cursor = hexOf(this.selected);
  }

  updated(changed) {
    if (changed.has('selected') && this.selected) this.scrollToCursor();
    // New rows after scrolling: axis and overview are as they were.
    if ([...changed.keys()].every((name) => name === 'first' || name === 'cursor')) this.#schedule();
    else this.redraw();
  }

  get body() {
    return this.renderRoot.querySelector('.body');
  }

  render() {
    const count = Math.ceil((this.body?.clientHeight ?? 800) / ROW_HEIGHT) + SPARE_ROWS;
    const at = this.rows.findIndex((row) => row.key === this.cursor);
    const shown = this.rows.slice(this.first, this.first + count);
    return html`<div class="tools">
        ${this.#buttons()}
        <div class="overview" title="Drag to zoom in, double-click for the whole trace"><canvas></canvas></div>
      </div>
      <div class="axis"><span>Operation</span><div><canvas></canvas></div></div>
      <div
        class="body"
        role="tree"
        aria-label="Events of the trace"
        aria-activedescendant=${at < 0 ? nothing : `row-${at}`}
        tabindex="0"
        @scroll=${() => this.#onScroll()}
        @keydown=${(event) => this.#keys.press(event)}
      >
        <div class="bars"><canvas></canvas></div>
        <div .style=${`height:${this.rows.length * ROW_HEIGHT}px`}></div>
        <div class="rows" .style=${`transform:translateY(${this.first * ROW_HEIGHT}px)`}>
          ${repeat(shown, (row) => row.key, (row, i) => this.#row(row, this.first + i))}
        </div>
      </div>`;
  }

  #buttons() {
    return html`<div class="buttons">
      <button class="quiet" @click=${() => this.foldAll(false)}>Expand</button>
      <button class="quiet" @click=${() => this.foldAll(true)}>Collapse</button>
      <button
        class="quiet"
        aria-pressed=${this.grouping ? 'true' : 'false'}
        title="Show equal siblings as one row"
        @click=${() => (this.grouping = !this.grouping)}
      >
        Group repeats
      </button>
      <button class="quiet" title="Zoom in (+)" aria-label="Zoom in" @click=${() => this.zoom.by(0.5)}>+</button>
      <button class="quiet" title="Zoom out (−)" aria-label="Zoom out" @click=${() => this.zoom.by(2)}>−</button>
      <button class="quiet" title="Whole trace (0)" @click=${() => this.zoom.reset()}>Fit</button>
    </div>`;
  }

  #row(row, index) {
    const { node, group, depth } = row;
    const failed = group ? group.failedCount > 0 : node.failed;
    return html`<div
      class="row ${failed ? 'failed' : ''}"
      id=${`row-${index}`}
      role="treeitem"
      aria-level=${depth + 1}
      aria-expanded=${row.expandable ? String(row.expanded) : nothing}
      aria-selected=${row.key === this.cursor ? 'true' : 'false'}
      @click=${() => this.choose(row)}
      @dblclick=${() => this.toggle(row)}
    >
      <span class="indent" .style=${`width:${Math.min(depth, MAX_INDENT_DEPTH) * INDENT}px`}></span>
      <button
        class="twisty"
        tabindex="-1"
        aria-hidden="true"
        @click=${(event) => {
          event.stopPropagation();
          this.toggle(row);
        }}
      >
        ${row.expandable ? (row.expanded ? '▾' : '▸') : ''}
      </button>
      <span class="swatch" .style=${`background:var(${this.colorOf(node)})`}></span>
      ${group ? groupName(group) : eventName(node)}
    </div>`;
  }

  /** Moves the cursor to a row and shows its event. */
  choose(row) {
    this.cursor = row.key;
    this.#keys.focus();
    if (row.group) this.toggle(row);
    else this.dispatchEvent(new CustomEvent('event-select', { detail: row.node.event.id }));
  }

  /** Opens a closed row and closes an open one. */
  toggle(row) {
    if (!row.expandable) return;
    const folded = row.group ? this.#opened : this.#closed;
    if (!folded.delete(row.key)) folded.add(row.key);
    this.#list();
  }

  /** Closes every event that has children, or opens every event and no group. */
  foldAll(close) {
    this.#closed.clear();
    this.#opened.clear();
    if (close) for (const node of this.tree.nodes.values()) if (node.children.length > 0) this.#closed.add(node.id);
    this.#list();
  }

  /** Makes an event's row visible and puts the cursor there. */
  showEvent(id) {
    reveal(this.tree, id, this.#folds());
    this.#list();
    this.dispatchEvent(new CustomEvent('event-select', { detail: id }));
  }

  scrollToCursor() {
    const index = this.rows.findIndex((row) => row.key === this.cursor);
    if (index < 0) return;
    const { body } = this;
    const top = index * ROW_HEIGHT;
    if (top < body.scrollTop) body.scrollTop = top;
    else if (top + ROW_HEIGHT > body.scrollTop + body.clientHeight) body.scrollTop = top + ROW_HEIGHT - body.clientHeight;
  }

  /** Draws once before the next frame, however often it is called. */
  redraw() {
    this.#barsOnly = false;
    this.#schedule();
  }

  #schedule() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #folds() {
    return { closed: this.#closed, opened: this.#opened, grouping: this.grouping };
  }

  #list() {
    this.rows = visibleRows(this.tree, this.#folds());
  }

  #onScroll() {
    const most = Math.max(0, this.rows.length - 1);
    this.first = Math.min(most, Math.floor(this.body.scrollTop / ROW_HEIGHT));
    this.#schedule();
  }

  #draw() {
    const [overview, axis, bars] = this.renderRoot.querySelectorAll('canvas');
    const width = bars.parentElement.clientWidth;
    if (width === 0) return;
    const { view, end } = this.zoom;
    const { colorOf, rows, body } = this;
    const color = this.#color;
    const height = body.clientHeight;
    bars.style.height = `${height}px`;
    const first = Math.floor(body.scrollTop / ROW_HEIGHT);
    const top = body.scrollTop - first * ROW_HEIGHT;
    drawBars(prepare(bars, width, height), { rows, first, top, width, height, view, end, colorOf, color });
    if (this.#barsOnly) return;
    this.#barsOnly = true;
    drawAxis(prepare(axis, width, 24), view, width, 24, color);
    const whole = { nodes: this.#inTime, end, view, width, height: 56, colorOf, color };
    drawOverview(prepare(overview, width, 56), whole);
  }
}

function eventName(node) {
  const { event, parent } = node;
  const label = oneLine(labelOf(event));
  // A prepared statement and its execution carry the same query: the fingerprint tells them apart.
  const twin = parent !== null && labelOf(parent.event) === labelOf(event);
  const many = foldedCount(event);
  return html`${many === null ? nothing : html`<span class="times" title="Folded: not sent one by one">× ${grouped(many)}</span>`}
    <span class="name" title=${label.slice(0, 500)}
      >${twin ? html`<span class="of">${event['gomon:fp']}</span> ` : nothing}${label}</span
    >
    ${node.orphan ? html`<span class="mark" title="Its parent ${event.parent} is not in this trace">parent missing</span>` : nothing}
    ${node.failed ? html`<span class="mark error">error</span>` : nothing}
    ${node.lapsed === null ? html`<span class="mark">open</span>` : nothing}`;
}

function groupName(group) {
  const { event } = group.members[0];
  const label = oneLine(labelOf(event));
  const hint = oneLine(group.hint);
  return html`<span class="times">×${group.members.length}</span>
    <span class="name" title=${hint || label}
      >${label}${hint && hint !== label ? html` <span class="of">${hint}</span>` : nothing}</span
    >
    ${group.failedCount > 0 ? html`<span class="mark error">${group.failedCount} errors</span>` : nothing}`;
}

customElements.define('gm-waterfall', Waterfall);
