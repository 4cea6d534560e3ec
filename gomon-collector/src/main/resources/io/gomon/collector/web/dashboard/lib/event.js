/** What the keys of an event mean to a reader. Pure functions; the vocabulary is docs/EVENTS.md. */

/** Kinds of work, with the design token of their colour. */
export const KINDS = {
  server: { label: 'Request', color: '--cat-1' },
  client: { label: 'Outgoing call', color: '--cat-2' },
  sql: { label: 'SQL', color: '--cat-3' },
  code: { label: 'Code', color: '--cat-5' },
  runtime: { label: 'Runtime', color: '--cat-8' },
};

/** Keys that the detail panel shows in places of their own. */
const PLACED = new Set([
  'id', 'parent', 'trace', 'app-id', 'gomon:fp', 'gomon:start', 'gomon:lapsed', 'service', 'operation', 'failed', 'error', 'query',
  'db.query.text', 'rows', 'columns',
]);

const SHORT_JSON = 60;

export function kindOf(event) {
  const fingerprint = fingerprintOf(event);
  if (/^(http-servlet|otel-server|otel-consumer)$/.test(fingerprint)) return 'server';
  if (/^(sql-|conn-|driver-|jdbc-)/.test(fingerprint) || queryOf(event) !== null) return 'sql';
  if (/^(http-roundtripper|http-client|otel-client|otel-producer)/.test(fingerprint)) return 'client';
  if (/^(rt-|runtime|application|gomon-loss|sql-profile)/.test(fingerprint)) return 'runtime';
  return 'code';
}

/** The word for a fingerprint's kind; finer for SQL, where one statement is prepared, executed and read. */
export function kindLabel(fingerprint) {
  if (fingerprint === 'conn-prepare') return 'Prepare';
  if (/^sql-wconn$/.test(fingerprint)) return 'Connection';
  if (/^(conn-begin|sql-wtx)/.test(fingerprint)) return 'Transaction';
  if (/^sql-wrows/.test(fingerprint)) return 'Rows';
  return KINDS[kindOf({ 'gomon:fp': fingerprint })].label;
}

/** What the event is, or what those are that a folded one stands for. */
export function fingerprintOf(event) {
  return (isFolded(event) ? event.of : event['gomon:fp']) ?? '';
}

/** How many events a folded one stands for; null for any other. */
export function foldedCount(event) {
  return isFolded(event) && /^[0-9]+$/.test(String(event.count)) ? Number(event.count) : null;
}

function isFolded(event) {
  return event['gomon:fp'] === 'folded' && typeof event.of === 'string';
}

/** The list of errors, empty when the event went well. */
export function errorsOf(event) {
  return Array.isArray(event.error) ? event.error : [];
}

/** The SQL text, or null. */
export function queryOf(event) {
  const query = event.query ?? event['db.query.text'];
  return typeof query === 'string' && query !== '' ? query : null;
}

/** The name on the event's row. */
export function labelOf(event) {
  return event.operation || event['gomon:fp'] || 'event';
}

/** All keys that have no place of their own, sorted: `[key, value]`. */
export function otherKeys(event) {
  return Object.entries(event)
    .filter(([key]) => !PLACED.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * Recorded rows as a table `{columns, rows}`, or null when the event has none. Rows are lists of
 * values, with the names in `columns` if known, or maps by column name.
 */
export function rowsOf(event) {
  const rows = event.rows;
  if (!Array.isArray(rows) || rows.length === 0) return null;
  if (rows.every((row) => Array.isArray(row))) {
    const width = Math.max(...rows.map((row) => row.length));
    const names = Array.isArray(event.columns) ? event.columns.map(String) : [];
    const columns = Array.from({ length: width }, (_, i) => names[i] ?? `#${i + 1}`);
    return { columns, rows: rows.map((row) => columns.map((_, i) => valueText(row[i]))) };
  }
  if (rows.every((row) => row !== null && typeof row === 'object' && !Array.isArray(row))) {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return { columns, rows: rows.map((row) => columns.map((name) => valueText(row[name]))) };
  }
  return { columns: ['value'], rows: rows.map((row) => [valueText(row)]) };
}

/** Any value as text; bytes by their size, lists and maps as JSON, indented when long. */
export function valueText(value) {
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') return String(value);
  if (typeof value.base64 === 'string' && Object.keys(value).length === 1) {
    const padding = /=*$/.exec(value.base64)[0].length;
    const size = Math.floor((value.base64.length * 3) / 4) - padding;
    return `${size} bytes: ${value.base64}`;
  }
  const plain = (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner);
  const short = JSON.stringify(value, plain).replaceAll('","', '", "');
  return short.length <= SHORT_JSON ? short : JSON.stringify(value, plain, 2);
}
