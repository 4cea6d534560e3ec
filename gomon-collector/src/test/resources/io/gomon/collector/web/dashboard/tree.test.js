import { equal, suite, truthy } from './testing.js';

const APP = '019f1c2e-0000-7abc-8000-000000000001';
const id = (n) => `019f1c2e-8a4b-7c31-9d2e-${String(n).padStart(12, '0')}`;
const event = (n, parent, more = {}) => ({
  id: id(n), parent, 'app-id': APP, 'gomon:fp': 'work', operation: `op ${n}`, service: 'shop',
  'gomon:start': 1_781_234_567_890_000_000n + BigInt(n * 1000), 'gomon:lapsed': 500, ...more,
});
const open = { closed: new Set(), opened: new Set(), grouping: true };
const outline = (tree, folds = open) =>
  visible(tree, folds).map((row) => `${'.'.repeat(row.depth)}${row.group ? `x${row.group.members.length}` : row.node.event.operation}`);
let visible;

export default ({ tree }) => {
  const { tests, test } = suite();
  const { buildTree, visibleRows, reveal, hexOf } = tree;
  visible = visibleRows;

  test('buildTree_parentsByFullId_nests', () => {
    const built = buildTree([event(3, id(2)), event(1, APP), event(2, id(1))]);
    equal(outline(built), ['op 1', '.op 2', '..op 3']);
    equal(built.roots[0].orphan, false);
  });
  test('buildTree_parentIsSpanId_matchesTheLastSixteenDigits', () => {
    equal(outline(buildTree([event(1, APP), event(2, hexOf(id(1)).slice(-16))])), ['op 1', '.op 2']);
  });
  test('buildTree_fullIdBeforeSpanId', () => {
    const twin = { ...event(9, APP), id: `ffffffff-8a4b-7c31-9d2e-${String(1).padStart(12, '0')}` };
    const built = buildTree([twin, event(1, APP), event(2, id(1))]);
    equal(built.nodes.get(hexOf(id(2))).parent.event.operation, 'op 1');
  });
  test('buildTree_unknownParent_isAnOrphanAtRootLevel', () => {
    const built = buildTree([event(1, APP), event(2, id(77)), event(3, '00f067aa0ba902b7'), event(4, id(2))]);
    equal(outline(built), ['op 1', 'op 2', '.op 4', 'op 3']);
    equal(built.roots.map((node) => node.orphan), [false, true, true]);
  });
  test('buildTree_circle_losesNothing', () => {
    const built = buildTree([event(1, id(2)), event(2, id(3)), event(3, id(1)), event(4, id(4))]);
    equal(visibleRows(built, open).length, 4);
    truthy(built.roots.every((node) => node.orphan), 'roots of a circle are orphans');
  });
  test('buildTree_openThenClosed_latestWins', () => {
    const opened = event(1, APP, { 'gomon:lapsed': undefined });
    const closed = event(1, APP, { rows: 3 });
    equal(buildTree([opened, closed]).roots[0].lapsed, 500);
    equal(buildTree([closed, opened]).roots[0].lapsed, 500);
    equal(buildTree([opened]).roots[0].lapsed, null);
  });
  test('buildTree_epochNanoseconds_keepTheirLastDigits', () => {
    const built = buildTree([event(1, APP), event(2, id(1), { 'gomon:start': 1_781_234_567_890_001_001n })]);
    equal(built.nodes.get(hexOf(id(2))).offset, 1);
    equal(built.totalNanos, 501);
  });
  test('buildTree_noEvents_isEmpty', () => equal(outline(buildTree([])), []));

  const repeats = (n) => [
    event(1, APP),
    ...Array.from({ length: n }, (_, i) => event(10 + i, id(1), { operation: 'select ?', query: 'select ?' })),
    event(99, id(1)),
  ];
  test('visibleRows_threeEqualSiblings_stayApart', () => equal(outline(buildTree(repeats(3))).length, 5));
  test('visibleRows_manyEqualSiblings_areOneRow', () => {
    equal(outline(buildTree(repeats(37))), ['op 1', '.x37', '.op 99']);
  });
  test('visibleRows_openedGroup_showsItsMembers', () => {
    const built = buildTree(repeats(5));
    const key = visibleRows(built, open).find((row) => row.group).key;
    equal(outline(built, { ...open, opened: new Set([key]) }),
      ['op 1', '.x5', ...Array(5).fill('..select ?'), '.op 99']);
  });
  test('visibleRows_withoutGrouping_showsAll', () => {
    equal(outline(buildTree(repeats(5)), { ...open, grouping: false }).length, 7);
  });
  test('visibleRows_closedNode_hidesItsSubtree', () => {
    const built = buildTree([event(1, APP), event(2, id(1)), event(3, id(2)), event(4, id(1))]);
    equal(outline(built, { ...open, closed: new Set([hexOf(id(2))]) }), ['op 1', '.op 2', '.op 4']);
  });
  test('group_connectionsWithDifferentQueries_areNotEqual', () => {
    const connection = (n, query) => [
      event(n, id(1), { 'gomon:fp': 'sql-wconn', operation: 'sql-wconn' }),
      event(n + 1, id(n), { 'gomon:fp': 'sql-wstmt-query', query, operation: query }),
    ];
    const events = [event(1, APP)];
    for (let i = 0; i < 8; i += 1) events.push(...connection(100 + i * 10, i % 2 ? 'select a' : 'select b'));
    const groups = visibleRows(buildTree(events), open).filter((row) => row.group);
    equal(groups.map((row) => [row.group.members.length, row.group.hint]), [[4, 'select b'], [4, 'select a']]);
  });
  test('reveal_hiddenEvent_opensEverythingAboveIt', () => {
    const built = buildTree(repeats(6));
    const folds = { closed: new Set([hexOf(id(1))]), opened: new Set(), grouping: true };
    equal(reveal(built, id(12), folds), true);
    truthy(visibleRows(built, folds).some((row) => row.key === hexOf(id(12))), 'the event has a row');
    equal(reveal(built, id(5000), folds), false);
  });
  test('visibleRows_deepChain_needsNoStack', () => {
    const events = [event(1, APP)];
    for (let n = 2; n <= 10_000; n += 1) events.push(event(n, id(n - 1)));
    equal(visibleRows(buildTree(events), open).length, 10_000);
  });
  return tests;
};
