import { inflateSync } from 'node:zlib';
import { LEAST_BLOCK_LOG2, MOST_BLOCK_LOG2, POINTER_BYTES, zisofsHeader } from '../formats/zisofs/header.ts';
import type { Damaged } from './iso/damage.ts';
import type { Content, Packing } from './volume.ts';

/**
 * A file packed by zisofs, as it was before. Memory: one block. Nothing that its header says is believed: a block that does
 * not unpack to what it should is damage.
 */
export class PackedContent implements Content {
  readonly sizeBytes: number;
  readonly #stored: Content;
  readonly #packing: Packing;
  readonly #damaged: Damaged;
  #last: { readonly index: number; readonly bytes: Promise<Uint8Array> } | undefined;
  #isChecked = false;

  constructor(stored: Content, sizeBytes: number, packing: Packing, damaged: Damaged) {
    this.#stored = stored;
    this.sizeBytes = sizeBytes;
    this.#packing = packing;
    this.#damaged = damaged;
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    await this.#check();
    const blockBytes = 2 ** this.#packing.blockLog2;
    for (let done = 0; done < into.length; ) {
      const at = atByte + done;
      const index = Math.floor(at / blockBytes);
      const block = await this.#block(index, blockBytes);
      const part = block.subarray(at - index * blockBytes, at - index * blockBytes + into.length - done);
      into.set(part, done);
      done += part.length;
    }
  }

  async #check(): Promise<void> {
    if (this.#isChecked) return;
    const { blockLog2, headerBytes } = this.#packing;
    const isKnown = blockLog2 >= LEAST_BLOCK_LOG2 && blockLog2 <= MOST_BLOCK_LOG2;
    if (!isKnown || headerBytes < zisofsHeader.sizeBytes)
      throw this.#damaged('a file is packed in a way that is not known here');
    const head = await this.#storedBytes(0, zisofsHeader.sizeBytes);
    let isSound = true;
    const { sizeBytes } = zisofsHeader.decode(head, { onNote: () => (isSound = false) });
    if (!isSound || sizeBytes !== this.sizeBytes) throw this.#damaged('a packed file has no sound header');
    this.#isChecked = true;
  }

  /** Sequential reads meet a block many times: the last one is kept. */
  #block(index: number, blockBytes: number): Promise<Uint8Array> {
    if (this.#last?.index !== index) this.#last = { index, bytes: this.#unpack(index, blockBytes) };
    return this.#last.bytes;
  }

  async #unpack(index: number, blockBytes: number): Promise<Uint8Array> {
    const wantedBytes = Math.min(blockBytes, this.sizeBytes - index * blockBytes);
    const table = await this.#storedBytes(
      this.#packing.headerBytes + POINTER_BYTES * index,
      2 * POINTER_BYTES,
    );
    const pointers = new DataView(table.buffer, table.byteOffset, table.length);
    const start = pointers.getUint32(0, true);
    const storedBytes = pointers.getUint32(POINTER_BYTES, true) - start;
    // A block of nothing but zeros is not stored.
    if (storedBytes === 0) return new Uint8Array(wantedBytes);
    if (storedBytes < 0 || storedBytes > 2 * blockBytes)
      throw this.#damaged('a packed file has a block of an impossible size');
    const block = unpacked(await this.#storedBytes(start, storedBytes), blockBytes);
    if (block?.length !== wantedBytes) throw this.#damaged('a block of a packed file cannot be unpacked');
    return block;
  }

  async #storedBytes(atByte: number, lengthBytes: number): Promise<Uint8Array> {
    if (atByte + lengthBytes > this.#stored.sizeBytes) throw this.#damaged('a packed file is cut off');
    const bytes = new Uint8Array(lengthBytes);
    await this.#stored.read(atByte, bytes);
    return bytes;
  }
}

function unpacked(bytes: Uint8Array, mostBytes: number): Uint8Array | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: mostBytes });
  } catch {
    return undefined;
  }
}
