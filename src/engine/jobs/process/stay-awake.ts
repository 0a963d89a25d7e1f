import type { JobFact } from '../../contract/events/events.ts';
import type { Machine } from '../../contract/ports/machine.ts';

/** Shorter jobs are over before any computer falls asleep; a note would only frighten. */
const WORTH_A_NOTE_MS = 15_000;

/** Carries out work while the computer is kept awake; says so when that is not possible and it takes long. */
export async function whileAwake<T>(
  machine: Pick<Machine, 'keepAwake'>,
  say: (fact: JobFact) => void,
  work: () => Promise<T>,
  worthANoteMs = WORTH_A_NOTE_MS,
): Promise<T> {
  const awake = machine.keepAwake?.('isowright-job');
  const warn = async (): Promise<void> => {
    if (awake && !(await awake.held)) say({ event: 'note', code: 'sleep-not-inhibited' });
  };
  const timer = setTimeout(() => void warn(), worthANoteMs);
  timer.unref();
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    awake?.release();
  }
}
