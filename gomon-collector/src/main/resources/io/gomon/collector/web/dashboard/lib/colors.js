/** Colours of services: the same name has the same colour on every page, as far as eight colours allow. Pure. */

const COUNT = 8;

/** A map from service name to the design token of its colour; distinct for up to eight services. */
export function serviceColors(services) {
  const taken = new Set();
  const colors = new Map();
  for (const service of [...new Set(services)].sort()) {
    let slot = hash(service) % COUNT;
    for (let i = 0; i < COUNT && taken.has(slot); i += 1) slot = (slot + 1) % COUNT;
    taken.add(slot);
    colors.set(service, `--cat-${slot + 1}`);
  }
  return colors;
}

function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return value;
}
