import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkImage } from '../../../src/engine/check/check-image.ts';
import { asFailure, Failure } from '../../../src/engine/contract/failure/failure.ts';
import { type ByteStream, type Image, isImage } from '../../../src/engine/contract/ports/image.ts';
import { extract } from '../../../src/engine/read/browse/extract.ts';
import { volumesOf } from '../../../src/engine/read/browse/open-volume.ts';
import type { Volume } from '../../../src/engine/read/browse/volume.ts';
import { walk } from '../../../src/engine/read/browse/walk.ts';
import { checkedInside } from '../../../src/engine/read/checksum/inside/check-inside.ts';
import { findInside } from '../../../src/engine/read/checksum/inside/find-inside.ts';
import { inspectImage } from '../../../src/engine/read/inspect/inspect.ts';
import { openSource } from '../../../src/engine/read/open/open-source.ts';

/** What people may be told of a file that is not sound. Anything else is a fault of ours. */
const TOLD = new Set([
  'source-damaged',
  'source-truncated',
  'source-not-an-image',
  'source-unsupported',
  'source-needs-parts',
  'checksum-wrong',
  'compression-unsupported',
  'file-system-unsupported',
  'usage',
]);
const MOST_ENTRIES = 2000;
const MOST_FILE_BYTES = 1 << 18;
const MOST_STREAM_BYTES = 64 << 20;
const CHUNK_BYTES = 1 << 20;

export interface Asked {
  readonly path: string;
  /** Chooses what is asked. */
  readonly seed: number;
  /** A folder of nobody else's: with files taken out in a folder of it. */
  readonly takenOut?: string | undefined;
}

/**
 * What reads a file somebody hands us: it is opened, and inspected, judged, listed and read, held against its own checksums, or taken out.
 *
 * @returns whether that could be answered
 * @throws Error where the answer is none that people could be told
 */
export async function ask({ path, seed, takenOut }: Asked): Promise<'read' | 'refused'> {
  let source: Image | ByteStream | undefined;
  const all: boolean[] = [];
  const answered = async (question: () => Promise<unknown>): Promise<void> => {
    all.push(await isAnswered(question));
  };
  try {
    await answered(async () => {
      source = await openSource(path, { opensContainers: true, unchecked: true });
    });
    if (source === undefined) return 'refused';
    if (isImage(source)) await askImage(source, answered, seed, takenOut);
    else await answered(() => readThrough(source as ByteStream));
  } finally {
    await source?.close();
  }
  return all.every(Boolean) ? 'read' : 'refused';
}

async function isAnswered(question: () => Promise<unknown>): Promise<boolean> {
  try {
    await question();
    return true;
  } catch (error) {
    if (error instanceof Failure && TOLD.has(asFailure(error).code)) return false;
    throw error;
  }
}

type Answered = (question: () => Promise<unknown>) => Promise<void>;

/** All of it takes four times as long, and finds what a fourth of it finds in four times as many. */
async function askImage(
  image: Image,
  answered: Answered,
  seed: number,
  takenOut: string | undefined,
): Promise<void> {
  const turn = Math.floor(seed / 2) % 4;
  if (turn === 0) return answered(() => inspectImage(image));
  if (turn === 1) return answered(() => heldAgainstItself(image));
  if (turn === 2) await answered(() => checkImage(image));
  let volumes: readonly Volume[] = [];
  await answered(async () => {
    volumes = await volumesOf(image, 'image');
  });
  for (const volume of volumes) await answered(() => listed(volume, answered));
  const [volume] = volumes;
  if (volume && takenOut) await answered(() => takenInto(image, volume, takenOut));
}

async function listed(volume: Volume, answered: Answered): Promise<void> {
  let entries = 0;
  for await (const { entry } of walk(volume, { imagePath: 'image', onBroken: () => undefined })) {
    if (++entries > MOST_ENTRIES) return;
    await answered(() => volume.runs(entry));
    if (entry.type !== 'file') continue;
    await answered(async () => {
      const content = await volume.open(entry);
      await content.read(0, new Uint8Array(Math.min(content.sizeBytes, MOST_FILE_BYTES)));
    });
  }
}

async function heldAgainstItself(image: Image): Promise<void> {
  const options = { path: 'image', signal: new AbortController().signal };
  const found = await findInside(image, options);
  const checked = checkedInside(image, found, {
    ...options,
    onApart: () => undefined,
    onVerdicts: () => undefined,
  });
  await checked.settle?.();
}

async function readThrough(stream: ByteStream): Promise<void> {
  const chunk = new Uint8Array(CHUNK_BYTES);
  for (let doneBytes = 0; doneBytes < MOST_STREAM_BYTES; ) {
    const foundBytes = await stream.readNext(chunk);
    if (foundBytes === 0) break;
    doneBytes += foundBytes;
  }
}

/** @throws Error if anything stands beside the folder it went to */
async function takenInto(image: Image, volume: Volume, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const into = join(folder, 'inner');
  const entries = few(walk(volume, { imagePath: 'image', onBroken: () => undefined }));
  const options = {
    into,
    replace: false,
    open: (entry: Parameters<Volume['open']>[0]) => volume.open(entry),
  };
  const failed = await extract(image, entries, options).then(
    () => undefined,
    (error: unknown) => error,
  );
  const others = readdirSync(folder).filter((name) => name !== 'inner');
  if (others.length > 0) throw new Error(`taken out of the folder: ${others.join(', ')}`);
  if (failed) throw failed;
}

/** What a disk in memory can hold. */
async function* few<T extends { readonly entry: { readonly sizeBytes: number } }>(
  entries: AsyncIterable<T>,
): AsyncGenerator<T> {
  let [count, sizeBytes] = [0, 0];
  for await (const one of entries) {
    if (++count > MOST_ENTRIES) return;
    if (sizeBytes + one.entry.sizeBytes > MOST_STREAM_BYTES) continue;
    sizeBytes += one.entry.sizeBytes;
    yield one;
  }
}
