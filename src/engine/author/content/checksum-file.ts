import { createHash, type Hash } from 'node:crypto';
import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import { firstBehind } from '../../bytes/ranges/search.ts';
import { present } from '../../contract/failure/present.ts';
import type { Tree } from '../tree/tree.ts';
import type { FilePlaces } from './file-section.ts';
import type { MadeContent } from './file-source.ts';

export type ChecksumKind = 'md5' | 'sha256';

/** What Debian's media and coreutils call them. */
export const checksumFileNames: Readonly<Record<ChecksumKind, string>> = {
  md5: 'md5sum.txt',
  sha256: 'SHA256SUMS',
};

const DIGEST_BYTES: Readonly<Record<ChecksumKind, number>> = { md5: 16, sha256: 32 };
const WINDOW_BYTES = 4 << 20;

/** Reads the contents of files as they stand in the image: with what is patched in them. */
export type ReadFiles = (atByte: number, into: Uint8Array) => Promise<void>;

/** Checksums that stand in an image and are made of its files. */
export interface BoundChecksums {
  /** How many bytes are read for it. */
  readonly totalBytes: number;
  /** Where the contents are. Before the first read. */
  bind(places: FilePlaces, read: ReadFiles): void;
  /** Makes it now; `onRead` is told how many bytes were read since it was told last. */
  make(onRead: (bytes: number) => void): Promise<void>;
  /** Zeros in place of the lines: nothing is read for them. */
  leaveBlank(): void;
}

/**
 * A file with the checksums of all others, for `md5sum -c` in the root. Its size follows from the names; the files are
 * read once more, in the order they lie in, when its content is first asked for. Memory: the digests.
 */
export class ChecksumFile implements MadeContent, BoundChecksums {
  readonly sizeBytes: number;
  readonly #tree: Tree;
  readonly #node: number;
  readonly #kind: ChecksumKind;
  /** The files it names. */
  readonly #files: Uint32Array;
  /** By line: where it ends. */
  readonly #lineEnd: Float64Array;
  #source: { readonly places: FilePlaces; readonly read: ReadFiles } | undefined;
  #digests: Promise<Digests> | undefined;
  #isBlank = false;

