/** Reads a small file of a tree as text; undefined for what is not there. */
export type Peek = (path: string) => Promise<string | undefined>;

/**
 * The version of what is in a tree, as it states it: an installed Linux in os-release (os-release(5)), the media of Debian and its
 * family in `.disk/info`, those of Fedora and its family in `.treeinfo`, those of Arch in `arch/version`.
 */
export async function versionInTree(peek: Peek): Promise<string | undefined> {
  const places: readonly [string, (text: string) => string | undefined][] = [
    ['etc/os-release', osRelease],
    ['usr/lib/os-release', osRelease],
    ['.disk/info', versionInLine],
    ['.treeinfo', treeInfo],
    ['arch/version', (text) => plain(text.split('\n')[0])],
  ];
  for (const [path, versionOf] of places) {
    const text = await peek(path);
    const version = text === undefined ? undefined : versionOf(text);
    if (version !== undefined) return version;
  }
  return undefined;
}

/** `Debian GNU/Linux 12.9.0 "Bookworm" …` → `12.9.0` */
export function versionInLine(text: string): string | undefined {
  return /\b\d+(?:\.\d+)+\b|\b\d{2,}\b/.exec(text.split('\n')[0] ?? '')?.[0];
}

/** A rolling one has no VERSION_ID, and maybe the name of its build. */
function osRelease(text: string): string | undefined {
  return assigned(text, 'VERSION_ID') ?? assigned(text, 'BUILD_ID');
}

/** Other sections have versions of other things: [header] that of the form. */
function treeInfo(text: string): string | undefined {
  const atLetter = ['[general]', '[release]'].map((name) => text.indexOf(name)).find((at) => at >= 0);
  return atLetter === undefined ? undefined : assigned(text.slice(atLetter), 'version');
}

/** `NAME=value`, `NAME = "value"`: the first one counts. */
function assigned(text: string, name: string): string | undefined {
  const line = text.split('\n').find((one) => one.slice(0, Math.max(0, one.indexOf('='))).trim() === name);
  return line === undefined ? undefined : plain(unquoted(line.slice(line.indexOf('=') + 1).trim()));
}

function unquoted(text: string): string {
  const [quote = ''] = text;
  const isQuoted = text.length > 1 && `"'`.includes(quote) && text.endsWith(quote);
  return isQuoted ? text.slice(1, -1) : text;
}

const plain = (text: string | undefined): string | undefined => text?.trim() || undefined;
