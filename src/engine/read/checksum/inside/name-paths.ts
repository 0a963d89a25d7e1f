import { present } from '../../../contract/failure/present.ts';

/** Longer paths than any system opens. */
const LONGEST_PATH = 4096;
/** Comes before every other character: the paths below a folder stand together when sorted. */
const SEPARATOR = '\0';

/**
 * The names on the way from the root of an image to what a checksum file names, joined by NUL; nothing for what leads out of
 * the image. `folder` is such a key itself.
 */
export function pathKey(name: string, folder = ''): string | undefined {
  if (name.length > LONGEST_PATH || name.includes(SEPARATOR)) return undefined;
  const names = name.startsWith('/') || folder === '' ? [] : folder.split(SEPARATOR);
  for (const part of name.split('/')) {
    if (part === '..' && names.pop() === undefined) return undefined;
    if (part !== '' && part !== '.' && part !== '..') names.push(part);
  }
  const key = names.join(SEPARATOR);
  return key === '' || key.length > LONGEST_PATH ? undefined : key;
}

/** Keys that go on with the same name. */
export interface Branch {
  readonly name: string;
  /** One of them ends here. */
  readonly isEnd: boolean;
  /** Those that go on, as a stretch of the sorted keys. */
  readonly from: number;
  readonly to: number;
}

/** The next names of a stretch of sorted keys, of which `depth` characters are behind. */
export function branches(keys: readonly string[], from: number, to: number, depth: number): Branch[] {
  const found: Branch[] = [];
  for (let at = from; at < to; ) {
    const key = present(keys[at]);
    const cut = key.indexOf(SEPARATOR, depth);
    const name = cut === -1 ? key.slice(depth) : key.slice(depth, cut);
    const isEnd = cut === -1;
    const first = isEnd ? at + 1 : at;
    const prefix = key.slice(0, depth) + name + SEPARATOR;
    at = first;
    while (at < to && present(keys[at]).startsWith(prefix)) at++;
    found.push({ name, isEnd, from: first, to: at });
  }
  return found;
}

/** The key without the last name. */
export function folderOf(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf(SEPARATOR)));
}

/** A name behind the key of a folder, of which nothing is the root. */
export function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}${SEPARATOR}${name}`;
}

/** As a link's target and what follows it. */
export function asPath(key: string): string {
  return key.replaceAll(SEPARATOR, '/');
}
