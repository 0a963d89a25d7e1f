import { type ChildProcess, spawn } from 'node:child_process';
import type { DoneFact, JobEvent } from '../../contract/events/events.ts';
import { exitCodeOf } from '../../contract/failure/exit-codes.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { isUrl } from '../../contract/plan/source-path.ts';
import type { JobCommand, JobHandle, Jobs } from '../../contract/ports/jobs.ts';
import type { ElevatedCommand } from '../../contract/ports/machine.ts';
import { withLargePages } from '../../host/memory/large-pages.ts';
import { YOUNG_SPACE } from '../../host/tools/young-space.ts';
import { releaseFolders } from '../../host/trust/confirmed-folders.ts';
import type { HandedList } from '../../host/trust/handed-list.ts';
import { networkOf } from '../../read/download/network.ts';
import { closedPathsOf } from '../folder/closed-paths.ts';
import { confirmedFilesOf } from '../folder/confirm-files.ts';
import { demandReadable } from '../folder/demand-readable.ts';
import { newJobId } from '../folder/job-id.ts';
import { readEvent } from '../folder/read-event.ts';
import { lineChannel } from './channel.ts';
import { deathNotice, isStopping, stopUnheard } from './death-notice.ts';
import { EventHistory } from './event-history.ts';
import type { JobOrder } from './job-order.ts';
import { type StopWatch, stopWatch } from './stop-watch.ts';
import { NOBODY_ENDS_IT } from './watched-input.ts';

/** How the door starts a job process. */
export interface JobLauncher {
  /** This Node, the script, and the arguments that make it run `runJobProcess`; the size of the thread pool is added. */
  readonly argv: readonly [string, ...string[]];
  /** The command that runs this Node with `argv` as root. */
  readonly elevate: (argv: readonly string[]) => ElevatedCommand | undefined;
  /** The drives this person protects; the job heeds them beside its own. Never rejects. */
  readonly neverTouch?: () => Promise<HandedList>;
  /** Shows what a tool says while it asks for a password; its text is foreign. Absent: nobody is there to see it. */
  readonly relay?: (text: string) => void;
  /** After which a stop that is not heard ends a job of this user. Default: 15 s. */
  readonly stopPatienceMs?: number;
}

const LAST_WORDS_BYTES = 2000;

/** Jobs in processes of their own, in sessions of their own: closing the viewer's terminal does not reach them. */
export function processJobs(launcher: JobLauncher): Jobs {
  let shown: ConfirmedFiles = {};
  return {
    start(plan, { dryRun = false, elevate = false, standardInput, files: confirmed = shown } = {}) {
      if (elevate) demandReadable(plan);
      const job = newJobId(new Date(), Math.random());
      const now = confirmedFilesOf(plan);
      if (dryRun) shown = now;
      const files = dryRun ? now : keptFor(now, confirmed);
      const handle = launch(launcher, { do: 'start', job, dryRun, plan, standardInput, files }, elevate);
      // What a dry run shows is still to be confirmed.
      if (!dryRun) void handle.ended.then(releaseFolders);
      return handle;
    },
    resume: (job, { elevate = false, standardInput } = {}) =>
      launch(launcher, { do: 'resume', job, standardInput }, elevate),
  };
}

/** What a person was shown holds, also for a path that stands for something else by now, or for nothing. */
function keptFor(now: ConfirmedFiles, confirmed: Readonly<ConfirmedFiles>): ConfirmedFiles {
  return { ...now, ...confirmed };
}

