/** Paths as this program shows them: absolute, with `/`. Pure text, so that screens need no file system. */

export function joinPath(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

export function parentOf(path: string): string {
  const cut = path.replace(/\/+$/, '').lastIndexOf('/');
  return cut <= 0 ? '/' : path.slice(0, cut);
}

export function nameOf(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) || '/';
}

/** A typed path made absolute: `~` is home, anything else not rooted is below `cwd`; `.` and `..` are worked out. */
export function resolvePath(
  typed: string,
  { cwd, home }: { readonly cwd: string; readonly home: string },
): string {
  const text = typed.trim();
  if (text === '~' || text.startsWith('~/')) return tidy(home + text.slice(1));
  return tidy(text.startsWith('/') ? text : joinPath(cwd, text));
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
