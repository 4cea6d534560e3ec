/** Time ranges: what the picker offers, how they stand in the URL, how fine their charts are. Pure. */

export const PRESETS = [
  { key: '5m', label: 'Last 5 minutes', millis: 300_000 },
  { key: '15m', label: 'Last 15 minutes', millis: 900_000 },
  { key: '1h', label: 'Last hour', millis: 3_600_000 },
  { key: '6h', label: 'Last 6 hours', millis: 21_600_000 },
  { key: '24h', label: 'Last 24 hours', millis: 86_400_000 },
];
export const DEFAULT_KEY = '15m';

const STEPS_MILLIS = [
  1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000,
  1_800_000, 3_600_000, 7_200_000, 21_600_000, 86_400_000,
];

/**
 * The range that the URL's parameters name, as of now. `key` is null for a fixed one.
 * Unreadable parameters mean the default.
 */
export function rangeOf(params, nowMillis) {
  const from = Number(params.from);
  const to = Number(params.to);
  if (params.from && params.to && Number.isFinite(from) && Number.isFinite(to) && to > from) {
    return { key: null, fromMillis: Math.floor(from), toMillis: Math.ceil(to) };
  }
  const preset =
    PRESETS.find((candidate) => candidate.key === params.range) ??
    PRESETS.find((candidate) => candidate.key === DEFAULT_KEY);
  return { key: preset.key, fromMillis: nowMillis - preset.millis, toMillis: nowMillis };
}

/** The parameters that stand for a range in the URL; the default range needs none. */
export function rangeParams(range) {
  if (range.key === DEFAULT_KEY) return {};
  if (range.key) return { range: range.key };
  return { from: String(range.fromMillis), to: String(range.toMillis) };
}

/** The smallest round step that cuts the range into at most `maxPoints` buckets. */
export function stepMillis(range, maxPoints) {
  const wanted = (range.toMillis - range.fromMillis) / maxPoints;
  return STEPS_MILLIS.find((step) => step >= wanted) ?? STEPS_MILLIS[STEPS_MILLIS.length - 1];
}

/** A range moved outwards to whole steps, so that the first and last bucket are not cut. */
export function aligned(range, step) {
  return {
    fromMillis: Math.floor(range.fromMillis / step) * step,
    toMillis: Math.ceil(range.toMillis / step) * step,
  };
}

/** Milliseconds → the value of an `<input type="datetime-local" step="1">`, in the reader's zone. */
export function toLocalInput(millis) {
  const date = new Date(millis);
  const local = new Date(millis - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}
