import { createHash } from 'node:crypto';
import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import { present } from '../../contract/failure/present.ts';
import type { Tree } from '../tree/tree.ts';
import type { BoundChecksums, ReadFiles } from './checksum-file.ts';
import { type ListLine, lineWith } from './checksum-lists.ts';
import type { ContentSource } from './content-source.ts';
import type { FilePlaces } from './file-section.ts';
import type { MadeContent } from './file-source.ts';

/** A line of a list as it will be. */
export interface KeptLine {
  readonly line: ListLine;
  /** Where it stands now, when that is another place. */
  readonly moved?: string | undefined;
  /** The file it tells of; undefined: nothing is known of it, and the line stays. */
  readonly node?: number | undefined;
  /** The file has other bytes than before. */
  readonly isOther?: boolean;
}

const WINDOW_BYTES = 1 << 20;

/**
 * A checksum file of an image whose lines stay true when files are changed, moved or taken out, and when loaders are told where they
 * lie. Its size is known beforehand: hashes have one length.
 */
export class KeptList implements MadeContent, BoundChecksums {
  readonly sizeBytes: number;
  readonly #lines: readonly KeptLine[];
  readonly #rest: string;
  readonly #tree: Tree;
  readonly #source: Pick<ContentSource, 'read'>;
  #bound: { readonly places: FilePlaces; readonly read: ReadFiles } | undefined;
  /** Nodes that are patched where they stand in the image. */
  #patched: ReadonlySet<number> = new Set();
  #text: Promise<Buffer> | undefined;
  #isBlank = false;

  constructor(
    { tree, source }: { readonly tree: Tree; readonly source: Pick<ContentSource, 'read'> },
    lines: readonly KeptLine[],
    rest: string,
  ) {
    this.#tree = tree;
    this.#source = source;
    this.#lines = lines;
    this.#rest = rest;
    this.sizeBytes = this.#textWith((line) => line.hash).length;
  }

  bind(places: FilePlaces, read: ReadFiles): void {
    this.#bound = { places, read };
  }

  /** What loaders and the boot catalogue get told in the image. */
  patch(nodes: ReadonlySet<number>): void {
    this.#patched = nodes;
  }

  get totalBytes(): number {
    return this.#others().reduce((sum, { node }) => sum + this.#tree.sizeOf(present(node)), 0);
  }

  async make(onRead: (bytes: number) => void): Promise<void> {
    this.#text ??= this.#make(onRead);
    await this.#text;
  }

  leaveBlank(): void {
    this.#isBlank = true;
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    if (this.#isBlank) return void into.fill(0);
    this.#text ??= this.#make();
    into.set((await this.#text).subarray(atByte, atByte + into.length));
  }

  #others(): KeptLine[] {
    return this.#lines.filter(
      ({ node, isOther }) => node !== undefined && (isOther || this.#patched.has(node)),
    );
  }

  async #make(onRead: (bytes: number) => void = () => {}): Promise<Buffer> {
    const hashes = new Map<ListLine, string>();
    for (const { line, node } of this.#others())
      hashes.set(line, await this.#hash(present(node), line.algorithm, onRead));
    return Buffer.from(
      this.#textWith((line) => hashes.get(line) ?? line.hash),
      'latin1',
    );
  }

  async #hash(node: number, algorithm: string, onRead: (bytes: number) => void): Promise<string> {
    const hash = createHash(algorithm);
    const sizeBytes = this.#tree.sizeOf(node);
    for (let atByte = 0; atByte < sizeBytes; atByte += WINDOW_BYTES) {
      const into = new Uint8Array(Math.min(WINDOW_BYTES, sizeBytes - atByte));
      await this.#readAt(node, atByte, into);
      hash.update(into);
      onRead(into.length);
    }
    return hash.digest('hex');
  }

  async #readAt(node: number, atByte: number, into: Uint8Array): Promise<void> {
    if (!this.#patched.has(node)) return this.#source.read([{ node, atByte, into }]);
    const { places, read } = present(this.#bound);
    return read(present(places.dataSector[node]) * SECTOR_BYTES + atByte, into);
  }

  #textWith(hashOf: (line: ListLine) => string): string {
    const lines = this.#lines.map(
      ({ line, moved }) => `${line.before}${lineWith(line, hashOf(line), moved)}`,
    );
    return `${lines.join('')}${this.#rest}`;
  }
}
