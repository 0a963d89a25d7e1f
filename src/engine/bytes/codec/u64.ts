import { type Codec, Problem } from './codec.ts';

const TWO_32 = 2 ** 32;

/** 64-bit, least significant byte first, as far as a whole number is exact (2^53 - 1). */
export const u64le: Codec<number> = {
  sizeBytes: 8,
  write(bytes, at, value) {
    if (!Number.isSafeInteger(value) || value < 0) throw new Problem({ reason: 'not-whole', value });
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, 8);
    view.setUint32(0, value % TWO_32, true);
    view.setUint32(4, Math.floor(value / TWO_32), true);
  },
  read(bytes, at, note) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, 8);
    const value = view.getUint32(4, true) * TWO_32 + view.getUint32(0, true);
    if (!Number.isSafeInteger(value)) note({ reason: 'beyond-exact' });
    return value;
  },
};

/** 64-bit, most significant byte first, as far as a whole number is exact (2^53 - 1). */
export const u64be: Codec<number> = {
  sizeBytes: 8,
  write(bytes, at, value) {
    if (!Number.isSafeInteger(value) || value < 0) throw new Problem({ reason: 'not-whole', value });
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, 8);
    view.setUint32(0, Math.floor(value / TWO_32));
    view.setUint32(4, value % TWO_32);
  },
  read(bytes, at, note) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, 8);
    const value = view.getUint32(0) * TWO_32 + view.getUint32(4);
    if (!Number.isSafeInteger(value)) note({ reason: 'beyond-exact' });
    return value;
  },
};
