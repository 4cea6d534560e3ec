const MIN_SPAN_NANOS = 200;

/** Which stretch of the trace is in sight, and the gestures that change it. */
export class WaterfallZoom {
  #waterfall;
  end = 1;
  view = { from: 0, to: 1 };

  constructor(waterfall) {
    this.#waterfall = waterfall;
  }

  /** Shows all; with an argument, of a new trace of that many nanoseconds. */
  reset(totalNanos = this.end) {
    this.end = Math.max(1, totalNanos);
    this.#show(0, this.end);
  }

  /** Makes the view longer or shorter by a factor, around a point (a share of the width). */
  by(factor, at = 0.5) {
    const { from, to } = this.view;
    const span = Math.max(MIN_SPAN_NANOS, (to - from) * factor);
    const fixed = from + (to - from) * at;
    this.#show(fixed - span * at, fixed + span * (1 - at));
  }

  /** Wires the gestures: drag on the overview, ctrl + wheel to zoom and shift + wheel to pan over the rows. */
  listen(overview, body) {
    overview.addEventListener('pointerdown', (event) => this.#drag(event, overview));
    overview.addEventListener('dblclick', () => this.reset());
    body.addEventListener('wheel', (event) => this.#wheel(event, overview), { passive: false });
  }

  #show(from, to) {
    const span = Math.min(to - from, this.end);
    const start = Math.min(Math.max(0, from), this.end - span);
    this.view = { from: start, to: start + span };
    this.#waterfall.redraw();
  }

  #drag(event, overview) {
    const box = overview.getBoundingClientRect();
    const nanosAt = (clientX) => Math.min(1, Math.max(0, (clientX - box.left) / box.width)) * this.end;
    const start = nanosAt(event.clientX);
    overview.setPointerCapture(event.pointerId);
    const move = (moved) => {
      const now = nanosAt(moved.clientX);
      // A pixel or two is a shaky click; the view stays.
      if (Math.abs(now - start) < (this.end / box.width) * 3) return;
      this.#show(Math.min(start, now), Math.max(start, now, Math.min(start, now) + MIN_SPAN_NANOS));
    };
    overview.addEventListener('pointermove', move);
    overview.addEventListener('lostpointercapture', () => overview.removeEventListener('pointermove', move), { once: true });
  }

  #wheel(event, overview) {
    const box = overview.getBoundingClientRect();
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.by(event.deltaY > 0 ? 1.25 : 0.8, Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
    } else if (sideways !== 0) {
      event.preventDefault();
      const { from, to } = this.view;
      const shift = (sideways / box.width) * (to - from);
      this.#show(from + shift, to + shift);
    }
  }
}
