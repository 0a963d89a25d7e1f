/** Says whether an entry (path from the root without a leading slash, as text) is left out. */
export type Excluded = (path: string, isFolder: boolean) => boolean;

interface Rule {
  readonly matches: RegExp;
  readonly foldersOnly: boolean;
  readonly keeps: boolean;
}

/**
 * Patterns as in .gitignore: `*.o` at any depth, `/build` and `a/b` from the root, `logs/` folders only, `**`,
 * `[a-z]`, `!keep` takes back; the last one that matches decides. What lies in a left-out folder is not looked at.
 */
export function excludedBy(patterns: readonly string[]): Excluded {
  const rules = patterns.map(ruleOf).filter((rule) => rule !== undefined);
  if (rules.length === 0) return () => false;
  return (path, isFolder) => {
    const last = rules.findLast((rule) => (isFolder || !rule.foldersOnly) && rule.matches.test(path));
    return last !== undefined && !last.keeps;
  };
}

function ruleOf(pattern: string): Rule | undefined {
  const keeps = pattern.startsWith('!');
  const body = trimBlanks(keeps ? pattern.slice(1) : pattern);
  if (body === '' || body === '/' || (!keeps && body.startsWith('#'))) return undefined;
  const foldersOnly = body.endsWith('/');
  const glob = foldersOnly ? body.slice(0, -1) : body;
  const anchored = glob.includes('/');
  const source = globSource(glob.replace(/^\//, ''));
  return { matches: new RegExp(`^${anchored ? '' : '(?:.*/)?'}${source}$`, 'su'), foldersOnly, keeps };
}

/** Blanks at the end do not count unless they are escaped. */
function trimBlanks(text: string): string {
  return text.replace(/(?<!\\) +$/, '');
}

const TOKENS = /\*\*\/|\/\*\*$|\*+|\?|\[(?:[!^])?\]?[^\]]*\]|\\.|[^*?[\\]|[[\\]/gsu;

function globSource(glob: string): string {
  return (glob.match(TOKENS) ?? []).map(tokenSource).join('');
}

function tokenSource(token: string): string {
  if (token === '**/') return '(?:.*/)?';
  if (token === '/**') return '/.*';
  if (token.startsWith('*')) return '[^/]*';
  if (token === '?') return '[^/]';
  if (token.length > 2 && token.startsWith('[')) return classSource(token);
  return literalSource(token.startsWith('\\') && token.length > 1 ? token.slice(1) : token);
}

/** `[!a-z]`: never a slash. A range that goes backwards matches nothing. */
function classSource(token: string): string {
  const negated = /^\[[!^]/.test(token);
  const members = token.slice(negated ? 2 : 1, -1).replace(/[\\\][&|~^]/gu, '\\$&');
  const source = `(?!/)[${negated ? '^' : ''}${members}]`;
  try {
    new RegExp(source, 'u');
    return source;
  } catch {
    return '(?!)';
  }
}

function literalSource(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
