import type { JobEvent } from '../../src/engine/contract/events/events.ts';
import type { Plan } from '../../src/engine/contract/plan/plan.ts';
import type { Drive } from '../../src/engine/contract/ports/drive.ts';
import type { JobCommand, JobHandle, StartOptions } from '../../src/engine/contract/ports/jobs.ts';
import type { TopNames } from '../../src/engine/contract/ports/top-names.ts';
import type { FileFacts, FilePlace, WizardJobs, WizardPorts } from '../../src/screens/ports.ts';
import { entries, isoBytes, withReceipt } from './drive-wizard.ts';
import { someDrives } from './fake-drives.ts';
import { fakeInsides } from './fake-insides.ts';
import { fakeJobFacts } from './fake-job.ts';
import { knownJobs } from './fake-jobs.ts';

/** What a fake world can be asked about afterwards, and told meanwhile. */
export interface FakeWorld {
  readonly ports: WizardPorts;
  readonly started: { readonly plan: Plan; readonly options: StartOptions }[];
  readonly told: JobCommand[];
  /** Jobs that were attached to or gone on with. */
  readonly reached: string[];
  plug(drives: readonly Drive[]): void;
}

export interface FakeOptions {
  readonly drives?: readonly Drive[];
  /** Drives that are there after so many looks. */
  readonly plugged?: { readonly after: number; readonly drives: readonly Drive[] };
  readonly privileged?: boolean;
  /** What stands at the top of drives, by path. */
  readonly tops?: Readonly<Record<string, readonly TopNames[]>>;
  /** Real time between two events of a job. */
  readonly stepMs?: number;
  readonly now?: () => number;
}

/** A machine with fake drives, a home with a few files, and jobs that replay events: no disk, no process. */
export function fakeWorld(options: FakeOptions = {}): FakeWorld {
  const { privileged = true, stepMs = 1, now = Date.now } = options;
  let looks = 0;
  let drives = options.drives ?? someDrives;
  const started: FakeWorld['started'] = [];
  const told: JobCommand[] = [];
  const reached: string[] = [];
  const jobs: WizardJobs = {
    start(plan, startOptions = {}) {
      started.push({ plan, options: startOptions });
      return fakeHandle(plan, { dryRun: startOptions.dryRun ?? false, stepMs, now, told });
    },
    resume(job) {
      const known = knownJobs.find(({ id }) => id === job);
      reached.push(`resume ${job}`);
      return fakeHandle(known!.plan, { dryRun: false, stepMs, now, told });
    },
    attach(job) {
      const known = knownJobs.find(({ id }) => id === job);
      reached.push(`attach ${job}`);
      return fakeHandle(known!.plan, { dryRun: false, stepMs, now, told });
    },
    list: async () => knownJobs,
  };
  return {
    ports: {
      machine: {
        listDrives: async () => {
          looks += 1;
          if (options.plugged !== undefined && looks > options.plugged.after) drives = options.plugged.drives;
          return [...drives];
        },
        signature: async () => drives.map(({ path, diskSequence }) => `${path}${diskSequence}`).join(),
        isPrivileged: () => privileged,
      },
      files: {
        home: '/home/ann',
        cwd: '/home/ann/isos',
        list: async (folder) => ({ ok: true, entries: folder === '/home/ann/isos' ? entries : [] }),
        stat: async (path) => fakeStat(path),
        places: async () => fakePlaces,
        topNames: async (asked) => asked.map(({ path }) => options.tops?.[path] ?? []),
      },
      jobs,
      insides: fakeInsides,
      now,
    },
    started,
    told,
    reached,
    plug(next) {
      drives = next;
    },
  };
}

export const fakePlaces: readonly FilePlace[] = [
  { kind: 'home', path: '/home/ann' },
  { kind: 'downloads', path: '/home/ann/Downloads' },
  { kind: 'mounted', path: '/media/ann/KEYS' },
  { kind: 'recent', path: '/home/ann/isos/memtest86+.img' },
  { kind: 'address', path: 'https://deb.example.org/images/debian-12.9.iso' },
];

function fakeStat(path: string): FileFacts | undefined {
  if (path === '/home/ann' || path === '/home/ann/isos') return { kind: 'folder', sizeBytes: 0 };
  const name = path.startsWith('/home/ann/isos/') ? path.slice('/home/ann/isos/'.length) : '';
  const entry = withReceipt.find((other) => other.name === name);
  const isReceipt = name.endsWith('.receipt.json');
  return entry && { kind: entry.kind, sizeBytes: entry.sizeBytes, isReceipt };
}

interface Replay {
  readonly dryRun: boolean;
  readonly stepMs: number;
  readonly now: () => number;
  readonly told: JobCommand[];
}

/** Replays its facts, one each step; pause waits, stop ends it. */
function fakeHandle(plan: Plan, { dryRun, stepMs, now, told }: Replay): JobHandle {
  const facts = fakeJobFacts(plan, isoBytes, dryRun);
  const said: JobEvent[] = [];
  const listeners = new Set<(event: JobEvent) => void>();
  let wish: JobCommand['do'] = 'resume';
  let ended: (exitCode: number) => void;
  const end = new Promise<number>((resolve) => {
    ended = resolve;
  });
  const say = (fact: (typeof facts)[number]) => {
    const event: JobEvent = { v: 1, job: 'fake', at: new Date(now()).toISOString(), ...fact };
    said.push(event);
    for (const listener of listeners) listener(event);
    if (event.event === 'done') ended(event.exitCode);
  };
  const step = () => {
    if (wish === 'pause') return void setTimeout(step, stepMs);
    const fact = wish === 'stop' ? stoppedFact : facts.shift();
    if (fact === undefined) return;
    say(fact);
    if (fact.event !== 'done') setTimeout(step, stepMs);
  };
  setTimeout(step, stepMs);
  return {
    id: 'fake',
    ready: Promise.resolve(),
    onEvent(listener) {
      for (const event of said) listener(event);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(command) {
      told.push(command);
      if (command.do !== wish && command.do !== 'stop')
        say({ event: 'note', code: command.do === 'pause' ? 'paused' : 'resumed' });
      wish = command.do;
    },
    ended: end,
  };
}

const stoppedFact = {
  event: 'done' as const,
  ok: false,
  exitCode: 3,
  outcome: 'stopped' as const,
  report: { elapsedMs: 10, failure: { code: 'stopped' as const, facts: { by: 'person' as const } } },
};
