import type { BigIntStats } from 'node:fs';
import { Failure } from '../ports/failure.ts';

/** Bytes that are enough to tell, and to find what was implanted into an ISO. */
export const LOOK_BYTES = 34 << 10;

/** What people take for an image by mistake, by its first bytes. Writing it to a drive would make a dead drive. */
const others: readonly {
  readonly atByte?: number;
  readonly magic: readonly number[];
  readonly found: string;
}[] = [
  { magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], found: 'a 7-Zip archive; unpack it first: 7z x' },
  { magic: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], found: 'a RAR archive; unpack it first: unrar x' },
  {
    magic: [0x51, 0x46, 0x49, 0xfb],
    found: 'a QCOW2 virtual disk; convert it to a raw image first: qemu-img convert',
  },
  { magic: [0x4c, 0x5a, 0x49, 0x50, 0x01], found: 'compressed with lzip; unpack it first: lzip -d' },
  { magic: [0x50, 0x4b, 0x05, 0x06], found: 'an empty zip archive' },
  { atByte: 257, magic: [0x75, 0x73, 0x74, 0x61, 0x72], found: 'a tar archive; unpack it first: tar -xf' },
];

/** @throws Failure `source-not-an-image` for folders, devices and empty files */
export function refuseKind(path: string, stats: BigIntStats): void {
  const found = unlikelyKind(stats);
  if (found) throw new Failure('source-not-an-image', { path, found });
}

function unlikelyKind(stats: BigIntStats): string | undefined {
  if (stats.isDirectory()) return 'a folder; make an image of it first';
  if (!stats.isFile()) return 'no regular file';
  return stats.size === 0n ? 'empty' : undefined;
}

/** @throws Failure `source-not-an-image` for nothing at all, archives and web pages */
export function refuseContent(path: string, first: Uint8Array): void {
  const found = first.length === 0 ? 'empty' : unlikelyContent(first);
  if (found) throw new Failure('source-not-an-image', { path, found });
}

function unlikelyContent(first: Uint8Array): string | undefined {
  const known = others.find(({ atByte = 0, magic }) =>
    magic.every((byte, index) => first[atByte + index] === byte),
  );
  if (known) return known.found;
  const text = Buffer.from(first).toString('latin1').trimStart().slice(0, 15).toLowerCase();
  return text.startsWith('<!doctype html') || text.startsWith('<html')
    ? 'a web page, not a download'
    : undefined;
}
