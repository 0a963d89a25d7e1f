import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

// A process is let go on in slices of a millisecond, and looked at while it stands still: whatever it said last, it has done
// nothing since. That makes a moment certain which would be over before a watcher that only listens could act.

const SLICE_MS = 1;
/** While it only starts and has said nothing yet. */
const FIRST_SLICES_MS = 4;
/** So often nothing new and a listener that sleeps: everything that was said is heard. */
const CALM_LOOKS = 3;

/** A process (group) that is moved forward step by step. */
export interface Steps {
  readonly pid: number;
  /** The moment has come; asked only while the process stands still. */
  readonly isThere: () => boolean;
  /** Processes that pass on what it says, and how much has arrived of it. */
  readonly listeners: readonly number[];
  readonly heard: () => number;
}

/** Leaves the process standing at the moment. @returns false when it ended before */
export async function stepTo({ pid, isThere, listeners, heard }: Steps): Promise<boolean> {
  for (;;) {
    if (!(await halt(pid))) return false;
    await untilHeard(listeners, heard);
    if (isThere()) return true;
    runFor(pid, heard() === 0 ? FIRST_SLICES_MS : SLICE_MS);
  }
}

const clock = new Int32Array(new SharedArrayBuffer(4));

/** Nothing else of this process comes in between: the slice is no longer than it shall be. */
function runFor(pid: number, ms: number): void {
  signal(pid, 'SIGCONT');
  Atomics.wait(clock, 0, 0, ms);
  signal(pid, 'SIGSTOP');
}

/** Stops all of a process group, and waits until it stands. @returns false when there is nothing to stop */
export async function halt(pid: number): Promise<boolean> {
  signal(pid, 'SIGSTOP');
  for (;;) {
    const state = stateOf(pid);
    if (state === 'T') return true;
    if (state === undefined || state === 'Z') return false;
    await wait(0);
  }
}

async function untilHeard(listeners: readonly number[], heard: () => number): Promise<void> {
  let before = -1;
  for (let calm = 0; calm < CALM_LOOKS; ) {
    await wait(1);
    const now = heard();
    const areAsleep = listeners.every((pid) => ['S', 'Z', undefined].includes(stateOf(pid)));
    calm = areAsleep && now === before ? calm + 1 : 0;
    before = now;
  }
}

/** To a whole group; nothing when it is over. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch {
    // it ended meanwhile
  }
}

/** `R`, `S`, `T`, `Z` and so on; undefined when there is no such process. */
export function stateOf(pid: number): string | undefined {
  const text = textOf(`/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(')') + 2)[0];
}

/** Processes that one started, and those started by them. */
export function descendants(pid: number): number[] {
  const children = (textOf(`/proc/${pid}/task/${pid}/children`) ?? '').trim().split(' ').filter(Boolean);
  return children.map(Number).flatMap((child) => [child, ...descendants(child)]);
}

/** The job of a viewer, once its program is loaded and it leads a group of its own. */
export function jobProcessOf(viewer: number): number | undefined {
  return descendants(viewer).find(
    (pid) => textOf(`/proc/${pid}/cmdline`)?.includes('--job-process') && groupOf(pid) === pid,
  );
}

function groupOf(pid: number): number {
  const text = textOf(`/proc/${pid}/stat`) ?? '';
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[2]);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
