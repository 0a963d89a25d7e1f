import { textOfBytes } from '../../bytes/codec/byte-text.ts';
import { folderOf } from './walk.ts';

/**
 * Names that were taken in a folder, for file systems on which several names are one: capitals and small letters, composed and
 * decomposed accents, dots and blanks at the end. Only of the folder whose entries come now.
 */
export class TakenNames {
  #folder: string | undefined;
  readonly #paths = new Map<string, string>();

  /** Takes a name. @returns the path of the first one that may be the same */
  add(path: string): string | undefined {
    const folder = folderOf(path);
    if (folder !== this.#folder) this.#paths.clear();
    this.#folder = folder;
    const name = folded(path.slice(folder.length + 1));
    const first = this.#paths.get(name);
    if (first === undefined) this.#paths.set(name, path);
    return first;
  }
}

/** Neither dots or blanks at the end, nor letters of several forms. */
const PLAIN = /^[\x21-\x7e ]*[\x21-\x2d\x2f-\x7e]$/;

function folded(name: string): string {
  if (PLAIN.test(name)) return name.toLowerCase();
  let end = name.length;
  while (end > 1 && (name[end - 1] === '.' || name[end - 1] === ' ')) end--;
  return textOfBytes(name.slice(0, end)).normalize('NFC').toLowerCase();
}
