import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { jobsFolder } from '../jobs/state-folder.ts';
import { writeSafely } from '../undo/saved-content.ts';

/** Drives that passed a truth test once; a drive without a serial is never known again. */
const seenSchema = z.object({
  v: z.literal(1),
  drives: z.array(
    z.object({ serial: z.string(), sizeBytes: z.number(), test: z.enum(['quick', 'full']), at: z.string() }),
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
  if (!drive.serial) return false;
  return (await readSeen(path)).some((seen) => isSame(seen, drive));
}

/** Remembers a drive that passed. Where nothing can be kept it is tested again the next time. */
export async function rememberDrive(
  drive: KnownBy,
  test: 'quick' | 'full',
  atMs: number,
  path = seenFile(),
): Promise<void> {
  const { serial, sizeBytes } = drive;
  if (!serial) return;
  const others = (await readSeen(path)).filter((seen) => !isSame(seen, drive));
  const drives = [...others, { serial, sizeBytes, test, at: new Date(atMs).toISOString() }].slice(
    -KEPT_DRIVES,
  );
  await writeSafely(path, JSON.stringify({ v: 1, drives }, undefined, 2)).catch(() => undefined);
}

/** Forgets a drive that failed: it will be asked again. */
export async function forgetDrive(drive: KnownBy, path = seenFile()): Promise<void> {
  const seen = await readSeen(path);
  const drives = seen.filter((one) => !isSame(one, drive));
  if (drives.length < seen.length)
    await writeSafely(path, JSON.stringify({ v: 1, drives }, undefined, 2)).catch(() => undefined);
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
