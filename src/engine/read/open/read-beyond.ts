import { open } from 'node:fs/promises';
import { isImage } from '../../contract/ports/image.ts';
import { readAt } from '../../host/files/positional-io.ts';
import type { Packed } from '../checksum/checked-source.ts';
import { endsAsBzip2, leastOf } from '../decode/least-size.ts';
import type { OpenSourceOptions } from './open-options.ts';
import { openSource } from './open-source.ts';

/** bzip2 is slow to unpack, and says at its end that it is whole. */
async function isKnownBeyond(path: string, packed: Packed | undefined, mostBytes: number): Promise<boolean> {
  const { container, packedBytes = 0 } = packed ?? {};
  if (container !== 'bzip2' || leastOf(packedBytes) <= mostBytes) return false;
  const file = await open(path);
  try {
    const { size: sizeBytes } = await file.stat();
    return await endsAsBzip2({
      sizeBytes,
      read: async (atByte, into) => void (await readAt(file.fd, into, atByte)),
    });
  } finally {
    await file.close();
  }
}

const CHUNK_BYTES = 4 << 20;
/** Longer than four gigabytes take, which is all that the end of a gzip file can claim; then what it says is believed. */
const LIMIT_MS = 60_000;

/**
 * Whether a packed file that says so unpacks to more than `mostBytes`: the length at the end of a gzip file that was cut off,
 * or that something stands behind, is any number. It is opened once more, and nothing of it is kept or compared with anything.
 *
 * @throws Failure what is wrong with it: `source-damaged`, `source-truncated`
 */
export async function unpacksBeyond(
  path: string,
  mostBytes: number,
  options: Pick<OpenSourceOptions, 'files' | 'signal'> = {},
  limitMs: number = LIMIT_MS,
): Promise<boolean> {
  const source = await openSource(path, { ...options, raw: true, unchecked: true });
  try {
    if (isImage(source)) return source.sizeBytes > mostBytes;
    if (await isKnownBeyond(path, source.packed, mostBytes)) return true;
    const into = new Uint8Array(CHUNK_BYTES);
    const untilMs = performance.now() + limitMs;
    let haveBytes = 0;
    while (haveBytes <= mostBytes && performance.now() < untilMs) {
      const count = await source.readNext(into);
      haveBytes += count;
      if (count === 0) return false;
    }
    return true;
  } finally {
    await source.close();
  }
}
