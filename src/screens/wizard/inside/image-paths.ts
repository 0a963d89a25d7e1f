/** Paths inside an image: `/a/b`, on every system. */

export function joinInside(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

export function parentInside(path: string): string {
  const cut = withoutEnd(path).lastIndexOf('/');
  return cut <= 0 ? '/' : path.slice(0, cut);
}

export function nameInside(path: string): string {
  return withoutEnd(path).split('/').at(-1) || '/';
}

/** Without slashes at the end. */
function withoutEnd(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end--;
  return path.slice(0, end);
}
