import { BLOCK_BYTES, blocksFor } from '../../bytes/formats/udf/block.ts';
import {
  IS_DIRECTORY,
  IS_PARENT,
  identifierBytes,
  writeIdentifier,
} from '../../bytes/formats/udf/file-identifier.ts';
import { lastNotBehind } from '../../bytes/ranges/search.ts';
import { present } from '../../contract/failure/present.ts';
import { LEFT_OUT, type UdfTree } from './udf-tree.ts';

/** Blocks of the partition where things begin. */
export interface UdfPlaces {
  readonly entriesBlock: number;
  readonly directoriesBlock: number;
  readonly extraBlock: number;
  readonly filesBlock: number;
}

/** The directories of the UDF tree, one after the other, each from a block of its own. ECMA-167 4/8.6. */
export class UdfDirectories {
  /** By ordinal: from the first directory on; one more at the end. */
  readonly firstBlock: Uint32Array;
  /** By ordinal: bytes of its descriptors. */
  readonly lengthBytes: Float64Array;
  readonly #udf: UdfTree;

  constructor(udf: UdfTree) {
    this.#udf = udf;
    const { folders } = udf.tree;
    this.firstBlock = new Uint32Array(folders.length + 1);
    this.lengthBytes = new Float64Array(folders.length);
    for (let ordinal = 0; ordinal < folders.length; ordinal++) {
      this.lengthBytes[ordinal] = this.#isShown(ordinal) ? this.#measure(ordinal) : 0;
      this.firstBlock[ordinal + 1] =
        present(this.firstBlock[ordinal]) + blocksFor(present(this.lengthBytes[ordinal]));
    }
  }

  #isShown(ordinal: number): boolean {
    return this.#udf.entryOf[this.#udf.tree.folderAt(ordinal)] !== LEFT_OUT;
  }

  get blocks(): number {
    return present(this.firstBlock.at(-1));
  }

  *#children(ordinal: number): Generator<number> {
    const { tree, entryOf } = this.#udf;
    const first = tree.firstChildOf(ordinal);
    for (let node = first; node < first + tree.childCountOf(ordinal); node++)
      if (entryOf[node] !== LEFT_OUT) yield node;
  }

  #measure(ordinal: number): number {
    let bytes = identifierBytes('');
    for (const node of this.#children(ordinal)) bytes += identifierBytes(this.#udf.nameOf(node));
    return bytes;
  }

  /** The identifiers of a folder in whole blocks: the parent first. ECMA-167 4/14.4.3. */
  render(ordinal: number, places: UdfPlaces): Uint8Array {
    const { tree, entryOf } = this.#udf;
    const firstBlock = places.directoriesBlock + present(this.firstBlock[ordinal]);
    const bytes = new Uint8Array(blocksFor(present(this.lengthBytes[ordinal])) * BLOCK_BYTES);
    let at = 0;
    const put = (name: string, node: number, characteristics: number) => {
      const entryBlock = places.entriesBlock + present(entryOf[node]);
      const location = firstBlock + Math.floor(at / BLOCK_BYTES);
      at += writeIdentifier(bytes, at, { name, characteristics, entryBlock, location });
    };
    put('', tree.parentOf(tree.folderAt(ordinal)), IS_PARENT | IS_DIRECTORY);
    for (const node of this.#children(ordinal))
      put(this.#udf.nameOf(node), node, tree.isFolder(node) ? IS_DIRECTORY : 0);
    return bytes;
  }

  /** The folder that holds a block. */
  ordinalAt(block: number): number {
    return lastNotBehind(this.lengthBytes.length, (folder) => present(this.firstBlock[folder]) > block);
  }
}