  /** Files that a tree of names does not show cannot be checked in it: they are not named. */
  constructor(tree: Tree, node: number, kind: ChecksumKind, isHidden: (node: number) => boolean) {
    this.#tree = tree;
    this.#node = node;
    this.#kind = kind;
    this.#files = filesOf(tree, (file) => file === node || isHidden(file));
    this.#lineEnd = new Float64Array(this.#files.length);
    let end = 0;
    this.#files.forEach((file, line) => {
      end += lineOf(tree, file, '').length + 2 * DIGEST_BYTES[kind];
      this.#lineEnd[line] = end;
    });
    this.sizeBytes = end;
  }

  /** Where the contents are. Before the first read. */
  bind(places: FilePlaces, read: ReadFiles): void {
    this.#source = { places, read };
  }

  /** How many bytes are read for it. */
  get totalBytes(): number {
    const { places } = present(this.#source);
    return places.nodes.reduce((sum, node) => sum + (node === this.#node ? 0 : this.#tree.sizeOf(node)), 0);
  }

  /** Makes it now; `onRead` is told how many bytes were read since it was told last. */
  async make(onRead: (bytes: number) => void): Promise<void> {
    this.#digests ??= this.#hashAll(onRead);
    await this.#digests;
  }

  /** Zeros in place of the lines: nothing is read for them. */
  leaveBlank(): void {
    this.#isBlank = true;
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    if (this.#isBlank) return void into.fill(0);
    this.#digests ??= this.#hashAll();
    const digests = await this.#digests;
    let line = this.#lineAt(atByte);
    for (let done = 0; done < into.length; line++) {
      const from = atByte + done - (line === 0 ? 0 : present(this.#lineEnd[line - 1]));
      const node = present(this.#files[line]);
      const text = lineOf(this.#tree, node, digests.hexOf(node));
      const part = Buffer.from(text, 'latin1').subarray(from, from + into.length - done);
      into.set(part, done);
      done += part.length;
    }
  }

  /** The line that holds a byte. */
  #lineAt(atByte: number): number {
    return firstBehind(this.#lineEnd.length - 1, (line) => present(this.#lineEnd[line]) > atByte);
  }

  async #hashAll(onRead: (bytes: number) => void = () => {}): Promise<Digests> {
    const { places, read } = present(this.#source);
    const digests = new Digests(this.#tree, this.#kind);
    const window = new FilesWindow(places, read, this.#node);
    for (const node of places.nodes) {
      if (node === this.#node) continue;
      const hash = createHash(this.#kind);
      await window.feed(node, this.#tree.sizeOf(node), hash, onRead);
      digests.keep(node, hash.digest());
    }
    return digests;
  }
}

/** Digests of files by node; those without content have that of nothing, hard links that of their first name. */
class Digests {
  readonly #tree: Tree;
  readonly #bytes: number;
  readonly #all: Buffer;
  readonly #index: Uint32Array;
  #used = 1;

  constructor(tree: Tree, kind: ChecksumKind) {
    this.#tree = tree;
    this.#bytes = DIGEST_BYTES[kind];
    this.#all = Buffer.alloc(this.#bytes * (tree.count + 1));
    this.#index = new Uint32Array(tree.count);
    createHash(kind).digest().copy(this.#all);
  }

  keep(node: number, digest: Buffer): void {
    this.#index[node] = this.#used;
    digest.copy(this.#all, this.#bytes * this.#used++);
  }

  hexOf(node: number): string {
    const start = this.#bytes * present(this.#index[this.#tree.sameAs.get(node) ?? node]);
    return this.#all.toString('hex', start, start + this.#bytes);
  }
}

/** Reads files that lie behind each other many at a time, and never the one that is being made. */
class FilesWindow {
  readonly #places: FilePlaces;
  readonly #read: ReadFiles;
  readonly #madeAtByte: number;
  readonly #buffer = new Uint8Array(new SharedArrayBuffer(WINDOW_BYTES));
  #startByte = 0;
  #lengthBytes = 0;

  constructor(places: FilePlaces, read: ReadFiles, madeNode: number) {
    this.#places = places;
    this.#read = read;
    this.#madeAtByte = present(places.dataSector[madeNode]) * SECTOR_BYTES;
  }

  async feed(node: number, sizeBytes: number, hash: Hash, onRead: (bytes: number) => void): Promise<void> {
    const start = present(this.#places.dataSector[node]) * SECTOR_BYTES;
    for (let at = start; at < start + sizeBytes; ) {
      if (at < this.#startByte || at >= this.#startByte + this.#lengthBytes) await this.#fill(at);
      const from = at - this.#startByte;
      const part = this.#buffer.subarray(from, Math.min(this.#lengthBytes, from + start + sizeBytes - at));
      hash.update(part);
      onRead(part.length);
      at += part.length;
    }
  }

  async #fill(atByte: number): Promise<void> {
    const end = this.#places.sectors * SECTOR_BYTES;
    const stop = atByte < this.#madeAtByte ? this.#madeAtByte : end;
    this.#startByte = atByte;
    this.#lengthBytes = Math.min(WINDOW_BYTES, stop - atByte);
    await this.#read(atByte, this.#buffer.subarray(0, this.#lengthBytes));
  }
}

function filesOf(tree: Tree, isLeftOut: (node: number) => boolean): Uint32Array {
  const files: number[] = [];
  for (let node = 0; node < tree.count; node++) if (tree.isFile(node) && !isLeftOut(node)) files.push(node);
  return Uint32Array.from(files);
}

/** A line as coreutils write it (byte string): one that begins with a backslash has line ends and backslashes escaped. */
function lineOf(tree: Tree, node: number, hex: string): string {
  const path = `.${tree.bytePathOf(node)}`;
  if (!/[\\\n]/.test(path)) return `${hex}  ${path}\n`;
  return `\\${hex}  ${path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n`;
}
