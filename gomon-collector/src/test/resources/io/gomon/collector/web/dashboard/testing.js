/** Just enough to write tests: a list of named functions, and deep equality that shows both sides. */

export function suite() {
  const tests = [];
  const test = (name, run) => tests.push({ name, run });
  return { tests, test };
}

export function equal(actual, expected) {
  const a = show(actual);
  const b = show(expected);
  if (a !== b) throw new Error(`expected ${b}\n but was ${a}`);
}

export function truthy(value, message) {
  if (!value) throw new Error(message);
}

function show(value) {
  return JSON.stringify(value, (_, inner) => {
    if (typeof inner === 'bigint') return `${inner}n`;
    if (inner === undefined) return 'undefined';
    if (typeof inner === 'number' && !Number.isFinite(inner)) return String(inner);
    return inner;
  });
}
