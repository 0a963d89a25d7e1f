import { inflateSync } from 'node:zlib';
import {
  LEAST_BLOCK_LOG2,
  MOST_BLOCK_LOG2,
  MOST_BLOCK2_LOG2,
  POINTER_BYTES,
  POINTER2_BYTES,
  ZISOFS2_ZLIB,
  zisofs2Header,
  zisofsHeader,
} from '../../bytes/formats/zisofs/header.ts';
import type { Damaged } from './iso/damage.ts';
import type { Content, Packing } from './volume.ts';

/** What differs between the versions. */
interface Form {
  readonly headerBytes: number;
  readonly mostBlockLog2: number;
  readonly pointerBytes: number;
  /** Undefined for a header that is not sound. */
  sizeIn(head: Uint8Array): number | undefined;
  pointerAt(table: DataView, atByte: number): number;
}

const forms: Readonly<Record<1 | 2, Form>> = {
  1: {
    headerBytes: zisofsHeader.sizeBytes,
    mostBlockLog2: MOST_BLOCK_LOG2,
    pointerBytes: POINTER_BYTES,
    sizeIn(head) {
      let isSound = true;
      const { sizeBytes } = zisofsHeader.decode(head, { onNote: () => (isSound = false) });
      return isSound ? sizeBytes : undefined;
    },
    pointerAt: (table, atByte) => table.getUint32(atByte, true),
  },
  2: {
    headerBytes: zisofs2Header.sizeBytes,
    mostBlockLog2: MOST_BLOCK2_LOG2,
    pointerBytes: POINTER2_BYTES,
    sizeIn(head) {
      let isSound = true;
      const { sizeBytes, algorithm } = zisofs2Header.decode(head, { onNote: () => (isSound = false) });
      return isSound && algorithm === ZISOFS2_ZLIB ? sizeBytes : undefined;
    },
    pointerAt: (table, atByte) => Number(table.getBigUint64(atByte, true)),
  },
};

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

  get #form(): Form | undefined {
    const { version } = this.#packing;
    return version === 0 ? undefined : forms[version];
  }

  async #check(): Promise<void> {
    if (this.#isChecked) return;
    const { blockLog2, headerBytes } = this.#packing;
    const form = this.#form;
    const isKnown = form && blockLog2 >= LEAST_BLOCK_LOG2 && blockLog2 <= form.mostBlockLog2;
    if (!isKnown || headerBytes < form.headerBytes) throw this.#damaged('packing-unknown');
    const head = await this.#storedBytes(0, form.headerBytes);
    if (form.sizeIn(head) !== this.sizeBytes) throw this.#damaged('packed-header');
    this.#isChecked = true;
  }

  /** Sequential reads meet a block many times: the last one is kept. */
  #block(index: number, blockBytes: number): Promise<Uint8Array> {
    if (this.#last?.index !== index) this.#last = { index, bytes: this.#unpack(index, blockBytes) };
    return this.#last.bytes;
  }

  async #unpack(index: number, blockBytes: number): Promise<Uint8Array> {
    const wantedBytes = Math.min(blockBytes, this.sizeBytes - index * blockBytes);
    const { pointerBytes, pointerAt } = this.#form ?? forms[1];
    const table = await this.#storedBytes(this.#packing.headerBytes + pointerBytes * index, 2 * pointerBytes);
    const pointers = new DataView(table.buffer, table.byteOffset, table.length);
    const start = pointerAt(pointers, 0);
    const storedBytes = pointerAt(pointers, pointerBytes) - start;
    // A block of nothing but zeros is not stored.
    if (storedBytes === 0) return new Uint8Array(wantedBytes);
    if (storedBytes < 0 || storedBytes > 2 * blockBytes) throw this.#damaged('packed-block-size');
    const block = unpacked(await this.#storedBytes(start, storedBytes), blockBytes);
    if (block?.length !== wantedBytes) throw this.#damaged('packed-block');
    return block;
  }

  async #storedBytes(atByte: number, lengthBytes: number): Promise<Uint8Array> {
    if (atByte + lengthBytes > this.#stored.sizeBytes) throw this.#damaged('packed-cut');
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
