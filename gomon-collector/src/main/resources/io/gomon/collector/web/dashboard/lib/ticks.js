/** Round marks for a time axis. Pure. */

/** Values at 1, 2 or 5 times a power of ten inside [from, to], at most `maxCount`. */
export function ticks(from, to, maxCount) {
  const span = to - from;
  if (!(span > 0) || maxCount < 1) return [];
  const raw = span / maxCount;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= raw);
  const values = [];
  for (let i = Math.ceil(from / step); i * step <= to; i += 1) values.push(i * step);
  return values;
}
