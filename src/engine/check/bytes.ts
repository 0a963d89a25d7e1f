import { present } from '../contract/failure/present.ts';
// Numbers and text as they stand, without judging: the verifier has readers of its own, so that a mistake of the
// writer's codecs cannot hide from it.

export function le16(bytes: Uint8Array, at: number): number {
  return present(bytes[at]) + present(bytes[at + 1]) * 0x100;
}

export function be16(bytes: Uint8Array, at: number): number {
  return present(bytes[at]) * 0x100 + present(bytes[at + 1]);
}

export function le32(bytes: Uint8Array, at: number): number {
  return le16(bytes, at) + le16(bytes, at + 2) * 0x10000;
}

export function be32(bytes: Uint8Array, at: number): number {
  return be16(bytes, at) * 0x10000 + be16(bytes, at + 2);
}

/** Exact up to 2^53. */
export function le64(bytes: Uint8Array, at: number): number {
  return le32(bytes, at) + le32(bytes, at + 4) * 0x1_0000_0000;
}

/** One character a byte. */
export function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

export function isZero(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== 0) return false;
  return true;
}

export const SECTOR = 2048;