function launch(launcher: JobLauncher, order: JobOrder, elevate: boolean): JobHandle {
  const argv = [...launcher.argv, String(poolThreads(order)), ...(elevate ? [NOBODY_ENDS_IT] : [])] as const;
  const { child, tool } = elevate
    ? spawnElevated({ ...launcher, argv })
    : { child: spawnPlain({ ...launcher, argv }), tool: undefined };
  if (!child.stdout || !child.stdin) {
    child.on('error', () => undefined);
    throw new Failure('too-few-files', {});
  }
  const listeners = new Set<(event: JobEvent) => void>();
  const history = new EventHistory();
  const say = (event: JobEvent): void => {
    history.add(event);
    for (const listener of listeners) listener(event);
  };
  const channel = lineChannel(child.stdout, child.stdin);
  // What runs as root ends itself (`watched-input`): nobody else may.
  const watch = stopWatch(() => tool === undefined && child.kill('SIGKILL'), launcher.stopPatienceMs);
  const { ready, ended } = follow(child, order.job, say, channel, tool, watch, launcher.relay);
  const list = launcher.neverTouch?.();
  const closed = tool !== undefined && order.do === 'start' ? closedPathsOf(order.plan) : undefined;
  const ordered = ready.then(async () =>
    channel.send({
      ...order,
      neverTouch: await list,
      ...(closed && { closed: await closed }),
      ...(tool !== undefined && networkFor(order)),
    }),
  );
  ordered.catch(() => undefined);
  return {
    id: order.job,
    ready,
    ended,
    // The first line is the order.
    send(command: JobCommand) {
      if (command.do === 'stop') watch.asked();
      void ordered.then(
        () => channel.send(command),
        () => undefined,
      );
    },
    onEvent(listener) {
      for (const event of history.events) listener(event);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What an elevating tool takes from the environment, for a job that may ask a server. */
function networkFor(order: JobOrder): Pick<JobOrder, 'network'> {
  const mayAsk = order.do === 'resume' || isUrl(order.plan.source?.path ?? '');
  return mayAsk ? { network: networkOf() } : {};
}

/**
 * Each target has some requests under way, and one that hangs keeps its threads; a thread that idles costs a wake-up for each
 * request. A job that goes on has its targets in its folder.
 */
function poolThreads(order: JobOrder): number {
  if (order.do !== 'start' || order.plan.targets === undefined) return 16;
  return Math.min(4 + 4 * order.plan.targets.length, 16);
}

/** A job may outlive its viewer by hours: it must not keep the folder it was started in, maybe a stick, busy. */
const HELD_FOLDER = process.platform === 'win32' ? (process.env.SystemRoot ?? 'C:\\') : '/';

function spawnPlain({ argv: [program, ...args] }: JobLauncher): ChildProcess {
  return spawn(program, [...YOUNG_SPACE, ...args], {
    cwd: HELD_FOLDER,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    windowsHide: true,
    env: withLargePages(process.env),
  });
}

/** In the terminal's own session, because the password is asked there. */
function spawnElevated({ argv: [, ...script], elevate }: JobLauncher): { child: ChildProcess; tool: string } {
  const elevated = elevate(script);
  if (!elevated) throw new Failure('elevation-missing', { target: 'some-drive' });
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
  watch: StopWatch,
  relay: JobLauncher['relay'],
): Pick<JobHandle, 'ready' | 'ended'> {
  let lastWords = '';
  const relayed = new TextDecoder();
  let isReady = false;
  child.stderr?.on('data', (text: Buffer) => {
    lastWords = (lastWords + text.toString()).slice(-LAST_WORDS_BYTES);
    // While it asks, the terminal is lent to the tool; afterwards the screen must stay clean.
    if (tool && !isReady) relay?.(relayed.decode(text, { stream: true }));
  });
  let done: DoneFact | undefined;
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<number>();
  channel.onMessage((message) => {
    if (!isReady && message.ready === true) {
      isReady = true;
      return ready.resolve();
    }
    const event = readEvent(message);
    if (!event) return;
    if (event.event === 'done') done = event;
    if (event.event === 'done' || isStopping(event)) watch.heard();
    say(event);
    if (done) ended.resolve(done.exitCode);
  });
  const over = (said: string, isKilled = false): void => {
    watch.over();
    const failure =
      isReady && isKilled && watch.wasAsked ? stopUnheard(job) : whyItEnded(job, isReady, tool, said);
    if (!isReady) ready.reject(failure);
    if (!done) say(deathNotice(job, failure));
    ended.resolve(done?.exitCode ?? exitCodeOf(failure));
  };
  child.on('error', (error) => over(error.message));
  child.on('close', (code, signal) =>
    over(lastWords.trim() || (signal ? signal : `exit=${code}`), signal === 'SIGKILL' || code === KILLED),
  );
  ready.promise.catch(() => undefined);
  return { ready: ready.promise, ended: ended.promise };
}

function whyItEnded(job: string, isReady: boolean, tool: string | undefined, said: string): Failure {
  if (!isReady && tool) return new Failure('elevation-refused', { tool, said });
  return new Failure('job-died', { job, lastWords: said });
}

/** How sudo and shells say that what they ran was killed. */
const KILLED = 128 + 9;
