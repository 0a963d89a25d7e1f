import { type PlatformPath, posix, win32 } from 'node:path';

// Paths of this machine as text: screens and plans use them without a file system. Paths inside an image are another
// thing: those have `/` everywhere.

export type PathStyle = 'posix' | 'win32';

const styles: { readonly [S in PathStyle]: PlatformPath } = { posix, win32 };

let style: PathStyle = process.platform === 'win32' ? 'win32' : 'posix';

/** Which paths this machine has. */
export function pathStyle(): PathStyle {
  return style;
}

/** From now on paths are of this style; tests of one system try the other with it. */
export function usePathStyle(chosen: PathStyle): void {
  style = chosen;
}

/** `node:path` of the style that is used. */
export const paths = (): PlatformPath => styles[style];

/**
 * Leads to the same place from every folder: `/x`; on Windows with a drive or a share in front, since `\x` is on
 * whichever drive is the current one, and `C:x` in whichever folder of it.
 */
export function isWhole(path: string): boolean {
  return style === 'posix' ? path.startsWith('/') : /^(?:[a-z]:[\\/]|[\\/]{2}[^\\/])/i.test(path);
}

/** What a whole path begins with, as an example. */
export function rootExample(): string {
  return style === 'posix' ? '/' : 'C:\\';
}

/** Ends as a folder is written. */
export function endsAsFolder(path: string): boolean {
  return style === 'posix' ? path.endsWith('/') : /[\\/]$/.test(path);
}

/** The last separator and all before it; empty without one. */
export function folderPart(path: string): string {
  return (style === 'posix' ? /^.*\//s : /^(?:.*[\\/]|[a-z]:(?![\\/]))/is).exec(path)?.[0] ?? '';
}

/** `path` is the folder, or below it. Windows tells names apart without regard to case. */
export function isInside(path: string, folder: string): boolean {
  const way = paths().relative(alike(folder), alike(path));
  return way === '' || !(way === '..' || way.startsWith(`..${paths().sep}`) || paths().isAbsolute(way));
}

const alike = (path: string): string => (style === 'posix' ? path : path.toLowerCase());
