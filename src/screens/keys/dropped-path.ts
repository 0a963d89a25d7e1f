import { isWhole, pathStyle } from '../../engine/contract/plan/path-style.ts';

/**
 * The path in a text that was pasted or dropped on the terminal. Terminals write a dropped file as `'/a b'`, `"/a b"`,
 * `/a\ b` or `file:///a%20b`, mostly with a space behind; several files come one after the other: the first counts.
 */
export function droppedPath(text: string): string | undefined {
  const trimmed = text.trim();
  const [first = ''] = trimmed.split(/[\r\n]/);
  if (first.startsWith("'")) return rooted(singleQuoted(first));
  if (first.startsWith('file://')) return rooted(fromUrl(first));
  // No name has a quote in it there, and a backslash escapes nothing.
  if (onWindows()) return rooted(first.startsWith('"') ? first.slice(1).split('"')[0] : first);
  if (first.startsWith('"'))
    return rooted(/^"((?:[^"\\]|\\.)*)"?/.exec(first)?.[1]?.replace(/\\(["\\$`])/g, '$1'));
  return rooted(unescaped(first));
}

/** GNOME writes `'it'\''s'` for a name with a quote in it. */
function singleQuoted(text: string): string {
  return (/^(?:'[^']*'|\\')+/.exec(text)?.[0] ?? text).replace(/\\'|'/g, (part) =>
    part === "\\'" ? "'" : '',
  );
}

function fromUrl(url: string): string | undefined {
  const path = url.replace(/^file:\/\/(localhost)?/, '').split(/\s/)[0] ?? '';
  try {
    const text = decodeURIComponent(path);
    return onWindows() ? text.replace(/^\/(?=[a-z]:)/i, '').replaceAll('/', '\\') : text;
  } catch {
    return undefined;
  }
}

/** A path with plain spaces was typed or copied; one with escapes ends at the first plain space. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return (/^(?:\\.|[^\\ ])+/.exec(text)?.[0] ?? text).replace(/\\(.)/g, '$1');
}

function rooted(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const atHome = onWindows() ? /^~([\\/]|$)/ : /^~(\/|$)/;
  return isWhole(path) || atHome.test(path) ? path : undefined;
}

const onWindows = (): boolean => pathStyle() === 'win32';

const LIKELY = {
  posix: /^(\/[^/]+\/|~\/|file:\/\/\/|'\/|"\/)/,
  win32: /^("?[a-z]:[\\/]|"?\\\\[^\\]|~[\\/]|file:\/\/)/i,
};

/**
 * A whole path or address that came in one read from a terminal without bracketed paste, and the keys behind it. `/deb` alone is
 * a filter that was typed fast, or came over a slow line: a bare path needs a second slash.
 */
export function droppedChunk(input: string): { readonly text: string; readonly rest: string } | undefined {
  const end = input.search(/[\r\n]/);
  const text = end < 0 ? input : input.slice(0, end);
  if (/^https?:\/\/[^/]/i.test(text)) return { text, rest: end < 0 ? '' : input.slice(end) };
  const isLikely = text.length >= 4 && LIKELY[pathStyle()].test(text) && droppedPath(text) !== undefined;
  return isLikely ? { text, rest: end < 0 ? '' : input.slice(end) } : undefined;
}
