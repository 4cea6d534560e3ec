/**
 * From a list of events to the rows of a waterfall. Pure functions, no DOM.
 *
 * Parents are matched by their full id; a parent of which only a span id is known (a foreign
 * tracer's, 16 hex digits) by the last 16 hex digits of the id. An event whose parent is not here
 * stands at root level, marked as an orphan, and so does one that is its own ancestor.
 */
import { labelOf, queryOf } from './event.js';

/** From so many equal siblings on, one row stands for all of them. */
export const GROUP_MIN = 4;

const HINT_STEPS = 12;

/**
 * @returns `{roots, nodes, startMillis, totalNanos, errors}`; a node is
 *   `{event, id, parent, children, items, offset, lapsed, orphan, failed}` with `offset` and `lapsed` in
 *   nanoseconds (`lapsed` null while open) and `items` the children with equal ones grouped
 */
export function buildTree(events) {
  const latest = new Map();
  for (const event of events) {
    const id = hexOf(event.id);
    if (isNewer(event, latest.get(id))) latest.set(id, event);
  }
  const starts = [...latest.values()].map(startOf);
  const origin = starts.reduce((least, start) => (start < least ? start : least), starts[0] ?? 0n);
  const nodes = new Map();
  for (const [id, event] of latest) nodes.set(id, newNode(event, id, origin));

  const roots = link(nodes);
  const all = [...nodes.values()];
  all.forEach((node) => sortByStart(node.children));
  sortByStart(roots);
  all.forEach((node) => (node.items = grouped(node.children, node.id)));
  return {
    roots,
    items: grouped(roots, 'root'),
    nodes,
    startMillis: Number(origin / 1_000_000n),
    totalNanos: all.reduce((end, node) => Math.max(end, node.offset + (node.lapsed ?? 0)), 0),
    errors: all.filter((node) => node.failed).length,
  };
}

/**
 * The rows to show, from top to bottom: `{key, depth, node, group, expandable, expanded, parentKey}`; `group` is
 * null on the row of a single event. `closed` holds the keys of collapsed nodes, `opened` those of expanded groups.
 */
export function visibleRows(tree, { closed, opened, grouping }) {
  const rows = [];
  // A stack instead of recursion: a chain of ten thousand nested calls is a legal trace.
  const stack = [];
  const push = (items, depth, parentKey) => {
    for (let i = items.length - 1; i >= 0; i -= 1) stack.push({ item: items[i], depth, parentKey });
  };
  push(grouping ? tree.items : tree.roots, 0, null);
  while (stack.length > 0) {
    const { item, depth, parentKey } = stack.pop();
    const group = item.members ? item : null;
    const key = group ? group.key : item.id;
    const children = group ? group.members : grouping ? item.items : item.children;
    const expanded = group ? opened.has(key) : children.length > 0 && !closed.has(key);
    rows.push({
      key, depth, parentKey, group, node: group ? group.members[0] : item, expandable: children.length > 0, expanded,
    });
    if (expanded) push(children, depth + 1, key);
  }
  return rows;
}

/** Opens everything above an event, so that its row becomes visible. Returns false if it is not in the tree. */
export function reveal(tree, id, { closed, opened }) {
  const target = tree.nodes.get(hexOf(id));
  if (!target) return false;
  for (let node = target; node; node = node.parent) {
    if (node !== target) closed.delete(node.id);
    const siblings = node.parent ? node.parent.items : tree.items;
    const group = siblings.find((item) => item.members?.includes(node));
    if (group) opened.add(group.key);
  }
  return true;
}

/** Hex digits of an id without its dashes, in lower case. */
export function hexOf(id) {
  return String(id ?? '').replaceAll('-', '').toLowerCase();
}

function newNode(event, id, origin) {
  const lapsed = event['gomon:lapsed'];
  return {
    event,
    id,
    parent: null,
    children: [],
    items: [],
    offset: Number(startOf(event) - origin),
    lapsed: lapsed === undefined || lapsed === null ? null : Number(lapsed),
    orphan: false,
    failed: event.failed === true,
  };
}

