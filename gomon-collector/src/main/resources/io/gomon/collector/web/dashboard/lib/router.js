/**
 * Addresses: `#/page/argument?name=value`. They live in the hash, so that the collector has one
 * page to serve and works below any path prefix. Pure functions.
 */

/** "#/services/shop%2Fweb?range=1h" → {page: "services", argument: "shop/web", params: {range: "1h"}} */
export function parseAddress(hash) {
  const text = hash.replace(/^#\/?/, '');
  const question = text.indexOf('?');
  const path = question < 0 ? text : text.slice(0, question);
  const slash = path.indexOf('/');
  const params = Object.fromEntries(
    new URLSearchParams(question < 0 ? '' : text.slice(question + 1)),
  );
  return {
    page: (slash < 0 ? path : path.slice(0, slash)) || 'services',
    argument: slash < 0 ? null : decoded(path.slice(slash + 1)) || null,
    params,
  };
}

/** The reverse; parameters that are null, undefined or empty are left out. */
export function formatAddress(page, argument = null, params = {}) {
  const path = argument === null ? page : `${page}/${encodeURIComponent(argument)}`;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return `#/${path}${text ? `?${text}` : ''}`;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    // A half-typed percent escape: the text as it stands is the best guess.
    return text;
  }
}
