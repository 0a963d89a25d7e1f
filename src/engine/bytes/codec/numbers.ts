import { present } from '../../contract/failure/present.ts';
import { type Codec, Problem } from './codec.ts';
import { be16, le16, le32 } from './little.ts';

/** ECMA-119 §7.1.1: 8-bit unsigned number. */
export const u8: Codec<number> = {
  sizeBytes: 1,
  write(bytes, at, value) {
    checkRange(value, 0, 0xff);
    bytes[at] = value;
  },
  read: (bytes, at) => present(bytes[at]),
};

/** ECMA-119 §7.1.2: 8-bit signed number, two's complement. */
export const i8: Codec<number> = {
  sizeBytes: 1,
  write(bytes, at, value) {
    checkRange(value, -128, 127);
    bytes[at] = value & 0xff;
  },
  read: (bytes, at) => (present(bytes[at]) << 24) >> 24,
};

/** ECMA-119 §7.2.1: 16-bit, least significant byte first. */
export const u16le = unsigned(2, putLittle, getLittle);
/** ECMA-119 §7.2.2: 16-bit, most significant byte first. */
export const u16be = unsigned(2, putBig, getBig);
/** ECMA-119 §7.2.3: 16-bit, both byte orders, little first. */
export const u16both = bothOrders(2);
/** ECMA-119 §7.3.1: 32-bit, least significant byte first. */
export const u32le = unsigned(4, putLittle, getLittle);
/** ECMA-119 §7.3.2: 32-bit, most significant byte first. */
export const u32be = unsigned(4, putBig, getBig);
/**
 * ECMA-119 §7.3.3: 32-bit, both byte orders, little first.
 *
 * ```
 * 17 00 00 00 00 00 00 17   u32both(23)
 * └─ little ┘ └── big ──┘
 * ```
 */
export const u32both = bothOrders(4);

type Put = (bytes: Uint8Array, at: number, value: number, size: number) => void;
type Get = (bytes: Uint8Array, at: number, size: number) => number;

function unsigned(sizeBytes: 2 | 4, put: Put, get: Get): Codec<number> {
  const most = 2 ** (8 * sizeBytes) - 1;
  return {
    sizeBytes,
    write(bytes, at, value) {
      checkRange(value, 0, most);
      put(bytes, at, value, sizeBytes);
    },
    read: (bytes, at) => get(bytes, at, sizeBytes),
  };
}

function bothOrders(half: 2 | 4): Codec<number> {
  const most = 2 ** (8 * half) - 1;
  return {
    sizeBytes: 2 * half,
    write(bytes, at, value) {
      checkRange(value, 0, most);
      putLittle(bytes, at, value, half);
      putBig(bytes, at + half, value, half);
    },
    read(bytes, at, note) {
      const little = getLittle(bytes, at, half);
      const big = getBig(bytes, at + half, half);
      if (little !== big) note({ reason: 'copies-differ', little, big });
      return little;
    },
  };
}

function putLittle(bytes: Uint8Array, at: number, value: number, size: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  if (size === 2) return;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value >>> 24;
}

function putBig(bytes: Uint8Array, at: number, value: number, size: number): void {
  bytes[at + size - 1] = value;
  bytes[at + size - 2] = value >>> 8;
  if (size === 2) return;
  bytes[at + 1] = value >>> 16;
  bytes[at] = value >>> 24;
}

function getLittle(bytes: Uint8Array, at: number, size: number): number {
  return size === 2 ? le16(bytes, at) : le32(bytes, at);
}

function getBig(bytes: Uint8Array, at: number, size: number): number {
  const high = be16(bytes, at);
  return size === 2 ? high : ((high << 16) | be16(bytes, at + 2)) >>> 0;
}

function checkRange(value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Problem({ reason: 'out-of-range', value, least, most });
}
