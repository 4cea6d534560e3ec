/** The keyboard of the waterfall, after the pattern for trees: arrows move, open and close. */
export class WaterfallKeys {
  #waterfall;
  #keys = {
    ArrowDown: () => this.#move(1),
    ArrowUp: () => this.#move(-1),
    PageDown: () => this.#move(20),
    PageUp: () => this.#move(-20),
    Home: () => this.#move(-Infinity),
    End: () => this.#move(Infinity),
    ArrowRight: () => this.#open(),
    ArrowLeft: () => this.#close(),
    Enter: () => this.#current() && this.#waterfall.choose(this.#current()),
    ' ': () => this.#current() && this.#waterfall.toggle(this.#current()),
    '+': () => this.#waterfall.zoom.by(0.5),
    '-': () => this.#waterfall.zoom.by(2),
    0: () => this.#waterfall.zoom.reset(),
    e: () => this.#nextError(),
  };

  constructor(waterfall) {
    this.#waterfall = waterfall;
  }

  press(event) {
    const action = this.#keys[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  }

  focus() {
    this.#waterfall.body.focus({ preventScroll: true });
  }

  #index() {
    return this.#waterfall.rows.findIndex((row) => row.key === this.#waterfall.cursor);
  }

  #current() {
    return this.#waterfall.rows[this.#index()];
  }

  #move(by) {
    const last = this.#waterfall.rows.length - 1;
    this.#goTo(Math.max(0, Math.min(last, this.#index() + by)));
  }

  #goTo(index) {
    const row = this.#waterfall.rows[index];
    if (!row) return;
    this.#waterfall.cursor = row.key;
    this.#waterfall.scrollToCursor();
  }

  #open() {
    const row = this.#current();
    if (!row?.expandable) return;
    if (row.expanded) this.#move(1);
    else this.#waterfall.toggle(row);
  }

  #close() {
    const row = this.#current();
    if (!row) return;
    if (row.expandable && row.expanded) this.#waterfall.toggle(row);
    else if (row.parentKey) this.#goTo(this.#waterfall.rows.findIndex((other) => other.key === row.parentKey));
  }

  #nextError() {
    const failed = [...this.#waterfall.tree.nodes.values()]
      .filter((node) => node.failed)
      .sort((a, b) => a.offset - b.offset);
    if (failed.length === 0) return;
    const at = failed.findIndex((node) => node.id === this.#waterfall.cursor);
    this.#waterfall.showEvent(failed[(at + 1) % failed.length].event.id);
  }
}
