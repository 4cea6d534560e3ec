/** SQL for reading: line breaks at clauses, tokens to colour. It lays out, it never changes a letter. Pure. */

const CLAUSES = [
  'select', 'from', 'where', 'group by', 'having', 'order by', 'limit', 'offset', 'fetch', 'union all', 'union',
  'intersect', 'except', 'insert into', 'values', 'update', 'set', 'delete from', 'returning', 'with', 'merge into',
  'using', 'when matched', 'when not matched', 'on conflict', 'on duplicate key',
  'left outer join', 'right outer join', 'full outer join', 'left join', 'right join', 'inner join', 'cross join',
  'full join', 'join', 'for update',
];
const INDENTED = ['and', 'or', 'on'];
const KEYWORDS = new Set(
  (CLAUSES.join(' ') + ' and or not on as in is null like between exists case when then else end distinct asc desc by '
    + 'all any create table index drop alter add column primary key foreign references default constraint unique '
    + 'begin commit rollback call true false count sum min max avg coalesce cast over partition').split(' '),
);
const TOKEN =
  /(\s+)|('(?:[^']|'')*'?)|("(?:[^"]|"")*"?)|(`[^`]*`?)|(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(\d+(?:\.\d+)?)|([A-Za-z_][\w$]*)|([\s\S])/g;

/**
 * Lines of `{indent, tokens: [{kind, text}]}`; kind is one of keyword, string, number, comment, plain.
 * Sub-queries are indented by their parentheses.
 */
export function formatSql(sql) {
  const tokens = tokenize(sql);
  const lines = [];
  let line = { indent: 0, tokens: [] };
  let depth = 0;
  const breakLine = (indent) => {
    trimEnd(line.tokens);
    if (line.tokens.length > 0) lines.push(line);
    line = { indent, tokens: [] };
  };
  const queryDepths = [];
  let betweenDepth = -1;
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token.kind === 'space') {
      if (line.tokens.length > 0) line.tokens.push({ kind: 'plain', text: ' ' });
      continue;
    }
    if (token.text === ')') {
      depth -= 1;
      if (queryDepths[queryDepths.length - 1] > depth) {
        queryDepths.pop();
        breakLine(queryDepths.length);
      }
    }
    let clause = token.kind === 'word' && !inCall(depth, queryDepths) ? clauseAt(tokens, i) : null;
    // The AND of BETWEEN … AND joins two values, not two conditions.
    if (clause === 'and' && betweenDepth === depth) {
      clause = null;
      betweenDepth = -1;
    }
    if (/^between$/i.test(token.text)) betweenDepth = depth;
    if (clause) breakLine(queryDepths.length + (INDENTED.includes(clause) ? 1 : 0));
    line.tokens.push({ kind: kindOf(token), text: token.text });
    if (token.text === '(') {
      depth += 1;
      if (opensQuery(tokens, i)) {
        queryDepths.push(depth);
        breakLine(queryDepths.length);
      }
    }
    if (clause && clause.includes(' ')) i = takeWords(tokens, i, clause, line);
    if (token.kind === 'comment' && token.text.startsWith('--')) breakLine(queryDepths.length);
  }
  breakLine(0);
  return lines;
}

/** White space folded to single spaces: the form for one line of a table. */
export function oneLine(sql) {
  return (sql ?? '').replace(/\s+/g, ' ').trim();
}

function tokenize(sql) {
  const kinds = ['space', 'string', 'name', 'name', 'comment', 'number', 'word', 'other'];
  return [...sql.matchAll(TOKEN)].map((match) => ({
    kind: kinds[match.slice(1).findIndex((group) => group !== undefined)],
    text: match[0],
  }));
}

function kindOf(token) {
  if (token.kind === 'word') return KEYWORDS.has(token.text.toLowerCase()) ? 'keyword' : 'plain';
  return token.kind === 'string' || token.kind === 'number' || token.kind === 'comment' ? token.kind : 'plain';
}

/** Inside the parentheses of a function call or a list nothing is broken. */
function inCall(depth, queryDepths) {
  return depth > (queryDepths[queryDepths.length - 1] ?? 0);
}

function opensQuery(tokens, index) {
  const next = tokens.slice(index + 1, index + 3).find((token) => token.kind !== 'space');
  return next !== undefined && /^(select|with)$/i.test(next.text);
}

function clauseAt(tokens, index) {
  const words = [];
  for (let i = index; i < tokens.length && words.length < 3; i += 1) {
    if (tokens[i].kind === 'word') words.push(tokens[i].text.toLowerCase());
    else if (tokens[i].kind !== 'space') break;
  }
  for (let length = words.length; length > 0; length -= 1) {
    const candidate = words.slice(0, length).join(' ');
    if (CLAUSES.includes(candidate) || INDENTED.includes(candidate)) return candidate;
  }
  return null;
}

/** Pushes the remaining words of a clause of several words; returns the index of its last token. */
function takeWords(tokens, index, clause, line) {
  let missing = clause.split(' ').length - 1;
  let i = index;
  while (missing > 0) {
    i += 1;
    if (tokens[i].kind === 'space') line.tokens.push({ kind: 'plain', text: ' ' });
    else {
      line.tokens.push({ kind: 'keyword', text: tokens[i].text });
      missing -= 1;
    }
  }
  return i;
}

function trimEnd(tokens) {
  while (tokens.length > 0 && tokens[tokens.length - 1].text === ' ') tokens.pop();
}
