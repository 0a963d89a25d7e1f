import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { writeSafely } from '../../host/files/write-safely.ts';
import { jobsFolder } from '../../host/state/state-folder.ts';
import { isTelling } from '../../host/trust/telling-serial.ts';

/**
 * Drives that passed a truth test once. A drive without a serial is never known again, nor one whose serial says nothing:
 * cheap sticks of one make share theirs, and the counterfeit one among them must not pass for the other.
 */
const seenSchema = z.object({
  v: z.literal(1),
  drives: z.array(
    z.object({
      serial: z.string(),
      sizeBytes: z.number(),
      test: z.enum(['quick', 'full']),
      at: z.string(),
      /** Two of them were plugged in at once: from then on each is tested. */
      shared: z.boolean().optional(),
    }),
  ),
});
type Seen = z.infer<typeof seenSchema>['drives'];

export interface KnownBy {
  readonly serial?: string | undefined;
  readonly sizeBytes: number;
}

/** More than anybody has; the oldest are forgotten. */
const KEPT_DRIVES = 1000;

export async function wasSeen(drive: KnownBy, path = seenFile()): Promise<boolean> {
  if (!isTelling(drive.serial)) return false;
  return (await readSeen(path)).some((seen) => isSame(seen, drive) && !seen.shared);
}

/** Remembers a drive that passed. Where nothing can be kept it is tested again the next time. */
export async function rememberDrive(
  drive: KnownBy,
  test: 'quick' | 'full',
  atMs: number,
  path = seenFile(),
): Promise<void> {
  const { serial, sizeBytes } = drive;
  if (!isTelling(serial)) return;
  const seen = await readSeen(path);
  const others = seen.filter((one) => !isSame(one, drive));
  const shared = others.length < seen.length && seen.some((one) => isSame(one, drive) && one.shared);
  const at = new Date(atMs).toISOString();
  await keep([...others, { serial, sizeBytes, test, at, ...(shared && { shared }) }], path);
}

/** Forgets a drive that failed: it will be asked again. */
export async function forgetDrive(drive: KnownBy, path = seenFile()): Promise<void> {
  const seen = await readSeen(path);
  const drives = seen.filter((one) => !isSame(one, drive));
  if (drives.length < seen.length) await keep(drives, path);
}

/** Two drives with this serial and size were plugged in at once before. */
export async function isShared(drive: KnownBy, path = seenFile()): Promise<boolean> {
  return (await readSeen(path)).some((seen) => isSame(seen, drive) && seen.shared);
}

/** Another drive with the same serial and size is plugged in: none of them is known by it any more. */
export async function markShared(drive: KnownBy, path = seenFile()): Promise<void> {
  const seen = await readSeen(path);
  await keep(
    seen.map((one) => (isSame(one, drive) ? { ...one, shared: true } : one)),
    path,
  );
}

async function keep(drives: Seen, path: string): Promise<void> {
  const text = JSON.stringify({ v: 1, drives: drives.slice(-KEPT_DRIVES) }, undefined, 2);
  await writeSafely(path, text).catch(() => undefined);
}

async function readSeen(path: string): Promise<Seen> {
  try {
    return seenSchema.parse(JSON.parse(await readFile(path, 'utf8'))).drives;
  } catch {
    return [];
  }
}

function isSame(seen: KnownBy, drive: KnownBy): boolean {
  return seen.serial === drive.serial && seen.sizeBytes === drive.sizeBytes;
}

/** Beside the jobs of this user; a job that writes drives is root's. */
function seenFile(): string {
  return join(dirname(jobsFolder()), 'seen-drives.json');
}
