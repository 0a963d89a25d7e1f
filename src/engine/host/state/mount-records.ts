import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { readPlain } from '../files/read-plain.ts';
import { startedTicks } from '../files/started-ticks.ts';
import { writeSafely } from '../files/write-safely.ts';
import { jobsFolder } from './state-folder.ts';

/** What was mounted, or was being mounted when its process died: all that is needed to undo it. */
const schema = z.object({
  v: z.literal(1),
  /** The process that made it, and chance. */
  id: z.string().regex(/^\d+-[0-9a-f]{12}$/),
  path: z.string(),
  partition: z.number().optional(),
  fileSystem: z.string(),
  by: z.string(),
  elevated: z.boolean().optional(),
  at: z.string(),
  /** Device number of what is mounted, once it is. */
  device: z.string().optional(),
  /** Folders that were made for it, the outermost first. */
  made: z.array(z.string()),
  /** A plain file that shows what is in a container. */
  view: z.string().optional(),
  /** A loop device that was attached for a program. */
  loop: z.string().optional(),
  /** Device and inode of the file behind it, by which it is known again. */
  backing: z.string().optional(),
  /** The process that mounts, and when it began. */
  pid: z.number(),
  ticks: z.string(),
  /** Its folders were made: from here on something of it may be mounted. */
  prepared: z.boolean(),
  /** It is complete. */
  done: z.boolean(),
  madeAtMs: z.number(),
});

export type MountRecord = z.infer<typeof schema>;

/** Beside the jobs, in a folder that is this user's alone. */
export function mountsFolder(): string {
  const path = join(dirname(jobsFolder()), 'mounts');
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

/** All that can be read, the oldest first. */
export function mountRecords(): MountRecord[] {
  const folder = mountsFolder();
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names
    .flatMap((name) => {
      try {
        return [schema.parse(JSON.parse(readPlain(join(folder, name))))];
      } catch {
        return [];
      }
    })
    .sort((left, right) => left.madeAtMs - right.madeAtMs);
}

export function keepMount(record: MountRecord): Promise<void> {
  return writeSafely(join(mountsFolder(), `${record.id}.json`), JSON.stringify(record));
}

/** With what was written beside it. */
export function forgetMount({ id }: Pick<MountRecord, 'id'>): void {
  for (const end of ['json.part', 'json', 'log', 'pid', 'img'])
    rmSync(join(mountsFolder(), `${id}.${end}`), { force: true });
}

/** What is there without a record, of processes that ended while they wrote one. */
export function sweepMounts(): void {
  const names = readdirSync(mountsFolder());
  for (const name of names) {
    const [id = ''] = name.split('.');
    const [pid = ''] = id.split('-');
    if (!names.includes(`${id}.json`) && startedTicks(Number(pid)) === undefined) forgetMount({ id });
  }
}
