import { constants, mkdirSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JobEvent } from '../../contract/events/events.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { Plan } from '../../contract/plan/plan.ts';
import { jobsFolder } from '../../host/state/state-folder.ts';
import { holdFile } from '../../host/trust/held-file.ts';
import { isOwnFolder } from '../../host/trust/own-folder.ts';
import { forgetAddress, keepAddress, splitPlan } from './secret-address.ts';
import { CONFIRMED, type Confirmed, confirmedText } from './stored-files.ts';

/**
 * What stays of a job: `plan.json`, `events.ndjson` (everything it said), `journal.ndjson` (how far each target is safe
 * on its medium), `confirmed.json` (which files its paths stood for), `process.json` (who carries it out) and, while it is not
 * done, the source's address when that holds secrets. Readable by its owner only. The plan is on its own medium before the
 * job begins and the journal soon after it grows: a power cut leaves a job that can go on.
 */
export interface JobFolder {
  readonly path: string;
  record(event: JobEvent): void;
  close(): Promise<void>;
}

/** On Windows its process holds this file. */
export const ALIVE = 'alive';
const onWindows = process.platform === 'win32';

export interface JobProcess {
  readonly pid: number;
  /** Ticks since boot at which it began: pids are used again. */
  readonly startedTicks: string;
  /** Of the system's start: ticks and pids begin anew with each. */
  readonly bootId?: string;
}

/** Makes the folder of a new job. @throws Failure `permission-denied` */
export async function makeJobFolder(
  jobId: string,
  plan: Plan,
  self: JobProcess,
  confirmed: Confirmed = {},
): Promise<JobFolder> {
  const path = join(jobsFolder(), jobId);
  mkdirSync(path, { mode: 0o700 });
  try {
    const { shown, address } = splitPlan(plan);
    if (address !== undefined) keepAddress(path, address);
    await writeNew(join(path, CONFIRMED), confirmedText(confirmed, self.bootId));
    await writeNew(join(path, 'plan.json'), `${JSON.stringify(shown, undefined, 2)}\n`);
    const folder = await openJobFolder(path, self);
    for (const place of [path, dirname(path)]) await syncFolder(place);
    return folder;
  } catch (error) {
    // Half a folder is no job, and takes room from the next one.
    rmSync(path, { recursive: true, force: true });
    throw error;
  }
}

/** Opens the folder of a job that goes on; what it says is added. @throws Failure `permission-denied` */
export async function openJobFolder(path: string, self: JobProcess): Promise<JobFolder> {
  if (!isOwnFolder(path)) throw new Failure('permission-denied', { path });
  const processFile = await openOwn(join(path, 'process.json'), constants.O_TRUNC);
  try {
    await processFile.writeFile(`${JSON.stringify(self)}\n`);
  } finally {
    await processFile.close();
  }
  const letGo = onWindows ? holdFile(join(path, ALIVE)) : undefined;
  const events = await lineWriter(join(path, 'events.ndjson'), Number.POSITIVE_INFINITY);
  const journal = await lineWriter(join(path, 'journal.ndjson'), JOURNAL_SYNC_MS);
  return {
    path,
    record(event) {
      events.write(event);
      const entry = journalEntry(event);
      if (entry) journal.write(entry);
      if (event.event === 'done' && event.ok) forgetAddress(path);
    },
    async close() {
      await events.close();
      await journal.close();
      letGo?.();
    },
  };
}

/** Never through a link that somebody put there, and nothing but a plain file; a pipe would keep us waiting. */
async function openOwn(path: string, more: number): Promise<FileHandle> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK | more;
  const file = await open(path, flags, 0o600).catch((error: unknown) => {
    if (['ENXIO', 'ELOOP'].includes(errnoOf(error))) throw new Failure('permission-denied', { path });
    throw error;
  });
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new Failure('permission-denied', { path });
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await openOwn(path, constants.O_EXCL);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** So that the names in it survive a power cut; some file systems have no way to do that. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** A job that lost so much of its journal does that much again. */
const JOURNAL_SYNC_MS = 1000;

interface LineWriter {
  write(value: object): void;
  close(): Promise<void>;
}

/** Lines are written one after the other and never waited for: a slow log must not slow the disk. */
async function lineWriter(path: string, syncEveryMs: number): Promise<LineWriter> {
  const file = await openOwn(path, constants.O_APPEND);
  let last: Promise<unknown> = Promise.resolve();
  let syncedAtMs = performance.now();
  const syncNowAndThen = async (): Promise<void> => {
    if (performance.now() - syncedAtMs < syncEveryMs) return;
    await file.datasync();
    syncedAtMs = performance.now();
  };
  return {
    write(value) {
      last = last
        .then(() => file.appendFile(`${JSON.stringify(value)}\n`))
        .then(syncNowAndThen)
        .catch(() => undefined);
    },
    async close() {
      await last;
      await file.datasync().catch(() => undefined);
      await file.close();
    },
  };
}

/** One line of the journal. */
export interface JournalEntry {
  readonly at: string;
  readonly phase: string;
  readonly target: string;
  readonly safeToByte: number;
}

function journalEntry(event: JobEvent): JournalEntry | undefined {
  if (event.event !== 'progress' || event.phase !== 'write') return undefined;
  const { at, phase, target, safeToByte } = event;
  return target === undefined || safeToByte === undefined ? undefined : { at, phase, target, safeToByte };
}
