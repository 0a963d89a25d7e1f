import { fatNameKey } from '../../bytes/formats/fat/legal-name.ts';
import { present } from '../../contract/failure/present.ts';
import type { MadeContent } from '../content/file-source.ts';

/** A file that is not in the tree, or whose content is another one there. */
export interface AddedFile {
  readonly sizeBytes: number;
  readonly content: MadeContent;
  /** It goes before one of the same name in the tree. */
  readonly replaces?: boolean;
}

/** Folders and files that come to those of a tree; what the tree has itself goes before them. */
export class AddedFolder {
  readonly #entries = new Map<string, { readonly name: string; readonly entry: AddedFolder | AddedFile }>();

  /** The folder of that name, made when it is not there. Undefined where a file has the name. */
  folder(name: string): AddedFolder | undefined {
    this.put(name, new AddedFolder());
    const found = this.get(name);
    return found instanceof AddedFolder ? found : undefined;
  }

  /** Nothing that is there is replaced. */
  put(name: string, entry: AddedFolder | AddedFile): void {
    const key = fatNameKey(name);
    if (!this.#entries.has(key)) this.#entries.set(key, { name, entry });
  }

  get(name: string): AddedFolder | AddedFile | undefined {
    return this.#entries.get(fatNameKey(name))?.entry;
  }

  /** Everything of another one; what is there already stays. */
  putAll(other: AddedFolder): void {
    for (const { name, entry } of other.entries()) {
      const own = entry instanceof AddedFolder ? this.folder(name) : undefined;
      if (own && entry instanceof AddedFolder) own.putAll(entry);
      else if (!(entry instanceof AddedFolder)) this.put(name, entry);
    }
  }

  /** In the order of their keys. */
  entries(): { readonly name: string; readonly entry: AddedFolder | AddedFile }[] {
    const keys = [...this.#entries.keys()].sort((a, b) => (a < b ? -1 : 1));
    return keys.map((key) => present(this.#entries.get(key)));
  }
}

/** A file whose bytes are in memory. */
export function madeFile(bytes: Uint8Array): AddedFile {
  return {
    sizeBytes: bytes.length,
    content: {
      read: async (atByte, into) => into.set(bytes.subarray(atByte, atByte + into.length)),
    },
  };
}