/** Sets parents and children; returns the roots. */
function link(nodes) {
  const bySpanId = new Map();
  for (const node of nodes.values()) {
    const spanId = node.id.slice(-16);
    if (!bySpanId.has(spanId)) bySpanId.set(spanId, node);
  }
  const roots = [];
  for (const node of nodes.values()) {
    const parentId = hexOf(node.event.parent);
    const isRoot = parentId === '' || parentId === hexOf(node.event['app-id']);
    const parent = isRoot ? null : (nodes.get(parentId) ?? bySpanId.get(parentId.slice(-16)) ?? null);
    node.parent = parent;
    node.orphan = !isRoot && parent === null;
    if (parent === null) roots.push(node);
    else parent.children.push(node);
  }
  cutCircles(nodes, roots);
  return roots;
}

/** What no root leads to hangs on a circle; each circle is cut at its first event, which becomes an orphan root. */
function cutCircles(nodes, roots) {
  const reached = new Set();
  const reach = (from) => {
    const stack = [from];
    while (stack.length > 0) {
      const node = stack.pop();
      reached.add(node);
      for (const child of node.children) stack.push(child);
    }
  };
  roots.forEach(reach);
  for (const node of nodes.values()) {
    if (reached.has(node)) continue;
    // Up from any event that hangs on the circle one gets onto it.
    const seen = new Set();
    let at = node;
    while (!seen.has(at)) {
      seen.add(at);
      at = at.parent;
    }
    at.parent.children = at.parent.children.filter((child) => child !== at);
    at.parent = null;
    at.orphan = true;
    roots.push(at);
    reach(at);
  }
}

/** Siblings that do the same become one item, in the place of the first of them. */
function grouped(siblings, parentId) {
  if (siblings.length < GROUP_MIN) return siblings;
  const byLikeness = new Map();
  for (const node of siblings) {
    const likeness = likenessOf(node);
    if (!byLikeness.has(likeness)) byLikeness.set(likeness, []);
    byLikeness.get(likeness).push(node);
  }
  const items = [];
  for (const [likeness, members] of byLikeness) {
    if (members.length < GROUP_MIN) items.push(...members);
    else items.push(newGroup(members, `${parentId}|${likeness}`));
  }
  return items.sort((a, b) => a.offset - b.offset);
}

function newGroup(members, key) {
  const end = (node) => node.offset + (node.lapsed ?? 0);
  return {
    key,
    members,
    offset: members[0].offset,
    end: members.reduce((latest, node) => Math.max(latest, end(node)), 0),
    busyNanos: members.reduce((sum, node) => sum + (node.lapsed ?? 0), 0),
    failedCount: members.filter((node) => node.failed).length,
    hint: hintOf(members[0]),
  };
}

function likenessOf(node) {
  const event = node.event;
  return [event.service, event['gomon:fp'], labelOf(event), node.orphan, hintOf(node)].join('\u0001');
}

/**
 * What an event without a telling name does: the first query or named operation below it. Thus a
 * connection that was opened for one query reads as that query.
 */
function hintOf(node) {
  let at = node;
  for (let step = 0; at && step < HINT_STEPS; step += 1) {
    const query = queryOf(at.event);
    if (query !== null) return query;
    if (at !== node && labelOf(at.event) !== at.event['gomon:fp']) return labelOf(at.event);
    at = at.children[0];
  }
  return '';
}

function isNewer(event, known) {
  if (known === undefined) return true;
  const closed = event['gomon:lapsed'] !== undefined;
  const knownClosed = known['gomon:lapsed'] !== undefined;
  return closed || !knownClosed;
}

function startOf(event) {
  const start = event['gomon:start'] ?? 0;
  return typeof start === 'bigint' ? start : BigInt(Math.round(start));
}

function sortByStart(nodes) {
  nodes.sort((a, b) => a.offset - b.offset || (b.lapsed ?? Infinity) - (a.lapsed ?? Infinity));
}
