import { writeSync } from 'node:fs';
import type { DoneFact, JobEvent } from '../engine/jobs/events.ts';
import type { Plan } from '../engine/plan/plan.ts';
import { Failure } from '../engine/ports/failure.ts';
import type { JobHandle } from '../engine/ports/jobs.ts';
import {
  jobFolderOf,
  type PlainState,
  type PlainStep,
  plainStart,
  plainStep,
  plainTick,
} from '../engine/progress/plain.ts';
import { openResultFile } from '../engine/targets/result-file.ts';
import { closingLines } from '../engine/words/closing.ts';
import { exitCodes } from '../engine/words/exit-codes.ts';
import type { CommonOptions, Face } from './face.ts';
import { writeReport } from './report-file.ts';
import { type ServedInput, serveStandardInput } from './standard-input.ts';

const TICK_MS = 1000;
/** A stop waits for requests a dying drive does not answer; after that the job is left to itself. */
const STOP_PATIENCE_MS = 15_000;

/** Has a plan carried out and tells it: NDJSON on standard output, or plain lines. Resolves with the exit code. */
export async function follow(plan: Plan, options: CommonOptions, face: Face): Promise<number> {
  const elevate = needsRoot(plan) && !face.machine.isPrivileged();
  const input = await inputFor(plan, face);
  try {
    const job = face.jobs.start(plan, { elevate, standardInput: input?.path });
    return await followJob(job, plan, options, face);
  } finally {
    await input?.close();
  }
}

const noInput = new Failure('usage', {
  problem: 'the source - is standard input, and that is a terminal: pipe an image in',
});

/** Standard input for a plan whose source it is. @throws Failure `usage`, or `missing`, when it is a terminal */
export async function inputFor(
  plan: Plan,
  { standardInput }: Face,
  missing: Failure = noInput,
): Promise<ServedInput | undefined> {
  if (plan.source?.path !== '-') return undefined;
  if (standardInput) return serveStandardInput(standardInput);
  throw missing;
}

/** Tells a job that is under way, to its end or until the viewer is interrupted. */
export async function followJob(
  job: JobHandle,
  plan: Plan,
  options: CommonOptions & {
    readonly leaveOnInterrupt?: boolean;
    /** The person leaves, and with which exit code. */
    readonly left?: Promise<number>;
  },
  face: Face,
): Promise<number> {
  const log = openLog(options.log);
  const tell = options.json ? jsonTeller(face) : plainTeller(plan, options, face);
  let last: DoneFact | undefined;
  const quiet = job.onEvent((event) => {
    log(event);
    if (event.event === 'done') last = event;
    tell.event(event);
  });
  const timer = setInterval(() => tell.tick(face.nowMs()), TICK_MS);
  const interruption = interruptions(job, face, options.leaveOnInterrupt ?? false);
  try {
    const code = await Promise.race([job.ended, interruption.left, ...(options.left ? [options.left] : [])]);
    if (last) tell.done(last);
    if (last && options.report !== undefined) writeReport(options.report, last);
    return interruption.exitCode(code);
  } finally {
    clearInterval(timer);
    quiet();
    interruption.close();
  }
}

/** Drives can be opened by root only; files by whoever owns them. */
export function needsRoot(plan: Plan): boolean {
  // A job this user cannot look into is root's, and so are its drives.
  if (plan.do === 'undo' && plan.targets.length === 0) return true;
  return 'targets' in plan && plan.targets.some(({ kind }) => kind === 'drive');
}

interface Teller {
  event(event: JobEvent): void;
  tick(nowMs: number): void;
  done(done: DoneFact): void;
}

function jsonTeller({ out }: Face): Teller {
  return {
    event: (event) => out(`${JSON.stringify(event)}\n`),
    tick: () => undefined,
    done: () => undefined,
  };
}

/** Progress goes to standard error, the result to standard output. */
function plainTeller(plan: Plan, { quiet }: CommonOptions, face: Face): Teller {
  let state: PlainState = plainStart(face.nowMs());
  const say = ({ state: next, lines }: PlainStep): void => {
    state = next;
    if (!quiet) for (const line of lines) face.err(`${line}\n`);
  };
  return {
    event: (event) => {
      if (event.event !== 'done') say(plainStep(state, event));
    },
    tick: (nowMs) => say(plainTick(state, nowMs)),
    done(done) {
      if (done.ok && quiet) return;
      // Where it went wrong the folder is needed: to look, and to go on.
      const jobFolder = done.ok ? undefined : jobFolderOf(state.progress);
      const lines = closingLines(done, { plan, jobFolder, isPractice: face.isPractice });
      for (const line of lines) (done.ok ? face.out : face.err)(`${line}\n`);
    },
  };
}

/** Ctrl-C and TERM stop the job and wait for its last word; a hang-up leaves it running. */
function interruptions(job: JobHandle, face: Face, leave: boolean) {
  let by: 'SIGINT' | 'SIGTERM' | undefined;
  const left = Promise.withResolvers<number>();
  let timer: NodeJS.Timeout | undefined;
  const close = face.onSignal((signal) => {
    if (signal === 'SIGHUP') return left.resolve(exitCodes.SIGHUP);
    if (leave || by) return left.resolve(exitCodes[signal]);
    by = signal;
    job.send({ do: 'stop' });
    timer = setTimeout(() => left.resolve(exitCodes[signal]), STOP_PATIENCE_MS);
  });
  return {
    left: left.promise,
    /** The signal's own code, when the job ended because of it. */
    exitCode: (code: number): number => (by && code === exitCodes.stopped ? exitCodes[by] : code),
    close() {
      clearTimeout(timer);
      close();
    },
  };
}

function openLog(path: string | undefined): (event: JobEvent) => void {
  if (path === undefined) return () => undefined;
  const fd = openResultFile(path, 'append');
  return (event) => void writeSync(fd, `${JSON.stringify(event)}\n`);
}
