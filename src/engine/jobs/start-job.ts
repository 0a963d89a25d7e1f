import { type ChildProcess, spawn } from 'node:child_process';
import type { Plan } from '../plan/plan.ts';
import { Failure } from '../ports/failure.ts';
import type { JobCommand, JobHandle, Jobs, StartOptions } from '../ports/jobs.ts';
import type { ElevatedCommand } from '../ports/machine.ts';
import { exitCodes } from '../words/exit-codes.ts';
import { lineChannel } from './channel.ts';
import type { DoneFact, JobEvent } from './events.ts';
import { newJobId } from './job-folder.ts';
import type { JobOrder } from './job-process.ts';

/** How the door starts a job process. */
export interface JobLauncher {
  /** This Node, the script, and the arguments that make it run `runJobProcess`. */
  readonly argv: readonly [string, ...string[]];
  /** The command that runs this Node with `argv` as root. */
  readonly elevate: (argv: readonly string[]) => ElevatedCommand | undefined;
}

const LAST_WORDS_BYTES = 2000;

/** Jobs in processes of their own, in sessions of their own: closing the viewer's terminal does not reach them. */
export function processJobs(launcher: JobLauncher): Jobs {
  return { start: (plan, options = {}) => startJob(launcher, plan, options) };
}

function startJob(
  launcher: JobLauncher,
  plan: Plan,
  { dryRun = false, elevate = false }: StartOptions,
): JobHandle {
  const job = newJobId(new Date(), Math.random());
  const child = elevate ? spawnElevated(launcher, plan) : spawnPlain(launcher);
  const listeners = new Set<(event: JobEvent) => void>();
  const history: JobEvent[] = [];
  const say = (event: JobEvent): void => {
    remember(history, event);
    for (const listener of listeners) listener(event);
  };
  const channel = lineChannel(
    child.stdout as NonNullable<typeof child.stdout>,
    child.stdin as NonNullable<typeof child.stdin>,
  );
  const { ready, ended } = follow(child, job, say, channel, elevate);
  void ready.then(
    () => channel.send({ do: 'start', job, dryRun, plan } satisfies JobOrder),
    () => undefined,
  );
  return {
    id: job,
    ready,
    ended,
    send: (command: JobCommand) => channel.send(command),
    onEvent(listener) {
      for (const event of history) listener(event);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function spawnPlain({ argv: [program, ...args] }: JobLauncher): ChildProcess {
  return spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
}

/** In the terminal's own session, because the password is asked there. */
function spawnElevated({ argv: [, ...script], elevate }: JobLauncher, plan: Plan): ChildProcess {
  const elevated = elevate(script);
  if (!elevated)
    throw new Failure('elevation-missing', {
      target: 'targets' in plan ? (plan.targets[0]?.path ?? '') : '',
    });
  return spawn(elevated.command, elevated.args, { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** Late listeners get everything but the stale counters: only the last progress of a phase is kept. */
function remember(history: JobEvent[], event: JobEvent): void {
  const last = history.at(-1);
  const replaces =
    event.event === 'progress' &&
    last?.event === 'progress' &&
    last.phase === event.phase &&
    last.target === event.target;
  if (replaces) history.pop();
  history.push(event);
}

function follow(
  child: ChildProcess,
  job: string,
  say: (event: JobEvent) => void,
  channel: ReturnType<typeof lineChannel>,
  elevated: boolean,
): Pick<JobHandle, 'ready' | 'ended'> {
  let lastWords = '';
  child.stderr?.on('data', (text: Buffer) => {
    lastWords = (lastWords + text.toString()).slice(-LAST_WORDS_BYTES);
  });
  let isReady = false;
  let done: DoneFact | undefined;
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<number>();
  channel.onMessage((message) => {
    if (!isReady && (message as { ready?: boolean }).ready) {
      isReady = true;
      return ready.resolve();
    }
    const event = message as JobEvent;
    if (event.event === 'done') done = event;
    say(event);
    if (done) ended.resolve(done.exitCode);
  });
  const over = (said: string): void => {
    const failure = whyItEnded(job, isReady, elevated, said);
    if (!isReady) ready.reject(failure);
    if (!done) say(deathNotice(job, failure));
    ended.resolve(done?.exitCode ?? exitCodes.failed);
  };
  child.on('error', (error) => over(error.message));
  child.on('close', (code, signal) =>
    over(lastWords.trim() || (signal ? `killed by ${signal}` : `exit ${code}`)),
  );
  ready.promise.catch(() => undefined);
  return { ready: ready.promise, ended: ended.promise };
}

function whyItEnded(job: string, isReady: boolean, elevated: boolean, said: string): Failure {
  if (!isReady && elevated) return new Failure('elevation-refused', { tool: 'sudo', said });
  return new Failure('job-died', { job, lastWords: said });
}

function deathNotice(job: string, { code, facts }: Failure): JobEvent {
  return {
    v: 1,
    job,
    at: new Date().toISOString(),
    event: 'done',
    ok: false,
    exitCode: exitCodes.failed,
    outcome: 'failed',
    report: { elapsedMs: 0, failure: { code, facts } },
  };
}
