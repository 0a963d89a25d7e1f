/** A regular expression as it stands in a source file. */
export interface Literal {
  readonly line: number;
  readonly pattern: string;
  readonly flags: string;
}

/** After these a slash begins a regular expression, and is no division. */
const BEFORE = new Set(['(', ',', '=', ':', '[', '!', '&', '|', '?', '{', '}', ';', '+', '\n', '']);

/** The regular expressions of a TypeScript source; strings, templates and comments are passed over. */
export function literalsOf(source: string): Literal[] {
  const found: Literal[] = [];
  let before = '';
  for (let at = 0; at < source.length; ) {
    const next = skip(source, at);
    if (next > at) {
      if (!source.startsWith('/', at)) before = '"';
      at = next;
      continue;
    }
    if (
      source[at] === '/' &&
      (BEFORE.has(before) || /(\breturn|\bcase|=>)\s*$/.test(source.slice(at - 12, at)))
    ) {
      const end = endOfLiteral(source, at);
      const [flags = ''] = /^[a-z]*/.exec(source.slice(end + 1)) ?? [];
      const line = source.slice(0, at).split('\n').length;
      found.push({ line, pattern: source.slice(at + 1, end), flags });
      at = end + 1 + flags.length;
      before = '/';
      continue;
    }
    if (!/[ \t\r]/.test(source[at]!)) before = source[at]!;
    at++;
  }
  return found;
}

/** The end of a string, template or comment that begins here; the place itself for anything else. */
function skip(source: string, at: number): number {
  if (source.startsWith('//', at) || source.startsWith('#!', at))
    return endOr(source.indexOf('\n', at), source);
  if (source.startsWith('/*', at)) return endOr(source.indexOf('*/', at), source) + 2;
  const quote = source[at]!;
  if (!`'"\``.includes(quote)) return at;
  for (let end = at + 1; end < source.length; end++) {
    if (source[end] === '\\') end++;
    else if (source[end] === quote || (source[end] === '\n' && quote !== '`')) return end + 1;
  }
  return source.length;
}

const endOr = (end: number, source: string): number => (end < 0 ? source.length : end);

function endOfLiteral(source: string, at: number): number {
  let isInClass = false;
  for (let end = at + 1; end < source.length; end++) {
    const letter = source[end];
    if (letter === '\\') end++;
    else if (letter === '[') isInClass = true;
    else if (letter === ']') isInClass = false;
    else if (letter === '/' && !isInClass) return end;
  }
  return source.length;
}
