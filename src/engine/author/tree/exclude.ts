import { Glob } from './glob.ts';

/** Says whether an entry (path from the root without a leading slash, as text) is left out. */
export type Excluded = (path: string, isFolder: boolean) => boolean;

interface Rule {
  readonly glob: Glob;
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
    const last = rules.findLast((rule) => (isFolder || !rule.foldersOnly) && rule.glob.matches(path));
    return last !== undefined && !last.keeps;
  };
}

function ruleOf(pattern: string): Rule | undefined {
  const keeps = pattern.startsWith('!');
  const body = trimBlanks(keeps ? pattern.slice(1) : pattern);
  if (body === '' || body === '/' || (!keeps && body.startsWith('#'))) return undefined;
  const foldersOnly = body.endsWith('/');
  const text = foldersOnly ? body.slice(0, -1) : body;
  const glob = new Glob(text.startsWith('/') ? text.slice(1) : text, text.includes('/'));
  return { glob, foldersOnly, keeps };
}

/** Blanks at the end do not count unless they are escaped. */
function trimBlanks(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ') end--;
  return text.slice(0, end < text.length && text[end - 1] === '\\' ? end + 1 : end);
}
