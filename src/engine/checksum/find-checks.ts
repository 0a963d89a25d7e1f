import type { Beside } from './beside.ts';
import { parseBlockMap } from './bmap.ts';
import { bmapCheck } from './bmap-check.ts';
import { type Check, hashCheck } from './check.ts';
import { findChecksumBeside, unpackedName } from './find-checksum.ts';
import { findIsoMd5 } from './iso-md5.ts';
import { isoMd5Check } from './iso-md5-check.ts';

export interface CheckedImage {
  readonly path: string;
  readonly isPacked: boolean;
  /** The beginning of the image, unpacked; at least 34 KiB when it is so long. */
  readonly first: Uint8Array;
  /** SHA-256 of the image is compared by whoever reads it, because it is computed there anyway. */
  readonly leavesSha256: boolean;
  /** The packed file is held against a SHA-2 hash. */
  readonly isStrong: boolean;
}

/** What the packed file is held against as it lies there. */
export async function findPackedCheck(path: string, beside: Beside): Promise<Check | undefined> {
  const found = await findChecksumBeside(beside, beside.name);
  return found && hashCheck(path, found);
}

/** Everything that says how an image should be, beside it and in it; each call of the answer begins the checks anew. */
export async function findImageChecks(
  beside: Beside | undefined,
  { path, isPacked, first, leavesSha256, isStrong }: CheckedImage,
): Promise<() => readonly Check[]> {
  const name = beside && (isPacked ? unpackedName(beside.name) : beside.name);
  // A packed file whose name does not say so would be taken for its content.
  const isNamed = name !== undefined && !(isPacked && name === beside?.name);
  const published = beside && isNamed ? await findChecksumBeside(beside, name) : undefined;
  const map = beside && (await findBlockMap(beside));
  const isoMd5 = findIsoMd5(first);
  const makers: (() => Check)[] = [];
  if (published && !(published.algorithm === 'sha256' && leavesSha256))
    makers.push(() => hashCheck(path, published));
  if (map) makers.push(() => bmapCheck(path, map.from, map.map));
  const isStrongest = isStrong || (published && published.algorithm !== 'md5');
  if (isoMd5 && !isStrongest) makers.push(() => isoMd5Check(path, isoMd5));
  return () => makers.map((make) => make());
}

/** `image.wic.bmap` beside `image.wic` or `image.wic.xz`, or `image.bmap`. One that is broken says nothing. */
async function findBlockMap(beside: Beside) {
  const unpacked = unpackedName(beside.name);
  const names = [unpacked, beside.name, unpacked.replace(/\.[^.]+$/, '')].map((name) => `${name}.bmap`);
  for (const name of new Set(beside.isFar ? names.slice(0, 1) : names)) {
    const text = await beside.read(name);
    const map = text === undefined ? undefined : parseBlockMap(text);
    if (map) return { from: beside.whereIs(name), map };
  }
  return undefined;
}
