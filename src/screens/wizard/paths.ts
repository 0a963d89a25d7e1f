/** Paths as this program shows them: absolute, with `/`. Pure text, so that screens need no file system. */

import { shownAddress } from '../../engine/contract/failure/shown-address.ts';

export function joinPath(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

export function parentOf(path: string): string {
  const cut = withoutSlashes(path).lastIndexOf('/');
  return cut <= 0 ? '/' : path.slice(0, cut);
}

export function nameOf(path: string): string {
  return withoutSlashes(shownAddress(path)).split('/').at(-1) || '/';
}

/** Those at the end. */
function withoutSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end--;
  return path.slice(0, end);
}

/** A path made absolute: `~` is home, anything else not rooted is below `cwd`; `.` and `..` are worked out. */
export function resolvePath(
  path: string,
  { cwd, home }: { readonly cwd: string; readonly home: string },
): string {
  if (path === '~' || path.startsWith('~/')) return tidy(home + path.slice(1));
  return tidy(path.startsWith('/') ? path : joinPath(cwd, path));
}

export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

function tidy(path: string): string {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}
