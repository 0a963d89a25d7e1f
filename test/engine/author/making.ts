import { closeSync, ftruncateSync, mkdtempSync, openSync, realpathSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { authorFolder } from '../../../src/engine/author/plan/author.ts';
import type { AuthoredImage } from '../../../src/engine/author/plan/authored-image.ts';
import { type AuthorOptions, authorOptions } from '../../../src/engine/contract/plan/plan.ts';
import type { Image } from '../../../src/engine/contract/ports/image.ts';

/** A folder for one test file, removed at its end. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'isowright-author-')));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Plans a folder with the defaults of the plan and what is given; UDF, which has tests of its own, only when asked for. */
export function author(folder: string, options: Partial<AuthorOptions> = {}): Promise<AuthoredImage> {
  const progress = { signal: new AbortController().signal, onEntries: () => {} };
  return authorFolder(folder, { ...authorOptions.parse({}), udf: false, ...options }, progress);
}

const STEP_BYTES = 1 << 20;

/** The image's bytes in pieces of an odd size, into memory that was not zero before. */
export async function bytesOf(image: Image, stepBytes = 70_001): Promise<Uint8Array> {
  const bytes = new Uint8Array(image.sizeBytes).fill(0xa5);
  for (let at = 0; at < bytes.length; at += stepBytes)
    await image.read(at, bytes.subarray(at, Math.min(at + stepBytes, bytes.length)));
  return bytes;
}

/** Writes the whole image to a file; runs of zeros become holes. */
export async function saveImage(image: Image, path: string): Promise<void> {
  const fd = openSync(path, 'w');
  ftruncateSync(fd, image.sizeBytes);
  const step = new Uint8Array(STEP_BYTES);
  const zeros = Buffer.alloc(STEP_BYTES);
  for (let at = 0; at < image.sizeBytes; at += STEP_BYTES) {
    const part = step.subarray(0, Math.min(STEP_BYTES, image.sizeBytes - at)).fill(0xa5);
    await image.read(at, part);
    if (zeros.compare(part, 0, part.length, 0, part.length) !== 0) writeSync(fd, part, 0, part.length, at);
  }
  closeSync(fd);
}

/** Plans, saves and closes in one go. */
export async function makeImage(
  folder: string,
  path: string,
  options: Partial<AuthorOptions> = {},
): Promise<AuthoredImage> {
  const image = await author(folder, options);
  await saveImage(image, path);
  await image.settle();
  await image.close();
  return image;
}
