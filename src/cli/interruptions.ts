import { exitCodes } from '../engine/contract/failure/exit-codes.ts';
import type { JobHandle } from '../engine/contract/ports/jobs.ts';
import { STOP_UNHEARD_MS } from '../engine/jobs/process/stop-watch.ts';
import { t } from '../words/language.ts';
import type { Face } from './face.ts';
import { tell } from './tell.ts';

/** A stop waits for requests a dying drive does not answer; after that the job is left to itself. One that hears no stop is ended before. */
const STOP_PATIENCE_MS = STOP_UNHEARD_MS + 5000;

/**
 * Ctrl-C and TERM stop the job and wait for its last word; a second one leaves it to itself, and a hang-up does at once.
 *
 * @param leave the first one does, too: somebody only looks on
 */
export function interruptions(
  job: Pick<JobHandle, 'id' | 'send'>,
  face: Pick<Face, 'onSignal' | 'err'>,
  leave: boolean,
) {
  let by: 'SIGINT' | 'SIGTERM' | undefined;
  const left = Promise.withResolvers<number>();
  let timer: NodeJS.Timeout | undefined;
  // It was told to stop and has not ended: whoever leaves should know that it is still there, and how to see it end.
  const leaveStopping = (signal: 'SIGINT' | 'SIGTERM'): void => {
    tell(face.err, t().cli.jobs.stillStopping(job.id));
    left.resolve(exitCodes[signal]);
  };
  const close = face.onSignal((signal) => {
    if (signal === 'SIGHUP') return left.resolve(exitCodes.SIGHUP);
    if (leave) return left.resolve(exitCodes[signal]);
    if (by) return leaveStopping(signal);
    by = signal;
    job.send({ do: 'stop' });
    timer = setTimeout(leaveStopping, STOP_PATIENCE_MS, signal);
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
