import { shownAddress } from '../../engine/contract/failure/shown-address.ts';
import { pathStyle, paths } from '../../engine/contract/plan/path-style.ts';

/** Paths of this machine as the wizard shows them: whole, in the system's own writing. Pure text, so that screens need no file system. */

export function joinPath(folder: string, name: string): string {
  const { sep } = paths();
  return isSeparator(folder.at(-1)) ? folder + name : folder + sep + name;
}

/** Of a root: itself. */
export function parentOf(path: string): string {
  return paths().dirname(path);
}

export function nameOf(path: string): string {
  const shown = shownAddress(path);
  return paths().basename(shown) || shown || '/';
}

/** Nothing is above it: `/`, `C:\`, `\\server\share\`. */
export function isRoot(path: string): boolean {
  return parentOf(path) === path;
}

/** Nothing at all is above it: above `C:\` are the other drives. */
export function isTop(path: string): boolean {
  return isRoot(path) && pathStyle() === 'posix';
}

/** A path made whole: `~` is home, anything else not rooted is below `cwd`; `.` and `..` are worked out. */
export function resolvePath(
  path: string,
  { cwd, home }: { readonly cwd: string; readonly home: string },
): string {
  const isAtHome = path[0] === '~' && (path.length === 1 || isSeparator(path[1]));
  const given = isAtHome ? home + path.slice(1) : path;
  return paths().resolve(cwd, given);
}

/** What stands between the names of a path. */
function isSeparator(letter: string | undefined): boolean {
  return letter === '/' || (letter === '\\' && pathStyle() === 'win32');
}
