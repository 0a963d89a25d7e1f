import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type { DrivePart } from '../../contract/ports/drive.ts';
import type { Readable } from '../../contract/ports/image.ts';
import type { TopNames, TopPlace } from '../../contract/ports/top-names.ts';
import { appleRegions, eitherGptRegions, mbrRegions, type Region } from '../inspect/reach/partitions.ts';
import { boundedImage } from './bounded-image.ts';
import { entriesInFolder, entriesInImage } from './top-entries.ts';

/** A drive that hangs keeps nobody waiting longer, and is asked no more. */
const LOOK_LIMIT_MS = 2_500;
/** Each that hangs holds one of this process's few threads. */
const MOST_SILENT = 2;
const MOST_PARTS = 16;
const MOST_MOUNTS = 4;

/**
 * What is lost on drives, by the names at the top of their file systems: those of mounted ones as the system lists them,
 * of others as they stand in the bytes, if this user may read them. Nothing is mounted or changed, and nothing fails:
 * what cannot be read, or hangs, is left out.
 *
 * @returns one list a drive
 */
export async function topNamesOf(
  places: readonly TopPlace[],
  limitMs: number = LOOK_LIMIT_MS,
): Promise<(readonly TopNames[])[]> {
  const all: (readonly TopNames[])[] = [];
  let silent = 0;
  for (const place of places) {
    const found = silent < MOST_SILENT ? await soon(place, limitMs) : [];
    if (found === undefined) silent += 1;
    all.push(found ?? []);
  }
  return all;
}

/** Undefined when it takes too long; what was found by then is not waited for. */
function soon(place: TopPlace, limitMs: number): Promise<readonly TopNames[] | undefined> {
  const late = new AbortController();
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      late.abort();
      resolve(undefined);
    }, limitMs);
    void lookAt(place, late.signal)
      .then(resolve, () => resolve([]))
      .finally(() => clearTimeout(timer));
  });
}

async function lookAt(place: TopPlace, signal: AbortSignal): Promise<TopNames[]> {
  const found: TopNames[] = [];
  for (const part of place.parts.slice(0, MOST_PARTS)) found.push(...(await inPart(part, signal)));
  // Partitions that the system shows no devices for: of a file, or of a loop device that was not scanned.
  if (place.parts.every(({ path }) => path === place.path))
    found.push(...(await inRegions(place, place.parts.length === 0, signal)));
  return withoutTwins(found);
}

async function inPart({ path, sizeBytes, mounts }: DrivePart, signal: AbortSignal): Promise<TopNames[]> {
  if (mounts.length === 0) {
    const entries = await withImage(path, sizeBytes, signal, (image) => entriesInImage(image, path));
    return entries === undefined ? [] : [{ path, ...entries }];
  }
  const found: TopNames[] = [];
  for (const at of mounts.slice(0, MOST_MOUNTS)) {
    const entries = await entriesInFolder(at, signal).catch(() => undefined);
    if (entries !== undefined) found.push({ path, ...entries });
  }
  return found;
}

/** @param whole also what stands on it without a table */
async function inRegions(
  { path, sizeBytes }: TopPlace,
  whole: boolean,
  signal: AbortSignal,
): Promise<TopNames[]> {
  const found = await withImage(path, sizeBytes, signal, async (image) => {
    const names: TopNames[] = [];
    const own = whole ? await entriesInImage(image, path).catch(() => undefined) : undefined;
    if (own !== undefined) names.push({ path, ...own });
    for (const region of (await regionsOf(image)).slice(0, MOST_PARTS)) {
      const entries = await entriesInImage(partOf(image, region), path).catch(() => undefined);
      if (entries !== undefined) names.push({ path, partition: region.number, ...entries });
    }
    return names;
  });
  return found ?? [];
}

async function regionsOf(image: Readable): Promise<Region[]> {
  const bytes = bytesOf(image);
  const gpt = await eitherGptRegions(bytes, image.sizeBytes);
  const all = [...gpt, ...(await appleRegions(bytes)), ...(await mbrRegions(bytes))];
  const seen = new Set<number>([0]);
  return all.filter(({ startByte, isContainer }) => {
    if (isContainer || seen.has(startByte) || startByte >= image.sizeBytes) return false;
    seen.add(startByte);
    return true;
  });
}

function partOf(image: Readable, { startByte, lengthBytes }: Region): Readable {
  return {
    sizeBytes: Math.min(lengthBytes, image.sizeBytes - startByte),
    read: (atByte, into) => image.read(startByte + atByte, into),
  };
}

/** Undefined, too, for what cannot be opened or read. */
async function withImage<T>(
  path: string,
  sizeBytes: number,
  signal: AbortSignal,
  look: (image: Readable) => Promise<T>,
): Promise<T | undefined> {
  let file: FileHandle | undefined;
  try {
    // A drive without a medium, and a named pipe, must not hang the open.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return await look(boundedImage(path, file, sizeBytes, signal));
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}

/** A hybrid image shows the same files as a drive and as a partition. */
function withoutTwins(found: readonly TopNames[]): TopNames[] {
  const seen = new Set<string>();
  return found.filter(({ entries, total }) => {
    const key = JSON.stringify([entries, total]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
