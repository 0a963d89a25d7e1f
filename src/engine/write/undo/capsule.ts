import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { overlap, tidyRanges } from '../../bytes/ranges/ranges.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { Target } from '../../contract/ports/target.ts';
import { writeSafely } from '../../host/files/write-safely.ts';
import { readTables, type Tables } from './partitions.ts';
import { forgetSaved, jsonOf, loadSaved, type SavedContent, saveContent } from './saved-content.ts';
import { storageFailure } from './storage-failure.ts';
import { superblockPlaces } from './superblocks.ts';

/** What a job keeps of a drive before it overwrites it, and which drive that was. */
const capsuleSchema = z.object({
  v: z.literal(1),
  target: z.string(),
  path: z.string(),
  kind: z.enum(['drive', 'file']),
  serial: z.string().optional(),
  sizeBytes: z.number(),
  /** The job wrote nothing from here on. Absent in capsules of earlier versions. */
  overwriteBytes: z.number().optional(),
  partitions: z.array(z.object({ number: z.number(), atByte: z.number(), lengthBytes: z.number() })),
});

export type CapsuleFacts = z.infer<typeof capsuleSchema>;

export interface Capsule extends CapsuleFacts {
  readonly saved: SavedContent;
}

const EDGE_BYTES = 1 << 20;

/** Where the parts for the target a plan names by `path` are in a job folder: without ending. */
export function capsuleBase(folder: string, path: string): string {
  return join(folder, `undo-${shortName(path)}`);
}

/** A file name for a path: the same for the same path. */
export function shortName(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12);
}

/**
 * Keeps the first and the last MiB, all partition tables, and the superblocks of every partition that will lose bytes.
 * Taken once: a job that goes on later keeps the capsule of its beginning.
 */
export async function takeCapsule(
  target: Target,
  about: Omit<CapsuleFacts, 'v' | 'partitions' | 'target' | 'overwriteBytes'>,
  overwritten: ByteRange,
  base: string,
): Promise<Capsule> {
  const before = await loadCapsule(base);
  if (before) return before;
  const tables = await readTables(target);
  const unit = Math.max(512, target.blockBytes);
  const ranges = tidyRanges(
    capsuleRanges(tables, overwritten, target.capacityBytes),
    unit,
    target.capacityBytes,
  );
  const saved = await saveContent(target, ranges, base);
  const facts: CapsuleFacts = {
    v: 1,
    target: target.name,
    ...about,
    overwriteBytes: overwritten.atByte + overwritten.lengthBytes,
    partitions: [...tables.partitions],
  };
  await writeSafely(`${base}.capsule.json`, JSON.stringify(facts, undefined, 2)).catch(async (error) => {
    await forgetCapsule(base);
    throw storageFailure(base, error);
  });
  return { ...facts, saved };
}

/** The capsule of a job's target; undefined when none was taken, or not to its end. */
export async function loadCapsule(base: string): Promise<Capsule | undefined> {
  const text = await readFile(`${base}.capsule.json`, 'utf8').catch(() => undefined);
  const saved = await loadSaved(base);
  if (text === undefined || !saved) return undefined;
  const parsed = capsuleSchema.safeParse(jsonOf(text));
  return parsed.success ? { ...parsed.data, saved } : undefined;
}

/** Nothing of it stays: half a capsule would promise what it cannot keep. */
export async function forgetCapsule(base: string): Promise<void> {
  await rm(`${base}.capsule.json`, { force: true });
  await forgetSaved(base);
}

/** What is worth keeping of a drive with these tables before `overwritten` is written. */
export function capsuleRanges(tables: Tables, overwritten: ByteRange, capacityBytes: number): ByteRange[] {
  const hit = tables.partitions.filter((partition) => overlap(partition, overwritten));
  return [
    { atByte: 0, lengthBytes: EDGE_BYTES },
    { atByte: Math.max(0, capacityBytes - EDGE_BYTES), lengthBytes: EDGE_BYTES },
    ...tables.ranges,
    ...superblockPlaces({ atByte: 0, lengthBytes: capacityBytes }).filter((place) =>
      overlap(place, overwritten),
    ),
    ...hit.flatMap(superblockPlaces),
  ];
}
