/** The collector's JSON routes, as documented in docs/API.md. Addresses are relative to the page. */

/** Something went wrong on the way; `status` is 0 when no answer came at all. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

export const api = {
  status: (signal) => get('status', {}, signal),
  services: (range, signal) => get('services', window(range), signal),
  series: (service, range, stepMillis, signal) =>
    get(`services/${encodeURIComponent(service)}/series`, { ...window(range), stepMillis }, signal),
  operations: (service, range, signal) =>
    get(`services/${encodeURIComponent(service)}/operations`, window(range), signal),
  memory: (service, range, signal) =>
    get(`services/${encodeURIComponent(service)}/memory`, window(range), signal),
  traces: (filter, range, signal) => get('traces', { ...filter, ...window(range) }, signal),
  trace: (trace, signal) => get(`traces/${encodeURIComponent(trace)}`, {}, signal),
  sql: (filter, range, signal) => get('sql', { ...filter, ...window(range) }, signal),
};

function window(range) {
  return { from: range.fromMillis, to: range.toMillis };
}

async function get(path, params, signal) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  let response;
  try {
    response = await fetch(`./api/v1/${path}${text ? `?${text}` : ''}`, {
      signal,
      headers: { Accept: 'application/json' },
    });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, 'The collector does not answer. Is it still running?');
  }
  const body = await response.text();
  if (!response.ok) throw new ApiError(response.status, messageOf(body, response));
  try {
    return parseJson(body);
  } catch {
    throw new ApiError(response.status, 'The collector sent an answer that is not JSON.');
  }
}

/**
 * JSON.parse, except that whole numbers beyond 2^53 become BigInt where the browser can tell:
 * epoch nanoseconds (`gomon:start`) would otherwise be rounded to 256 ns.
 */
export function parseJson(text) {
  return JSON.parse(text, (key, value, context) => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
    const source = context?.source;
    return source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value;
  });
}

function messageOf(body, response) {
  try {
    const message = JSON.parse(body).error;
    if (typeof message === 'string' && message) return message;
  } catch {
    // Not our JSON, perhaps a proxy's page: the status line has to do.
  }
  return `${response.status} ${response.statusText || 'error'}`;
}
