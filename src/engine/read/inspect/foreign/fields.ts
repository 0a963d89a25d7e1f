import { u16be, u16le, u32be, u32le } from '../../../bytes/codec/numbers.ts';
import { u64le } from '../../../bytes/codec/u64.ts';

// Numbers and texts of superblocks, which are looked at and not decoded whole.

const ignore = (): void => {};

export const le16 = (bytes: Uint8Array, at: number): number => u16le.read(bytes, at, ignore);
export const le32 = (bytes: Uint8Array, at: number): number => u32le.read(bytes, at, ignore);
export const le64 = (bytes: Uint8Array, at: number): number => u64le.read(bytes, at, ignore);
export const be16 = (bytes: Uint8Array, at: number): number => u16be.read(bytes, at, ignore);
export const be32 = (bytes: Uint8Array, at: number): number => u32be.read(bytes, at, ignore);
export const be64 = (bytes: Uint8Array, at: number): number =>
  be32(bytes, at) * 2 ** 32 + be32(bytes, at + 4);

/** Bytes as they are, one a letter. */
export function letters(bytes: Uint8Array, at: number, lengthBytes: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + lengthBytes));
}

/** A label in UTF-8 that ends at its first zero. */
export function labelAt(bytes: Uint8Array, at: number, lengthBytes: number): string {
  const field = bytes.subarray(at, at + lengthBytes);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end)).trimEnd();
}
