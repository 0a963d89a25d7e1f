import { deflateRawSync, deflateSync } from 'node:zlib';

const BLOCK_BYTES = 2048;
const FRAME_BYTES = 8192;

/** A CSO of version 1: what does not pack is stored, places count in units of four bytes, and the header says no length, as old programs do it. */
export function makeCso(disc: Buffer, shift = 2): Buffer {
  const unit = 2 ** shift;
  const blocks = Math.ceil(disc.length / BLOCK_BYTES);
  const head = Buffer.alloc(Math.ceil((24 + (blocks + 1) * 4) / unit) * unit);
  head.write('CISO', 'latin1');
  head.writeBigUInt64LE(BigInt(disc.length), 8);
  head.writeUInt32LE(BLOCK_BYTES, 16);
  head.set([1, shift], 20);
  const parts: Buffer[] = [head];
  let atByte = head.length;
  for (let index = 0; index <= blocks; index++) {
    const block = disc.subarray(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES);
    const packed = deflateRawSync(block);
    const isStored = packed.length >= block.length;
    head.writeUInt32LE((atByte / unit + (isStored && index < blocks ? 2 ** 31 : 0)) >>> 0, 24 + index * 4);
    if (index === blocks) break;
    const bytes = isStored ? block : packed;
    const padded = Buffer.alloc(Math.ceil(bytes.length / unit) * unit, 'X');
    padded.set(bytes);
    parts.push(padded);
    atByte += padded.length;
  }
  return Buffer.concat(parts);
}

/** A DAX of version 1, with one area that is stored as it is. */
export function makeDax(disc: Buffer, [first, count]: readonly [number, number]): Buffer {
  const frames = Math.ceil(disc.length / FRAME_BYTES);
  const head = Buffer.alloc(32 + frames * 6 + 8);
  head.write('DAX\0', 'latin1');
  head.writeUInt32LE(disc.length, 4);
  head.writeUInt32LE(1, 8);
  head.writeUInt32LE(1, 12);
  head.writeUInt32LE(first, 32 + frames * 6);
  head.writeUInt32LE(count, 36 + frames * 6);
  const parts: Buffer[] = [head];
  let atByte = head.length;
  for (let index = 0; index < frames; index++) {
    const frame = Buffer.concat([disc.subarray(index * FRAME_BYTES, (index + 1) * FRAME_BYTES)], FRAME_BYTES);
    const bytes = index >= first && index < first + count ? frame : deflateSync(frame);
    head.writeUInt32LE(atByte, 32 + index * 4);
    head.writeUInt16LE(bytes.length % 65_536, 32 + frames * 4 + index * 2);
    parts.push(bytes);
    atByte += bytes.length;
  }
  return Buffer.concat(parts);
}
