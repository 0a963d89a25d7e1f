import { textOfBytes } from '../../bytes/codec/byte-text.ts';
import { present } from '../../contract/failure/present.ts';
import { bytePath } from '../../host/files/fs-path.ts';
import type { Tree } from '../tree/tree.ts';
import { LargeFiles } from './large-files.ts';
import { ReadPool } from './read-pool.ts';
import { differenceAt, openFlags, type PlannedFile, troubleFailure } from './source-file.ts';
import { type ChangedFile, TolerantReader } from './tolerant-reader.ts';

/** A part of a file and the memory it goes to. */
export interface Piece {
  readonly node: number;
  /** From the start of the file. */
  readonly atByte: number;
  readonly into: Uint8Array;
}

/** The content of a file that is made. */
export interface MadeContent {
  read(atByte: number, into: Uint8Array): Promise<void>;
}

/** Files up to this size are opened, read and closed in one go; many of them by the workers. */
const SMALL_FILE_BYTES = 1 << 20;
/** Fewer pieces than this are not worth a message to a worker. */
const POOL_FROM_PIECES = 4;
/** Files looked at again in one go at the end; so few are not worth a worker. */
const SETTLE_FILES = 1000;
/** Looks under way at once. */
const SETTLES_IN_FLIGHT = 4;

/**
 * Reads the contents of a tree's files. A file must be as it was when the tree was scanned (size, modification time and
 * inode, looked at after the last byte was read), else the read fails and names it.
 */
export class FileSource {
  readonly #tree: Tree;
  readonly #root: string;
  readonly #followLinks: boolean;
  readonly #large: LargeFiles;
  readonly #pool: ReadPool;
  readonly #tolerant: TolerantReader | undefined;
  readonly #made = new Map<number, MadeContent>();

  constructor(
    folder: string,
    tree: Tree,
    followLinks: boolean,
    padChanged = false,
    pool = new ReadPool(openFlags(followLinks)),
  ) {
    this.#tree = tree;
    this.#root = bytePath(folder);
    this.#followLinks = followLinks;
    this.#large = new LargeFiles(openFlags(followLinks));
    this.#pool = pool;
    if (padChanged) this.#tolerant = new TolerantReader(openFlags(followLinks));
  }

  /** Where the content of a made file comes from. */
  make(node: number, content: MadeContent): void {
    this.#made.set(node, content);
  }

  /** Files that were not as planned, and were padded or cut, by their paths in the folder. */
  get changed(): readonly ChangedFile[] {
    const changed = this.#tolerant?.changed ?? [];
    return changed.map(({ path, what }) => ({ path: path.slice(textOfBytes(this.#root).length), what }));
  }

  /** @throws Failure `source-unreadable`, `source-truncated`, `source-changed` */
  async read(pieces: readonly Piece[]): Promise<void> {
    const made = pieces.filter(({ node }) => this.#made.has(node));
    const real = made.length === 0 ? pieces : pieces.filter(({ node }) => !this.#made.has(node));
    const reading = made.map(({ node, atByte, into }) => present(this.#made.get(node)).read(atByte, into));
    await Promise.all([...reading, real.length === 0 ? undefined : this.#readReal(real)]);
  }

  async #readReal(pieces: readonly Piece[]): Promise<void> {
    if (!this.#tolerant) return this.#readStrictly(pieces);
    try {
      await this.#readStrictly(pieces);
    } catch (error) {
      if (!this.#tolerant.takes(error)) throw error;
      for (const { node, atByte, into } of pieces)
        await this.#tolerant.read(this.#planned(node), atByte, into);
    }
  }

  async #readStrictly(pieces: readonly Piece[]): Promise<void> {
    const isSmall = ({ node }: Piece) => this.#tree.sizeOf(node) <= SMALL_FILE_BYTES;
    const small = pieces.filter(isSmall);
    if (small.length < POOL_FROM_PIECES) return this.#readLarge(pieces);
    await Promise.all([this.#readSmall(small), this.#readLarge(pieces.filter((piece) => !isSmall(piece)))]);
  }

  /** Looks at every file once more: the image is of one moment only when none changed since. */
  async settle(nodes: Uint32Array): Promise<void> {
    if (this.#tolerant) {
      await this.#large.abandon();
      for (const node of nodes)
        if (!this.#made.has(node)) this.#noteAgain(this.#tolerant, this.#planned(node));
      return;
    }
    await this.#large.closeAll();
    const real = this.#made.size === 0 ? nodes : nodes.filter((node) => !this.#made.has(node));
    if (real.length <= SETTLE_FILES) for (const node of real) this.#checkAgain(this.#planned(node));
    else await this.#settleMany(real);
  }

  /** Each line takes the next files until there are none left. */
  async #settleMany(nodes: Uint32Array): Promise<void> {
    let next = 0;
    const line = async (): Promise<void> => {
      while (next < nodes.length) {
        const some = nodes.subarray(next, next + SETTLE_FILES);
        next += SETTLE_FILES;
        const files = Array.from(some, (node) => this.#planned(node));
        await this.#pool.check(files, this.#followLinks);
      }
    };
    await Promise.all(Array.from({ length: SETTLES_IN_FLIGHT }, line));
  }

  /** What changed after it was read is said too. */
  #noteAgain(tolerant: TolerantReader, file: PlannedFile): void {
    try {
      this.#checkAgain(file);
    } catch (error) {
      if (!tolerant.note(file, error)) throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#large.abandon(), this.#pool.close()]);
  }

  async #readLarge(pieces: readonly Piece[]): Promise<void> {
    await Promise.all(
      pieces.map(({ node, atByte, into }) => this.#large.read(node, this.#planned(node), atByte, into)),
    );
  }

  #readSmall(pieces: readonly Piece[]): Promise<void> {
    return this.#pool.read(pieces.map((piece) => ({ ...piece, file: this.#planned(piece.node) })));
  }

  #checkAgain(file: PlannedFile): void {
    const trouble = differenceAt(file, this.#followLinks);
    if (trouble) throw troubleFailure(file, trouble);
  }

  #planned(node: number): PlannedFile {
    return {
      path: this.#root + this.#tree.bytePathOf(node),
      sizeBytes: this.#tree.sizeOf(node),
      modifiedAtMs: present(this.#tree.modifiedAtMs[node]),
      changedAtMs: present(this.#tree.changedAtMs[node]),
      inode: present(this.#tree.inode[node]),
      onDevice: present(this.#tree.onDevice[node]),
    };
  }
}
