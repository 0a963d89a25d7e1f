import type { BootNote } from '../../contract/events/boot-facts.ts';
import type { Tree } from '../tree/tree.ts';
import { findFile } from '../tree/tree-lookup.ts';
import type { OriginalPart } from './boot-plan.ts';
import type { Kept } from './inherit-table.ts';
import { isOwnTree, type Original, type OriginalBoot, type OriginalThing } from './original.ts';

/**
 * Boot images of an original in a new image: files of the new tree where it has them, else bytes of the original that become
 * sections of their own.
 */
export class OriginalImages {
  /** The new tree is the original's own, changed or not. */
  readonly isOwnTree: boolean;
  readonly notes: BootNote[] = [];
  readonly #original: Original;
  readonly #boot: OriginalBoot;
  readonly #tree: Tree;
  readonly #kept = new Map<number, Kept>();

  constructor(original: Original, boot: OriginalBoot, tree: Tree) {
    this.#original = original;
    this.#boot = boot;
    this.#tree = tree;
    this.isOwnTree = isOwnTree(original, tree);
  }

  /** What was kept of the original outside the tree, in its order. */
  get parts(): readonly OriginalPart[] {
    const inOrder = [...this.#kept].sort(([a], [b]) => a - b);
    return inOrder.flatMap(([, { image }]) => (image !== 'built-esp' && 'part' in image ? [image] : []));
  }

  keptAt(startByte: number): Kept | undefined {
    const thing = this.#boot.things.get(startByte);
    return thing && !this.isRemoved(thing) ? this.keep(thing) : undefined;
  }

  /** A change took away the file that it was. */
  isRemoved({ node }: OriginalThing): boolean {
    return node !== undefined && this.isOwnTree && this.#inTree(node) === undefined;
  }

  isRemovedAt(startByte: number): boolean {
    const thing = this.#boot.things.get(startByte);
    return thing !== undefined && this.isRemoved(thing);
  }

  keep(thing: OriginalThing): Kept {
    const known = this.#kept.get(thing.startByte);
    if (known) return known;
    const node = this.#nodeOf(thing);
    const kept =
      node === undefined
        ? { image: this.#part(thing), sizeBytes: thing.sizeBytes }
        : { image: { node }, sizeBytes: this.#tree.sizeOf(node) };
    this.#kept.set(thing.startByte, kept);
    return kept;
  }

  /** The file that holds the boot catalogue. */
  catalogue(): number | undefined {
    const { catalogueByte } = this.#boot;
    const { tree, contents } = this.#original;
    for (let node = 0; node < tree.count; node++)
      if (tree.isFile(node) && tree.sizeOf(node) > 0 && contents.startOf(node) === catalogueByte)
        return this.#inTree(node);
    return undefined;
  }

  #nodeOf({ node }: OriginalThing): number | undefined {
    if (node === undefined) return undefined;
    const here = this.#inTree(node);
    if (here === undefined) this.notes.push({ code: 'image-taken', about: this.#original.tree.pathOf(node) });
    return here;
  }

  #inTree(node: number): number | undefined {
    const { tree, edited } = this.#original;
    if (this.#tree === tree) return node;
    const path = tree.pathOf(node);
    const here = findFile(this.#tree, path);
    // What stands in its place is it; where nothing does, what was moved is.
    const isThere = here !== undefined && (!edited || this.#tree.pathOf(here) === path);
    const found = isThere ? here : edited?.placeOf(node);
    return found === undefined ? undefined : (this.#tree.sameAs.get(found) ?? found);
  }

  #part({ startByte, sizeBytes }: OriginalThing): OriginalPart {
    const { image } = this.#original;
    return {
      part: `original-sector-${startByte / 2048}`,
      sizeBytes,
      read: (atByte, into) => image.read(startByte + atByte, into),
    };
  }
}
