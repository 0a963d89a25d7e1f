import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import { STORED_BIT } from '../../bytes/formats/squashfs/inode.ts';
import { present } from '../../contract/failure/present.ts';
import type { FileWriter } from './file-writer.ts';
import { type Stored, sizeOf } from './root-tree.ts';
import { BLOCK_BYTES, packing } from './squash-packing.ts';
import { storedChunks } from './stored-chunks.ts';

/** Blocks that are packed at the same time. */
const AT_ONCE = 3;

const pack = promisify<Uint8Array, object, Buffer>(zstdCompress);

/** Where the content of a file lies. */
export interface DataPlace {
  readonly startByte: number;
  readonly sizeBytes: number;
  /** A word for each block: its packed length, and whether it is stored as it is. */
  readonly words: readonly number[];
  readonly fragment?: { readonly number: number; readonly atByte: number };
}

export interface PackedBlock {
  readonly startByte: number;
  readonly word: number;
}

interface DataOptions {
  /** How hard zstd tries. */
  readonly level: number;
  readonly signal: AbortSignal;
  /** Bytes so far, before they are packed. */
  readonly onDone: (doneBytes: number) => void;
}

/** Contents as blocks, each packed for itself; files smaller than a block share one. squashfs.rst §3.4 */
export class SquashData {
  readonly fragments: PackedBlock[] = [];
  readonly #file: FileWriter;
  readonly #options: DataOptions;
  #shared = new Uint8Array(BLOCK_BYTES);
  #sharedBytes = 0;
  #doneBytes = 0;

  constructor(file: FileWriter, options: DataOptions) {
    this.#file = file;
    this.#options = options;
  }

  async add(content: Stored): Promise<DataPlace> {
    const sizeBytes = sizeOf(content);
    if (sizeBytes > 0 && sizeBytes < BLOCK_BYTES) return this.#addShared(content, sizeBytes);
    const startByte = this.#file.atByte;
    const words: number[] = [];
    const waiting: Promise<Packed>[] = [];
    const settle = async (): Promise<void> => {
      words.push((await this.#write(await present(waiting.shift()))).word);
    };
    for await (const block of storedChunks(content, BLOCK_BYTES, this.#options.signal)) {
      const next = packed(block, this.#options.level);
      next.catch(() => undefined);
      waiting.push(next);
      if (waiting.length >= AT_ONCE) await settle();
    }
    while (waiting.length > 0) await settle();
    return { startByte, sizeBytes, words };
  }

  /** What is left of the shared block. */
  async close(): Promise<void> {
    if (this.#sharedBytes === 0) return;
    this.fragments.push(
      await this.#write(await packed(this.#shared.subarray(0, this.#sharedBytes), this.#options.level)),
    );
    this.#shared = new Uint8Array(BLOCK_BYTES);
    this.#sharedBytes = 0;
  }

  async #addShared(content: Stored, sizeBytes: number): Promise<DataPlace> {
    if (this.#sharedBytes + sizeBytes > BLOCK_BYTES) await this.close();
    const fragment = { number: this.fragments.length, atByte: this.#sharedBytes };
    for await (const bytes of storedChunks(content, BLOCK_BYTES, this.#options.signal))
      this.#shared.set(bytes, this.#sharedBytes);
    this.#sharedBytes += sizeBytes;
    return { startByte: 0, sizeBytes, words: [], fragment };
  }

  async #write({ bytes, isStored, plainBytes }: Packed): Promise<PackedBlock> {
    const startByte = this.#file.atByte;
    await this.#file.write(bytes);
    this.#doneBytes += plainBytes;
    this.#options.onDone(this.#doneBytes);
    return { startByte, word: bytes.length | (isStored ? STORED_BIT : 0) };
  }
}

interface Packed {
  readonly bytes: Uint8Array;
  readonly isStored: boolean;
  readonly plainBytes: number;
}

async function packed(plain: Uint8Array, level: number): Promise<Packed> {
  const zstd = await pack(plain, packing(level));
  const isStored = zstd.length >= plain.length;
  return { bytes: isStored ? plain : zstd, isStored, plainBytes: plain.length };
}
