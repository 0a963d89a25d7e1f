import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The name of a plain file in a folder as it is there. Names in sheets come from systems where letters in either case are the same.
 *
 * @returns undefined where there is none, or where several differ from it in the case of letters alone
 */
export function nameBeside(folder: string, name: string): string | undefined {
  if (isPlainFile(join(folder, name))) return name;
  const wanted = name.toLowerCase();
  const alike = namesIn(folder).filter((one) => one.toLowerCase() === wanted);
  const [only] = alike;
  return only !== undefined && alike.length === 1 && isPlainFile(join(folder, only)) ? only : undefined;
}

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
