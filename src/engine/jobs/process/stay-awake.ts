import type { JobFact } from '../../contract/events/events.ts';
import type { Awake, Machine } from '../../contract/ports/machine.ts';

/** Shorter jobs are over before any computer falls asleep; a note would only frighten. */
const WORTH_A_NOTE_MS = 15_000;
/** Several programs may have to be started before one holds the lock: half of what a job of a few MiB takes. */
const WORTH_ASKING_MS = 1000;

/** Carries out work while the computer is kept awake, unless it is over at once; says so when that is not possible and it takes long. */
export async function whileAwake<T>(
  machine: Pick<Machine, 'keepAwake'>,
  say: (fact: JobFact) => void,
  work: () => Promise<T>,
  worthANoteMs = WORTH_A_NOTE_MS,
): Promise<T> {
  const locks: Awake[] = [];
  const ask = (): void => {
    const lock = machine.keepAwake?.('isowright-job');
    if (lock) locks.push(lock);
  };
  const warn = async (): Promise<void> => {
    for (const { held } of locks) if (!(await held)) say({ event: 'note', code: 'sleep-not-inhibited' });
  };
  // Of two timers of one length the first goes off first.
  const timers = [
    setTimeout(ask, Math.min(WORTH_ASKING_MS, worthANoteMs)),
    setTimeout(() => void warn(), worthANoteMs),
  ];
  for (const timer of timers) timer.unref();
  try {
    return await work();
  } finally {
    for (const timer of timers) clearTimeout(timer);
    for (const lock of locks) lock.release();
  }
}
