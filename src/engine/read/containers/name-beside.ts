import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The name of a plain file in a folder as it is there. Names in sheets come from systems where letters in either case are the same, and
 * so are accented letters in one piece (NFC) or in two (NFD).
 *
 * @returns undefined where there is none, or where several differ from it in nothing else
 */
export function nameBeside(folder: string, name: string): string | undefined {
  if (isPlainFile(join(folder, name))) return name;
  const wanted = foldedName(name);
  const alike = namesIn(folder).filter((one) => foldedName(one) === wanted);
  const [only] = alike;
  return only !== undefined && alike.length === 1 && isPlainFile(join(folder, only)) ? only : undefined;
}

/** The same for names that some systems take for one. */
export const foldedName = (name: string): string => name.normalize('NFC').toLowerCase();

export function isPlainFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Nothing of a folder that cannot be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * Where files lie that belong to one: beside its name, and beside the file itself when that name is a link. Parts of one are often linked to by
 * its first alone.
 */
export function foldersBeside(path: string): readonly string[] {
  return [...new Set([dirname(path), dirname(placeOf(path))])];
}

/** What a link leads to; a path that leads nowhere stays as it is. */
export function placeOf(path: string): string {
  try {
    return lstatSync(path).isSymbolicLink() ? realpathSync(path) : path;
  } catch {
    return path;
  }
}

/** Where a part lies, or would lie. */
export function partPlace(path: string, name: string): string {
  const places = foldersBeside(path).map((folder) => join(folder, name));
  return places.find(isPlainFile) ?? join(dirname(path), name);
}

/** `nameBeside` in either folder. */
export function namedBeside(path: string, name: string): string | undefined {
  return foldersBeside(path)
    .map((folder) => nameBeside(folder, name))
    .find((found) => found !== undefined);
}
