import { type ChildProcess, spawn } from 'node:child_process';
import { withLargePages } from '../memory/large-pages.ts';
import { Failure } from '../ports/failure.ts';
import type { JobCommand, JobHandle, Jobs } from '../ports/jobs.ts';
import type { ElevatedCommand } from '../ports/machine.ts';
import { confirmedFilesOf } from '../safety/confirmed-files.ts';
import { exitCodeOf } from '../words/exit-codes.ts';
import { lineChannel } from './channel.ts';
import { EventHistory } from './event-history.ts';
import type { DoneFact, JobEvent } from './events.ts';
import { newJobId } from './job-id.ts';
import type { JobOrder } from './job-order.ts';

/** How the door starts a job process. */
export interface JobLauncher {
  /** This Node, the script, and the arguments that make it run `runJobProcess`; the size of the thread pool is added. */
  readonly argv: readonly [string, ...string[]];
  /** The command that runs this Node with `argv` as root. */
  readonly elevate: (argv: readonly string[]) => ElevatedCommand | undefined;
}

const LAST_WORDS_BYTES = 2000;

/** Jobs in processes of their own, in sessions of their own: closing the viewer's terminal does not reach them. */
export function processJobs(launcher: JobLauncher): Jobs {
  return {
    start(plan, { dryRun = false, elevate = false, standardInput } = {}) {
      const job = newJobId(new Date(), Math.random());
      const files = confirmedFilesOf(plan);
      return launch(launcher, { do: 'start', job, dryRun, plan, standardInput, files }, elevate);
    },
    resume: (job, { elevate = false, standardInput } = {}) =>
      launch(launcher, { do: 'resume', job, standardInput }, elevate),
  };
}

function launch(launcher: JobLauncher, order: JobOrder, elevate: boolean): JobHandle {
  const argv = [...launcher.argv, String(poolThreads(order))] as const;
  const { child, tool } = elevate
    ? spawnElevated({ ...launcher, argv })
    : { child: spawnPlain({ ...launcher, argv }), tool: undefined };
  const listeners = new Set<(event: JobEvent) => void>();
  const history = new EventHistory();
  const say = (event: JobEvent): void => {
    history.add(event);
    for (const listener of listeners) listener(event);
  };
  const channel = lineChannel(
    child.stdout as NonNullable<typeof child.stdout>,
    child.stdin as NonNullable<typeof child.stdin>,
  );
  const { ready, ended } = follow(child, order.job, say, channel, tool);
  void ready.then(
    () => channel.send(order),
    () => undefined,
  );
  return {
    id: order.job,
    ready,
    ended,
    send: (command: JobCommand) => channel.send(command),
    onEvent(listener) {
      for (const event of history.events) listener(event);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Each target has some requests under way, and one that hangs keeps its threads; a thread that idles costs a wake-up for each
 * request. A job that goes on has its targets in its folder.
 */
function poolThreads(order: JobOrder): number {
  if (order.do !== 'start' || !('targets' in order.plan)) return 16;
  return Math.min(4 + 4 * order.plan.targets.length, 16);
}

/** A job may outlive its viewer by hours: it must not keep the folder it was started in, maybe a stick, busy. */
const HELD_FOLDER = '/';

function spawnPlain({ argv: [program, ...args] }: JobLauncher): ChildProcess {
  return spawn(program, args, {
    cwd: HELD_FOLDER,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    env: withLargePages(process.env),
  });
}

/** In the terminal's own session, because the password is asked there. */
function spawnElevated({ argv: [, ...script], elevate }: JobLauncher): { child: ChildProcess; tool: string } {
  const elevated = elevate(script);
  if (!elevated) throw new Failure('elevation-missing', { target: 'the drive' });
  return {
    tool: elevated.tool,
    child: spawn(elevated.command, elevated.args, {
      cwd: HELD_FOLDER,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: elevated.environment,
    }),
  };
}

function follow(
  child: ChildProcess,
  job: string,
  say: (event: JobEvent) => void,
  channel: ReturnType<typeof lineChannel>,
  tool: string | undefined,
): Pick<JobHandle, 'ready' | 'ended'> {
  let lastWords = '';
  let isReady = false;
  child.stderr?.on('data', (text: Buffer) => {
    lastWords = (lastWords + text.toString()).slice(-LAST_WORDS_BYTES);
    // While it asks, the terminal is lent to the tool; afterwards the screen must stay clean.
    if (tool && !isReady) process.stderr.write(text);
  });
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
    const failure = whyItEnded(job, isReady, tool, said);
    if (!isReady) ready.reject(failure);
    if (!done) say(deathNotice(job, failure));
    ended.resolve(done?.exitCode ?? exitCodeOf(failure));
  };
  child.on('error', (error) => over(error.message));
  child.on('close', (code, signal) =>
    over(lastWords.trim() || (signal ? `killed by ${signal}` : `exit ${code}`)),
  );
  ready.promise.catch(() => undefined);
  return { ready: ready.promise, ended: ended.promise };
}

function whyItEnded(job: string, isReady: boolean, tool: string | undefined, said: string): Failure {
  if (!isReady && tool) return new Failure('elevation-refused', { tool, said });
  return new Failure('job-died', { job, lastWords: said });
}

function deathNotice(job: string, failure: Failure): JobEvent {
  const { code, facts } = failure;
  return {
    v: 1,
    job,
    at: new Date().toISOString(),
    event: 'done',
    ok: false,
    exitCode: exitCodeOf(failure),
    outcome: 'failed',
    report: { elapsedMs: 0, failure: { code, facts } },
  };
}
