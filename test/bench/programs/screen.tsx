import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { render } from 'ink';
import { JOB_ARGUMENT } from '../../../src/door/job-argument.ts';
import type { DoneFact } from '../../../src/engine/contract/events/events.ts';
import type { Plan } from '../../../src/engine/contract/plan/plan.ts';
import type { JobHandle } from '../../../src/engine/contract/ports/jobs.ts';
import { processJobs } from '../../../src/engine/jobs/process/start-job.ts';
import { App } from '../../../src/screens/app.tsx';
import type { WizardPorts } from '../../../src/screens/ports.ts';
import type { Running } from '../../../src/screens/wizard/state.ts';
import { noProgress } from '../../../src/words/progress/state.ts';

// screen.js IMAGE DRIVE BYTES screen|quiet: one write job in a process of its own, with the wizard's run screen on this
// terminal at 10 Hz, or with nobody who looks. Says how long the job took by its own clock, and what the screen cost.

const FRAMES_PER_SECOND = 10;
/** In the wizard the screen has been up for minutes when a job starts: its start is not counted. */
const SETTLED_MS = 1_500;
const [image = '', drive = '', sizeText = '', how = ''] = process.argv.slice(2);
const plan: Plan = {
  v: 1,
  do: 'write',
  source: { kind: 'image', path: image },
  targets: [{ kind: 'drive', path: drive, expect: { sizeBytes: Number(sizeText) } }],
  verify: true,
  test: 'off',
};
const jobs = processJobs({
  argv: [process.execPath, join(import.meta.dirname, 'main.js'), JOB_ARGUMENT],
  elevate: () => undefined,
});

const seen = how === 'screen' ? await onScreen() : await quietly();
console.log(`\n${JSON.stringify(seen)}`);
process.exit(0);

interface Seen {
  readonly jobMs: number;
  readonly bytesPerS?: number;
  readonly viewerCpuMs?: number;
}

async function quietly(): Promise<Seen> {
  return { jobMs: await jobMsOf(jobs.start(plan)) };
}

/** The same as the wizard shows; the terminal is that of whoever started this. */
async function onScreen(): Promise<Seen> {
  let bytes = 0;
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = ((text: string, ...rest: []) => {
    bytes += Buffer.byteLength(text);
    return write(text, ...rest);
  }) as typeof process.stdout.write;
  let job: JobHandle | undefined;
  let before = { bytes: 0, atMs: 0, cpuMs: 0 };
  const instance = render(
    <App
      ports={portsOf((started) => {
        job = started;
        before = { bytes, atMs: Date.now(), cpuMs: cpuMs() };
      })}
      begin={running(Date.now())}
      look={{ glyphs: 'utf8', colour: true }}
      clockEveryMs={500}
      loan={{
        release: async () => undefined,
        spareInterrupts: () => () => undefined,
        announce: () => undefined,
      }}
    />,
    {
      alternateScreen: true,
      incrementalRendering: true,
      exitOnCtrlC: false,
      interactive: true,
      maxFps: FRAMES_PER_SECOND,
    },
  );
  await instance.waitUntilExit();
  const seconds = (Date.now() - before.atMs) / 1000;
  return {
    jobMs: await jobMsOf(job as JobHandle),
    bytesPerS: Math.round((bytes - before.bytes) / seconds),
    viewerCpuMs: Math.round(cpuMs() - before.cpuMs),
  };
}

function portsOf(onStart: (job: JobHandle) => void): WizardPorts {
  const start = (started: Plan): JobHandle => {
    const later = delay(SETTLED_MS).then(() => {
      const job = jobs.start(started);
      onStart(job);
      return job;
    });
    return {
      id: '',
      ready: later.then((job) => job.ready),
      ended: later.then((job) => job.ended),
      onEvent(listener) {
        void later.then((job) => job.onEvent(listener));
        return () => undefined;
      },
      send: () => undefined,
    };
  };
  return {
    machine: { listDrives: async () => [], signature: async () => '', isPrivileged: () => true },
    files: {
      home: '/',
      cwd: '/',
      list: async () => ({ ok: true, entries: [] }),
      stat: async () => undefined,
    },
    jobs: { start, resume: jobs.resume, list: async () => [], attach: () => jobs.start(plan) },
    insides: { look: never, list: never, extract: never },
    now: Date.now,
  };
}

const never = () => new Promise<never>(() => undefined);

/** Already running, and leaving when the job has ended. */
function running(atMs: number): Running {
  return {
    at: 'running',
    start: {},
    earlier: [],
    plan,
    asked: undefined,
    from: { kind: 'start' },
    confirmed: [],
    progress: noProgress(atMs),
    wish: { do: 'run', count: 0, answered: 0 },
    leaving: true,
    interruptedAtMs: undefined,
    overlay: { kind: 'none' },
    notice: undefined,
  };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function jobMsOf(job: JobHandle): Promise<number> {
  let done: DoneFact | undefined;
  job.onEvent((event) => {
    if (event.event === 'done') done = event;
  });
  await job.ended;
  if (!done?.ok) throw new Error(`the job failed: ${JSON.stringify(done?.report)}`);
  return done.report.elapsedMs;
}
