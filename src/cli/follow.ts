import type { DoneFact, JobEvent } from '../engine/contract/events/events.ts';
import { asFailure, type Failure } from '../engine/contract/failure/failure.ts';
import type { ConfirmedFiles } from '../engine/contract/plan/confirmed-files.ts';
import type { Plan } from '../engine/contract/plan/plan.ts';
import type { JobHandle } from '../engine/contract/ports/jobs.ts';
import { appendResult, openResultFile } from '../engine/jobs/folder/result-file.ts';
import { needsRoot, taskOf } from '../tasks/tasks.ts';
import { jsonText } from '../words/clean.ts';
import { closingLines, missingLines } from '../words/closing.ts';
import { t } from '../words/language.ts';
import { told, toldDone } from '../words/note-details.ts';
import {
  jobFolderOf,
  type PlainState,
  type PlainStep,
  plainStart,
  plainStep,
  plainTick,
  unsaidStep,
} from '../words/progress/plain.ts';
import { remedy } from '../words/remedies.ts';
import { usageFailure } from '../words/spoken-failure.ts';
import type { Face } from './face.ts';
import type { CommonOptions } from './given.ts';
import { interruptions } from './interruptions.ts';
import { demandOwnFilesApart } from './own-files.ts';
import { writeReport } from './report-file.ts';
import { type ServedInput, serveStandardInput } from './standard-input.ts';
import { tell, tellJson } from './tell.ts';

const TICK_MS = 1000;

/**
 * Has a plan carried out and tells it: NDJSON on standard output, or plain lines. Resolves with the exit code.
 *
 * @param files what the plan's paths stood for before the person was asked
 * @param more what was read besides: the file of the plan
 */
export async function follow(
  plan: Plan,
  options: CommonOptions,
  face: Face,
  files?: ConfirmedFiles,
  more: readonly string[] = [],
): Promise<number> {
  const elevate = needsRoot(plan, face.machine);
  await demandOwnFilesApart(plan, options, face, more);
  const input = await inputFor(plan, face);
  try {
    const job = face.jobs.start(plan, {
      elevate,
      standardInput: input?.path,
      ...(files && { files }),
    });
    return await followJob(job, plan, options, face);
  } finally {
    await input?.close();
  }
}

const noInput = (): Failure => usageFailure(() => t().cli.usage.terminalAsSource);

/** Standard input for a plan whose source it is. @throws Failure `usage`, or `missing`, when it is a terminal */
export async function inputFor(
  plan: Plan,
  { standardInput }: Face,
  missing: Failure = noInput(),
): Promise<ServedInput | undefined> {
  if (plan.source?.path !== '-') return undefined;
  if (standardInput) return serveStandardInput(standardInput);
  throw missing;
}

/**
 * Tells a job that is under way, to its end or until the viewer is interrupted. Its log and report are known to be apart from what
 * it reads and writes.
 */
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
  const log = openLog(options.log, face);
  const tell = options.json ? jsonTeller(face) : plainTeller(plan, options, face);
  let last: DoneFact | undefined;
  const interruption = interruptions(job, face, options.leaveOnInterrupt ?? false);
  const quiet = job.onEvent((said) => {
    // What a script reads in the last word is what it gets from this program.
    const event = said.event === 'done' ? { ...said, exitCode: interruption.exitCode(said.exitCode) } : said;
    log(told(event));
    if (event.event === 'done') last = event;
    tell.event(event);
  });
  const timer = setInterval(() => tell.tick(face.nowMs()), TICK_MS);
  try {
    const code = await Promise.race([job.ended, interruption.left, ...(options.left ? [options.left] : [])]);
    if (last) tell.done(last);
    if (last && options.report !== undefined) writeReport(options.report, toldDone(last));
    return interruption.exitCode(code);
  } finally {
    clearInterval(timer);
    quiet();
    interruption.close();
  }
}

interface Teller {
  event(event: JobEvent): void;
  tick(nowMs: number): void;
  done(done: DoneFact): void;
}

function jsonTeller({ out }: Face): Teller {
  return {
    event: (event) => tellJson(out, told(event)),
    tick: () => undefined,
    done: () => undefined,
  };
}

/** Progress goes to standard error, the result to standard output. */
function plainTeller(plan: Plan, { quiet }: CommonOptions, face: Face): Teller {
  let state: PlainState = plainStart(face.nowMs());
  const step = quiet ? unsaidStep : plainStep;
  const say = ({ state: next, lines }: PlainStep): void => {
    state = next;
    tell(face.err, ...lines);
  };
  return {
    event: (event) => {
      if (event.event !== 'done') say(step(state, event));
    },
    tick: (nowMs) => (quiet ? undefined : say(plainTick(state, nowMs))),
    done(done) {
      if (done.ok && quiet) return tell(face.err, ...missingLines(done));
      // Where it went wrong the folder is needed: to look, and to go on.
      const jobFolder = done.ok ? undefined : jobFolderOf(state.progress);
      const lines = closingLines(done, { plan, kind: taskOf(plan), jobFolder, isPractice: face.isPractice });
      tell(done.ok ? face.out : face.err, ...lines);
    },
  };
}

/** A log that cannot go on is said, once; the job is not ended for it. */
function openLog(path: string | undefined, { err }: Face): (event: JobEvent) => void {
  if (path === undefined) return () => undefined;
  const fd = openResultFile(path, 'append');
  let isOver = false;
  return (event) => {
    if (isOver) return;
    try {
      appendResult(fd, path, `${jsonText(event)}\n`);
    } catch (error) {
      isOver = true;
      const { happened } = remedy(asFailure(error));
      tell(err, t().cli.jobs.logEnds(happened));
    }
  };
}
