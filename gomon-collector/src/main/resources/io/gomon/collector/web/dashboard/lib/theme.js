/** Design tokens for those who draw on canvas, and the news that the system changed from light to dark. */

const dark = globalThis.matchMedia('(prefers-color-scheme: dark)');

/** The present value of a token, for instance `token('--ink')`. */
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** A reactive controller: calls back, and updates its host, when the theme changes. */
export class ThemeController {
  constructor(host, onChange = () => host.requestUpdate()) {
    this.onChange = onChange;
    host.addController(this);
  }

  hostConnected() {
    dark.addEventListener('change', this.onChange);
  }

  hostDisconnected() {
    dark.removeEventListener('change', this.onChange);
  }
}
