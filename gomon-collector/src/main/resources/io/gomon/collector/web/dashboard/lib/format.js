/**
 * Numbers as people read them: three significant digits and a unit. Pure functions.
 * A missing value is a dash, never "null" or "NaN".
 */

export const NONE = '–';

const DURATION_UNITS = [
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'µs'],
  [1, 'ns'],
];
const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** 1843211 → "1.84 ms"; from one minute on "3m 05s", from one hour on "2h 07m". */
export function duration(nanos) {
  if (missing(nanos)) return NONE;
  if (nanos === 0) return '0 ms';
  if (nanos < 0) return '−' + duration(-nanos);
  if (nanos >= 59.95e9) return clockDuration(nanos / 1e9);
  for (const [size, unit] of DURATION_UNITS) {
    // 999.6 µs would round to "1000 µs"; the next unit says "1 ms" instead.
    if (nanos >= size * 0.9995) return `${digits(nanos / size)} ${unit}`;
  }
  return '< 1 ns';
}

/** 12345 → "12.3k"; below ten thousand the exact number, in groups of three. */
export function count(value) {
  if (missing(value)) return NONE;
  if (Math.abs(value) < 10_000) return grouped(Math.round(value));
  for (const [size, unit] of [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']]) {
    if (Math.abs(value) >= size * 0.9995) return digits(value / size) + unit;
  }
  return grouped(Math.round(value));
}

/** "1 event", "12.3k events". */
export function plural(value, noun) {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** The exact whole number in groups of three: "12 345 678" with narrow spaces. */
export function grouped(value) {
  if (missing(value)) return NONE;
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** 12.345 → "12.3 /s". */
export function rate(perSecond) {
  if (missing(perSecond)) return NONE;
  if (perSecond === 0) return '0 /s';
  if (perSecond < 0.01) return '< 0.01 /s';
  if (perSecond < 1) return `${trimmed(perSecond.toFixed(2))} /s`;
  return `${perSecond < 999.5 ? digits(perSecond) : count(perSecond)} /s`;
}

/** 536870912 → "512 MB". A megabyte is 1024 × 1024 bytes, as for -Xmx512m. */
export function bytes(value) {
  if (missing(value)) return NONE;
  if (value < 0) return NONE;
  let unit = 0;
  let scaled = value;
  while (scaled >= 1023.5 && unit < BYTE_UNITS.length - 1) {
    scaled /= 1024;
    unit += 1;
  }
  return `${scaled >= 999.5 ? Math.round(scaled) : digits(scaled)} ${BYTE_UNITS[unit]}`;
}

/** 0.0123 → "1.23 %". A share that is not zero never reads "0 %". */
export function percent(share) {
  if (missing(share)) return NONE;
  if (share === 0) return '0 %';
  const value = share * 100;
  if (value < 0.01) return '< 0.01 %';
  if (value > 99.99 && value < 100) return '> 99.99 %';
  return `${value >= 99.95 ? trimmed(value.toFixed(2)) : digits(value)} %`;
}

/** errors / requests, or a dash when there was no request. */
export function errorShare(errors, requests) {
  return requests > 0 ? errors / requests : null;
}

/** Clock time in the reader's zone: "14:03:07". */
export function clock(millis) {
  if (missing(millis)) return NONE;
  const date = new Date(millis);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
}

/** "2026-11-21 14:03:07", in the reader's zone. */
export function dateTime(millis) {
  if (missing(millis)) return NONE;
  const date = new Date(millis);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock(millis)}`;
}

/** Clock time today, date and time on other days. */
export function moment(millis, nowMillis = Date.now()) {
  if (missing(millis)) return NONE;
  const sameDay = new Date(millis).toDateString() === new Date(nowMillis).toDateString();
  return sameDay ? clock(millis) : dateTime(millis);
}

/** "12 s ago", "5 min ago", "3 h ago", "2 d ago". */
export function ago(millis, nowMillis = Date.now()) {
  if (missing(millis)) return NONE;
  const seconds = Math.max(0, Math.round((nowMillis - millis) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86_400)} d ago`;
}

/** "100ms", "1.5 s", "250us", "2m" → nanoseconds; a bare number means milliseconds; null when unreadable. */
export function parseDuration(text) {
  const match = /^\s*(\d+(?:[.,]\d+)?)\s*(ns|us|µs|μs|ms|s|m|min)?\s*$/i.exec(text ?? '');
  if (!match) return null;
  const factor = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 60e9, min: 60e9 };
  return Math.round(Number(match[1].replace(',', '.')) * factor[(match[2] ?? 'ms').toLowerCase()]);
}

function clockDuration(seconds) {
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}h ${two(minutes)}m` : `${minutes}m ${two(whole % 60)}s`;
}

/** Three significant digits, without an exponent and without trailing zeros behind the point. */
function digits(value) {
  const size = Math.abs(value);
  const decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
  return trimmed(value.toFixed(decimals));
}

function trimmed(text) {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function two(value) {
  return String(value).padStart(2, '0');
}

function missing(value) {
  return value === null || value === undefined || Number.isNaN(value);
}
