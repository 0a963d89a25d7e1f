import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { Failure } from '../ports/failure.ts';
import { errnoOf } from '../targets/positional-io.ts';

const LOOK_BYTES = 512;

/** What people take for an image by mistake, by its first bytes. Writing it to a drive would make a dead drive. */
const others: readonly { readonly magic: readonly number[]; readonly found: string }[] = [
  { magic: [0x1f, 0x8b], found: 'compressed with gzip; unpack it first: gunzip' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], found: 'compressed with xz; unpack it first: unxz' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], found: 'compressed with zstd; unpack it first: unzstd' },
  { magic: [0x42, 0x5a, 0x68], found: 'compressed with bzip2; unpack it first: bunzip2' },
  { magic: [0x04, 0x22, 0x4d, 0x18], found: 'compressed with lz4; unpack it first: unlz4' },
  { magic: [0x50, 0x4b, 0x03, 0x04], found: 'a zip archive; unpack it first: unzip' },
  { magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], found: 'a 7-Zip archive; unpack it first' },
  { magic: [0x51, 0x46, 0x49, 0xfb], found: 'a QCOW2 virtual disk; convert it to a raw image first' },
];

/** @throws Failure `source-not-an-image` for folders, devices, empty files, archives and web pages */
export async function refuseOther(path: string, stats: BigIntStats, handle: FileHandle): Promise<void> {
  const found = unlikelyKind(stats) ?? (await unlikelyContent(path, handle));
  if (found) throw new Failure('source-not-an-image', { path, found });
}

function unlikelyKind(stats: BigIntStats): string | undefined {
  if (stats.isDirectory()) return 'a folder; make an image of it first';
  if (!stats.isFile()) return 'no regular file';
  return stats.size === 0n ? 'empty' : undefined;
}

async function unlikelyContent(path: string, handle: FileHandle): Promise<string | undefined> {
  const first = new Uint8Array(LOOK_BYTES);
  try {
    await handle.read(first, 0, LOOK_BYTES, 0);
  } catch (error) {
    throw new Failure('source-unreadable', { path, errno: errnoOf(error), atByte: 0 }, { cause: error });
  }
  const known = others.find(({ magic }) => magic.every((byte, index) => first[index] === byte));
  if (known) return known.found;
  const text = Buffer.from(first).toString('latin1').trimStart().slice(0, 15).toLowerCase();
  return text.startsWith('<!doctype html') || text.startsWith('<html')
    ? 'a web page, not a download'
    : undefined;
}
