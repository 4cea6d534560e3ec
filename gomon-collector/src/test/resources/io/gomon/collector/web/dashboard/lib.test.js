import { equal, suite, truthy } from './testing.js';

export default ({ router, 'time-range': timeRange, sql, series, event, ticks, colors, api }) => {
  const { tests, test } = suite();
  const { parseAddress, formatAddress } = router;
  const { rangeOf, rangeParams, stepMillis, aligned } = timeRange;

  // GraalJS has no URLSearchParams; the browser's own is not what is tested here.
  globalThis.URLSearchParams ??= class {
    #pairs;
    constructor(text = '') {
      this.#pairs = text.split('&').filter(Boolean).map((pair) => pair.split('=').map(decodeURIComponent));
    }
    set(name, value) { this.#pairs.push([name, value]); }
    [Symbol.iterator]() { return this.#pairs[Symbol.iterator](); }
    toString() { return this.#pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&'); }
  };

  test('address_roundTrip_keepsSlashesAndParameters', () => {
    const text = formatAddress('service', 'shop/web ?', { range: '1h', empty: '', none: null });
    equal(text, '#/service/shop%2Fweb%20%3F?range=1h');
    equal(parseAddress(text), { page: 'service', argument: 'shop/web ?', params: { range: '1h' } });
  });
  test('address_emptyOrBroken_isTheFirstPageOrTheTextAsItStands', () => {
    equal(['', '#', '#/'].map((hash) => parseAddress(hash).page), ['services', 'services', 'services']);
    equal(parseAddress('#/trace/%zz').argument, '%zz');
  });

  test('rangeOf_presetCustomAndNonsense', () => {
    equal(rangeOf({ range: '1h' }, 7_200_000), { key: '1h', fromMillis: 3_600_000, toMillis: 7_200_000 });
    equal(rangeOf({ from: '10', to: '20' }, 99), { key: null, fromMillis: 10, toMillis: 20 });
    equal(rangeOf({ from: '20', to: '10' }, 900_000).key, '15m');
    equal(rangeOf({ range: 'x', from: 'y', to: 'z' }, 900_000).key, '15m');
  });
  test('rangeParams_reversesRangeOf', () => {
    equal(rangeParams(rangeOf({}, 1e9)), {});
    equal(rangeParams(rangeOf({ range: '6h' }, 1e9)), { range: '6h' });
    equal(rangeParams(rangeOf({ from: '10', to: '20' }, 1e9)), { from: '10', to: '20' });
  });
  test('stepMillis_isRoundAndKeepsBelowTheMaximum', () => {
    const range = (millis) => ({ fromMillis: 0, toMillis: millis });
    equal([300_000, 900_000, 86_400_000].map((millis) => stepMillis(range(millis), 120)), [5_000, 10_000, 900_000]);
    equal(aligned({ fromMillis: 12_345, toMillis: 23_456 }, 5_000), { fromMillis: 10_000, toMillis: 25_000 });
  });

  const text = (lines) => lines.map(({ indent, tokens }) => '  '.repeat(indent) + tokens.map((token) => token.text).join(''));
  test('formatSql_clauses_startLines', () => {
    equal(text(sql.formatSql('select a, b from t left join u on t.id = u.id where a between 1 and 9 and b in (1, 2) order by a limit 5')),
      ['select a, b', 'from t', 'left join u', '  on t.id = u.id', 'where a between 1 and 9', '  and b in (1, 2)', 'order by a', 'limit 5']);
  });
  test('formatSql_subQuery_isIndented', () => {
    equal(text(sql.formatSql('select (select max(x) from v where v.id = t.id) m from t')),
      ['select (', '  select max(x)', '  from v', '  where v.id = t.id', ') m', 'from t']);
  });
  test('formatSql_textAndComments_stayAsTheyAre', () => {
    const kept = "insert into t values ('from where; it''s', \"select\", `order by`) -- where\nreturning id";
    const joined = sql.formatSql(kept).map(({ tokens }) => tokens.map((token) => token.text).join('')).join(' ');
    equal(joined.replace(/\s+/g, ' '), kept.replace(/\s+/g, ' '));
  });
  test('formatSql_brokenSql_losesNoCharacter', () => {
    for (const broken of ["select 'open", '((((', ')) from', '/* open', 'group', 'order by', '', 'select\n\n\t1', '🙂 from']) {
      const joined = sql.formatSql(broken).map(({ tokens }) => tokens.map((token) => token.text).join('')).join('');
      equal(joined.replace(/\s/g, ''), broken.replace(/\s/g, ''));
    }
  });

  test('ratePoints_unfinishedBucket_isDividedByWhatItCovers', () => {
    const points = [{ timeMillis: 0, requests: 100 }, { timeMillis: 10_000, requests: 60 }, { timeMillis: 20_000, requests: 1 }];
    equal(series.ratePoints(points, 10_000, 16_000, 'requests'), [[0, 10], [10_000, 10]]);
  });
  test('growth_counterStartsAnew_countsTheNewValue', () => {
    const points = [5, 8, 8, 2, null, 4].map((value, i) => ({ timeMillis: i, pauses: value }));
    equal(series.growth(points, 'pauses'), [[1, 3], [2, 0], [3, 2], [4, null], [5, null]]);
    equal(series.growth([], 'pauses'), []);
  });
  test('gaugePoints_noMaximum_isAGap', () => {
    const points = series.gaugePoints([{ timeMillis: 1, max: -1 }, { timeMillis: 2, max: 7 }, { timeMillis: 3 }], 'max');
    equal(points, [[1, null], [2, 7], [3, null]]);
    equal(series.lastValue(points), 7);
  });

  test('kindOf_fingerprints', () => {
    const kinds = ['http-servlet', 'otel-server', 'http-roundtripper', 'otel-client', 'sql-wconn', 'conn-prepare', 'rt-collect-memstat', 'mine'];
    equal(kinds.map((fp) => event.kindOf({ 'gomon:fp': fp })), ['server', 'server', 'client', 'client', 'sql', 'sql', 'runtime', 'code']);
    equal(event.kindOf({ 'gomon:fp': 'otel-client', 'db.query.text': 'select 1' }), 'sql');
  });
  test('folded_countsAndIsOfTheKindItStandsFor', () => {
    const folded = { 'gomon:fp': 'folded', of: 'sql-wstmt-query', count: 99_900n };
    equal([event.foldedCount(folded), event.fingerprintOf(folded), event.kindOf(folded)], [99_900, 'sql-wstmt-query', 'sql']);
    equal([{ 'gomon:fp': 'mine', count: 5 }, { 'gomon:fp': 'folded', of: 'x', count: 'many' }, { 'gomon:fp': 'folded' }].map(event.foldedCount),
      [null, null, null]);
    equal(event.fingerprintOf({ 'gomon:fp': 'folded' }), 'folded');
  });
  test('kindLabel_stepsOfOneStatement_differ', () => {
    equal(['conn-prepare', 'sql-wconn', 'sql-wstmt-query', 'sql-wrows', 'conn-begintx', 'http-servlet'].map(event.kindLabel),
      ['Prepare', 'Connection', 'SQL', 'Rows', 'Transaction', 'Request']);
  });
  test('rowsOf_listsAndMaps_becomeATable', () => {
    equal(event.rowsOf({ rows: [[1, 'a'], [2]], columns: ['ID'] }), { columns: ['ID', '#2'], rows: [['1', 'a'], ['2', 'null']] });
    equal(event.rowsOf({ rows: [{ a: 1 }, { b: true }] }), { columns: ['a', 'b'], rows: [['1', 'null'], ['null', 'true']] });
    equal([event.rowsOf({ rows: 5 }), event.rowsOf({ rows: [] }), event.rowsOf({})], [null, null, null]);
  });
  test('valueText_anyValue_isText', () => {
    equal([null, 'x', 5n, true, { base64: 'AAECAwQ=' }, [1, 2n], { a: 'b' }].map(event.valueText),
      ['null', 'x', '5', 'true', '5 bytes: AAECAwQ=', '[1,"2"]', '{"a":"b"}']);
  });

  test('ticks_areRoundAndInside', () => {
    equal(ticks.ticks(0, 31, 6), [0, 10, 20, 30]);
    equal(ticks.ticks(5, 5, 6), []);
    equal(ticks.ticks(0, 10, 0), []);
  });
  test('serviceColors_upToEight_areDistinctAndStable', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const map = colors.serviceColors(names);
    equal(new Set(map.values()).size, 8);
    equal([...colors.serviceColors([...names].reverse())], [...map]);
    truthy(colors.serviceColors(['only']).get('only').startsWith('--cat-'), 'a token');
  });

  test('parseJson_text_isParsed', () => {
    const parsed = api.parseJson('{"a":1,"b":1.5,"c":"9007199254740993","d":null}');
    equal(parsed, { a: 1, b: 1.5, c: '9007199254740993', d: null });
  });
  return tests;
};
