import { createHash } from 'node:crypto';
import { readMapped } from '../../bytes/mapped/read-mapped.ts';
import type { Mapped } from '../../bytes/mapped/runs.ts';
import type { ConvertFormat } from '../../contract/plan/kinds/convert.ts';
import type { Image } from '../../contract/ports/image.ts';
import { steadyImage } from '../../read/open/steady-image.ts';
import { planQcow2, QCOW2_CLUSTER_BYTES } from '../../write/packed/planned/qcow2.ts';
import { planDynamicVhd, planFixedVhd, VHD_BLOCK_BYTES } from '../../write/packed/planned/vhd.ts';
import { scanForZeros } from '../../write/packed/planned/zero-scan.ts';
import type { JobContext } from './job-context.ts';

/** An image whose bytes are hashed as they pass, once and in order. */
export interface HashedContent {
  readonly image: Image;
  /** When all of it passed. */
  sha256(): string;
}

export function hashedContent(image: Image): HashedContent {
  const hash = createHash('sha256');
  const passed = (bytes: Uint8Array): void => {
    image.passed?.(bytes);
    hash.update(bytes);
  };
  return { image: { ...image, passed }, sha256: () => hash.digest('hex') };
}

/**
 * The file that an image becomes, as an image of its own: every byte of it is known before the first is written. An image whose blocks have
 * to be looked at first is read twice, and gives the same bytes both times or fails.
 *
 * @throws Failure `output-too-large`, and of the image
 */
export async function plannedImage(
  format: ConvertFormat,
  image: Image,
  path: string,
  context: JobContext,
): Promise<Image> {
  if (format === 'vhd-fixed') return prefixed(image, planFixedVhd(image));
  const steady = steadyImage(image);
  const blockBytes = format === 'vhd' ? VHD_BLOCK_BYTES : QCOW2_CLUSTER_BYTES;
  const { onFact } = context;
  onFact({ event: 'phase', phase: 'plan', totalBytes: image.sizeBytes });
  const onPacked = (doneBytes: number): void => onFact({ event: 'progress', phase: 'plan', doneBytes });
  const runs = await scanForZeros(steady, blockBytes, { ...context, onPacked });
  const file = format === 'vhd' ? planDynamicVhd(steady, runs, path) : planQcow2(steady, runs);
  return { ...fileOf(file, image), settle: () => steady.settle?.() ?? Promise.resolve() };
}

function fileOf(file: Mapped, { path, close }: Image): Image {
  const { sizeBytes } = file;
  const { read } = readMapped(file);
  return {
    ...(path !== undefined && { path }),
    sizeBytes,
    read,
    extents: () => [{ atByte: 0, lengthBytes: sizeBytes, from: 'file' }],
    close,
  };
}

/** The image itself comes first in it: whatever checks it sees what passes. */
function prefixed(image: Image, file: Mapped): Image {
  const { sizeBytes } = image;
  let passedBytes = 0;
  return {
    ...fileOf(file, image),
    passed(bytes) {
      const own = bytes.subarray(0, Math.max(0, sizeBytes - passedBytes));
      passedBytes += bytes.length;
      if (own.length > 0) image.passed?.(own);
    },
    settle: (seen) => image.settle?.(seen && { sizeBytes, read: seen.read.bind(seen) }) ?? Promise.resolve(),
  };
}
