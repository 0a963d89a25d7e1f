import { createHash, type Hash } from 'node:crypto';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { freeSpace } from '../../read/rescue/free-space.ts';
import { blockMapText, MAP_BLOCK_BYTES, type MappedRun } from '../../write/targets/block-map-text.ts';
import type { JobContext } from './job-context.ts';

const READ_BYTES = 1 << 20;

/**
 * The block map of an image that is whole. It leaves out zeros where a file system says that nothing is kept, and no others: a drive
 * that is written by it keeps old bytes there.
 */
export async function blockMapOf(image: Readable, context: JobContext): Promise<string> {
  const free = await freeSpace(image).catch((error: unknown) => {
    if (context.signal.aborted) throw error;
    return [];
  });
  const runs = new MappedRuns();
  for (let atByte = 0; atByte < image.sizeBytes; atByte += READ_BYTES) {
    await context.gate.pass(context.signal);
    context.signal.throwIfAborted();
    const bytes = Buffer.alloc(Math.min(READ_BYTES, image.sizeBytes - atByte));
    await image.read(atByte, bytes);
    for (const block of leftIn(bytes, atByte, free)) runs.add(block);
    context.onFact({ event: 'progress', phase: 'finish', doneBytes: atByte + bytes.length });
  }
  return blockMapText(image.sizeBytes, runs.finish());
}

interface Block {
  readonly atByte: number;
  readonly bytes: Uint8Array;
}

/** Neighbours among the blocks that a map names, as one. */
function* leftIn(bytes: Buffer, atByte: number, free: readonly ByteRange[]): Generator<Block> {
  let from: number | undefined;
  for (let at = 0; at < bytes.length; at += MAP_BLOCK_BYTES) {
    const block = bytes.subarray(at, at + MAP_BLOCK_BYTES);
    const isLeftOut = isFree(atByte + at, block.length, free) && isZeros(block);
    if (!isLeftOut) from ??= at;
    else if (from !== undefined) {
      yield { atByte: atByte + from, bytes: bytes.subarray(from, at) };
      from = undefined;
    }
  }
  if (from !== undefined) yield { atByte: atByte + from, bytes: bytes.subarray(from) };
}

/** @param free in order, without overlaps */
function isFree(atByte: number, lengthBytes: number, free: readonly ByteRange[]): boolean {
  let low = 0;
  let high = free.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const range = free[middle];
    if (range && range.atByte + range.lengthBytes <= atByte) low = middle + 1;
    else high = middle;
  }
  const range = free[low];
  return (
    range !== undefined && range.atByte <= atByte && atByte + lengthBytes <= range.atByte + range.lengthBytes
  );
}

const ZEROS = Buffer.alloc(MAP_BLOCK_BYTES);

function isZeros(block: Uint8Array): boolean {
  return Buffer.compare(block, ZEROS.subarray(0, block.length)) === 0;
}

/** Runs of blocks as they come, each with its SHA-256. */
class MappedRuns {
  readonly #done: MappedRun[] = [];
  #open: { readonly atByte: number; endByte: number; readonly hash: Hash } | undefined;

  add({ atByte, bytes }: Block): void {
    if (this.#open?.endByte !== atByte) this.#close();
    this.#open ??= { atByte, endByte: atByte, hash: createHash('sha256') };
    this.#open.hash.update(bytes);
    this.#open.endByte += bytes.length;
  }

  finish(): readonly MappedRun[] {
    this.#close();
    return this.#done;
  }

  #close(): void {
    if (!this.#open) return;
    const { atByte, endByte, hash } = this.#open;
    this.#done.push({ atByte, lengthBytes: endByte - atByte, sha256: hash.digest('hex') });
    this.#open = undefined;
  }
}
