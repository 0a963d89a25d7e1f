import { present } from '../../contract/failure/present.ts';

// Numbers at places that were checked before: behind the end is a bug of ours.

/** 16-bit, least significant byte first. ECMA-119 §7.2.1. */
export function le16(bytes: Uint8Array, at: number): number {
  return present(bytes[at]) | (present(bytes[at + 1]) << 8);
}

/** 32-bit, least significant byte first. ECMA-119 §7.3.1. */
export function le32(bytes: Uint8Array, at: number): number {
  return (le16(bytes, at) | (le16(bytes, at + 2) << 16)) >>> 0;
}

/** 16-bit, most significant byte first. ECMA-119 §7.2.2. */
export function be16(bytes: Uint8Array, at: number): number {
  return (present(bytes[at]) << 8) | present(bytes[at + 1]);
}
