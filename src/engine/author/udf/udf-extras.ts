import { type Content, extraBlocksFor, writeExtraBlock } from '../../bytes/formats/udf/allocation.ts';
import { present } from '../../contract/failure/present.ts';
import type { FilePlaces } from '../content/file-section.ts';
import type { Tree } from '../tree/tree.ts';
import type { UdfPlaces } from './udf-directories.ts';

/** Blocks with the allocation descriptors that did not fit into the entries of very large files. ECMA-167 4/14.5. */
export class UdfExtras {
  readonly #tree: Tree;
  readonly #dataSector: Uint32Array;
  readonly #firstOf = new Map<number, number>();
  /** By block: whose it is. */
  readonly #owner: number[] = [];

  constructor(tree: Tree, { nodes, dataSector }: FilePlaces) {
    this.#tree = tree;
    this.#dataSector = dataSector;
    for (const node of nodes) {
      const blocks = extraBlocksFor(tree.sizeOf(node));
      if (blocks === 0) continue;
      this.#firstOf.set(node, this.#owner.length);
      for (let i = 0; i < blocks; i++) this.#owner.push(node);
    }
  }

  get blocks(): number {
    return this.#owner.length;
  }

  firstOf(node: number): number {
    return this.#firstOf.get(node) ?? 0;
  }

  /** Writes a block into zeros. */
  write(bytes: Uint8Array, at: number, index: number, places: UdfPlaces): void {
    const node = present(this.#owner[index]);
    const first = this.firstOf(node);
    const content: Content = {
      firstBlock: places.filesBlock + present(this.#dataSector[node]),
      sizeBytes: this.#tree.sizeOf(node),
      extraBlock: places.extraBlock + first,
    };
    writeExtraBlock(bytes, at, content, index - first);
  }
}
