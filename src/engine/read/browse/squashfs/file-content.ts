import { le32 } from '../../../bytes/codec/little.ts';
import { fragmentEntry, LENGTH_MASK, STORED_BIT } from '../../../bytes/formats/squashfs/inode.ts';
import { present } from '../../../contract/failure/present.ts';
import type { ByteRange } from '../../../contract/ports/byte-range.ts';
import type { Content } from '../volume.ts';
import type { FileData, Inode } from './inodes.ts';
import type { SquashMedium } from './medium.ts';

/** Of the largest blocks 4 TiB. */
const MOST_BLOCKS = 4 << 20;
const WORDS_AT_ONCE = 2048;

/** The words for the blocks of a file: their length, and whether they are stored. @throws Failure `source-damaged` */
export async function blockWords(
  medium: SquashMedium,
  { sizeBytes, data }: Inode & { readonly data: FileData },
): Promise<Uint32Array> {
  const blocks = sizeBytes / medium.superblock.blockBytes;
  const count = data.fragment === undefined ? Math.ceil(blocks) : Math.floor(blocks);
  if (!(count <= MOST_BLOCKS)) throw medium.damaged({ reason: 'file-in-too-many-pieces', most: MOST_BLOCKS });
  // What a file says of its length is not believed before its words are there.
  const parts: Uint8Array[] = [];
  for (let done = 0; done < count; done += WORDS_AT_ONCE)
    parts.push(await data.blocks.take(4 * Math.min(WORDS_AT_ONCE, count - done)));
  const words = new Uint32Array(count);
  let at = 0;
  for (const part of parts) for (let byte = 0; byte < part.length; byte += 4) words[at++] = le32(part, byte);
  return words;
}

/** Where a fragment lies: `length` as for a block. */
export async function fragmentPlace(
  medium: SquashMedium,
  number: number,
): Promise<{ readonly startByte: number; readonly length: number }> {
  const { fragments, fragmentTableByte } = medium.superblock;
  if (number >= fragments) throw medium.damaged('squashfs-table', fragmentTableByte);
  const bytes = await medium.tableEntry(fragmentTableByte, number, fragmentEntry.sizeBytes);
  return fragmentEntry.decode(bytes, { onNote: () => {} });
}

/** A file in blocks, each packed for itself, and its end in a fragment. A block without bytes is a hole. Memory: a block, and the fragments that are kept. */
export class SquashContent implements Content {
  readonly sizeBytes: number;
  readonly #medium: SquashMedium;
  readonly #data: FileData;
  readonly #words: Uint32Array;
  /** Where each block lies in the image. */
  readonly #starts: Float64Array;
  #last: { readonly index: number; readonly bytes: Promise<Uint8Array> } | undefined;

  constructor(medium: SquashMedium, sizeBytes: number, data: FileData, words: Uint32Array) {
    this.#medium = medium;
    this.sizeBytes = sizeBytes;
    this.#data = data;
    this.#words = words;
    this.#starts = new Float64Array(words.length);
    let startByte = data.startByte;
    for (const [index, word] of words.entries()) {
      this.#starts[index] = startByte;
      startByte += word & LENGTH_MASK;
    }
  }

  get recorded(): readonly ByteRange[] {
    const { blockBytes } = this.#medium.superblock;
    const ranges: { atByte: number; lengthBytes: number }[] = [];
    const add = (atByte: number, lengthBytes: number): void => {
      const last = ranges.at(-1);
      if (last && last.atByte + last.lengthBytes === atByte) last.lengthBytes += lengthBytes;
      else if (lengthBytes > 0) ranges.push({ atByte, lengthBytes });
    };
    for (const [index, word] of this.#words.entries())
      if ((word & LENGTH_MASK) !== 0)
        add(index * blockBytes, Math.min(blockBytes, this.sizeBytes - index * blockBytes));
    const endByte = this.#words.length * blockBytes;
    if (this.#data.fragment !== undefined) add(endByte, this.sizeBytes - endByte);
    return ranges;
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    const { blockBytes } = this.#medium.superblock;
    for (let done = 0; done < into.length; ) {
      const index = Math.floor((atByte + done) / blockBytes);
      const from = atByte + done - index * blockBytes;
      const part = (await this.#block(index)).subarray(from, from + into.length - done);
      into.set(part, done);
      done += part.length;
    }
  }

  /** Reading in order meets a block many times: the last one is kept. */
  #block(index: number): Promise<Uint8Array> {
    if (this.#last?.index !== index) this.#last = { index, bytes: this.#open(index) };
    return this.#last.bytes;
  }

  async #open(index: number): Promise<Uint8Array> {
    const { blockBytes } = this.#medium.superblock;
    const wantedBytes = Math.min(blockBytes, this.sizeBytes - index * blockBytes);
    if (index >= this.#words.length) return this.#ending(wantedBytes);
    const word = present(this.#words[index]);
    if ((word & LENGTH_MASK) === 0) return new Uint8Array(wantedBytes);
    const block = await blockAt(this.#medium, present(this.#starts[index]), word);
    if (block.length !== wantedBytes) throw this.#medium.damaged('packed-block', this.#starts[index]);
    return block;
  }

  async #ending(wantedBytes: number): Promise<Uint8Array> {
    const number = present(this.#data.fragment);
    const { bytes } = await this.#medium.fragment(number, async () => {
      const { startByte, length } = await fragmentPlace(this.#medium, number);
      return blockAt(this.#medium, startByte, length);
    });
    const { fragmentAt } = this.#data;
    if (fragmentAt + wantedBytes > bytes.length) throw this.#medium.damaged('squashfs-table');
    return bytes.subarray(fragmentAt, fragmentAt + wantedBytes);
  }
}

async function blockAt(medium: SquashMedium, startByte: number, word: number): Promise<Uint8Array> {
  const storedBytes = word & LENGTH_MASK;
  if (!(word & STORED_BIT)) return medium.unpacked(startByte, storedBytes);
  if (storedBytes > medium.superblock.blockBytes) throw medium.damaged('packed-block-size', startByte);
  return medium.bytes(startByte, storedBytes);
}
