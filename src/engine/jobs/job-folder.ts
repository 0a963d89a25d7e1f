import { mkdirSync } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '../plan/plan.ts';
import type { JobEvent } from './events.ts';

/**
 * What stays of a job: `plan.json`, `events.ndjson` (everything it said) and `journal.ndjson` (how far each target is
 * safe on its medium).
 */
export interface JobFolder {
  readonly path: string;
  record(event: JobEvent): void;
  close(): Promise<void>;
}

/** Makes the folder of a job, readable by its owner only. Where no state can be kept (live systems), in the temporary folder. */
export async function makeJobFolder(jobId: string, plan: Plan): Promise<JobFolder> {
  const path = join(jobsFolder(), jobId);
  await mkdir(path, { recursive: true, mode: 0o700 });
  const planFile = await open(join(path, 'plan.json'), 'wx', 0o600);
  await planFile.writeFile(`${JSON.stringify(plan, undefined, 2)}\n`);
  await planFile.close();
  const events = await lineWriter(join(path, 'events.ndjson'));
  const journal = await lineWriter(join(path, 'journal.ndjson'));
  return {
    path,
    record(event) {
      events.write(event);
      const entry = journalEntry(event);
      if (entry) journal.write(entry);
    },
    async close() {
      await events.close();
      await journal.close();
    },
  };
}

/** `$XDG_STATE_HOME/isowright/jobs`; root without a home of its own state uses `/var/lib`. */
export function jobsFolder(): string {
  const candidates = [
    process.env.XDG_STATE_HOME,
    process.getuid?.() === 0 ? '/var/lib' : join(homedir(), '.local', 'state'),
    tmpdir(),
  ];
  for (const base of candidates) {
    if (!base) continue;
    const path = join(base, 'isowright', 'jobs');
    try {
      mkdirSync(path, { recursive: true, mode: 0o700 });
      return path;
    } catch {
      // read-only or not ours: the next one
    }
  }
  return tmpdir();
}

/** Sortable by time and hard to guess: `20261122-114502-k3f9`. */
export function newJobId(now: Date, random: number): string {
  const stamp = now.toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '').replace('T', '-');
  const tail = Math.floor(random * 36 ** 4)
    .toString(36)
    .padStart(4, '0');
  return `${stamp}-${tail}`;
}

interface LineWriter {
  write(value: object): void;
  close(): Promise<void>;
}

/** Lines are written one after the other and never waited for: a slow log must not slow the disk. */
async function lineWriter(path: string): Promise<LineWriter> {
  const file: FileHandle = await open(path, 'wx', 0o600);
  let last: Promise<unknown> = Promise.resolve();
  return {
    write(value) {
      last = last.then(() => file.appendFile(`${JSON.stringify(value)}\n`)).catch(() => undefined);
    },
    async close() {
      await last;
      await file.close();
    },
  };
}

function journalEntry(event: JobEvent): object | undefined {
  if (event.event !== 'progress' || event.safeToByte === undefined) return undefined;
  const { at, phase, target, safeToByte, verifiedBytes } = event;
  return { at, phase, target, safeToByte, verifiedBytes };
}
