import type { BigIntStats } from 'node:fs';
import { compressionUnsupported, notAnImage } from '../../contract/failure/source-failures.ts';
import type { FoundFacts } from '../../contract/failure/source-reasons.ts';
import { isLocal } from '../../contract/plan/source-path.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { isBlank, kindByEnd, TRAILER_BYTES } from '../containers/trailer.ts';
import { kindOf } from './foreign/find-kind.ts';
import { meantBeside } from './foreign/meant.ts';
import { otherCompression } from './other-compression.ts';
import { foundPacked } from './packed-disk.ts';

/** Bytes that are enough to tell, and to find what was implanted into an ISO. */
export const LOOK_BYTES = 40 << 10;

/** @throws Failure `source-not-an-image` for folders, devices and empty files */
export function refuseKind(path: string, stats: BigIntStats): void {
  const because = unlikelyKind(stats);
  if (because) throw notAnImage(path, because);
}

function unlikelyKind(stats: BigIntStats): FoundFacts | undefined {
  if (stats.isDirectory()) return { reason: 'folder' };
  if (stats.isBlockDevice()) return { reason: 'device' };
  if (!stats.isFile()) return { reason: 'no-regular-file' };
  return stats.size === 0n ? { reason: 'empty' } : undefined;
}

/**
 * @param packing what it was compressed with
 * @throws Failure `source-not-an-image` for nothing at all and what `kindOf` knows, `compression-unsupported`
 */
export function refuseContent(path: string, first: Uint8Array, packing?: string): void {
  const packed = otherCompression(first);
  if (packed) throw compressionUnsupported(path, packed);
  const because = kindOf(first);
  if (because) throw notAnImage(path, foundPacked(because, { packing, isPassing: !isLocal(path) }));
}

/** The same for a file, which may lie beside the image that was meant. */
export async function refuseWithMeant(path: string, first: Uint8Array): Promise<void> {
  const because = kindOf(first);
  const meant = because && (await meantBeside(path, because, first));
  if (because && meant !== undefined) throw notAnImage(path, because, meant);
  refuseContent(path, first);
}

const SCAN_BYTES = 1 << 20;

/** What only its end tells, or that nothing but zeros is in it. @throws Failure `source-not-an-image` */
export async function refuseEnd(path: string, image: Readable, first: Uint8Array): Promise<void> {
  const { sizeBytes } = image;
  const last = new Uint8Array(Math.min(TRAILER_BYTES, sizeBytes));
  await image.read(sizeBytes - last.length, last);
  const because = kindByEnd(last);
  if (because) throw notAnImage(path, because);
  if (isBlank(first) && isBlank(last) && (await isAllBlank(image)))
    throw notAnImage(path, { reason: 'zeros' });
}

/** Reads as far as the first byte that is none. */
async function isAllBlank(image: Readable): Promise<boolean> {
  for (let atByte = 0; atByte < image.sizeBytes; atByte += SCAN_BYTES) {
    const part = new Uint8Array(Math.min(SCAN_BYTES, image.sizeBytes - atByte));
    await image.read(atByte, part);
    if (!isBlank(part)) return false;
  }
  return true;
}
