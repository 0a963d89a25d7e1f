import { exitCodes } from '../engine/contract/failure/exit-codes.ts';
import type { JobHandle } from '../engine/contract/ports/jobs.ts';
import { t } from '../words/language.ts';
import type { Face } from './face.ts';
import { tell } from './tell.ts';

export interface JobKeys {
  /** Resolves with the exit code when the person leaves. */
  readonly left: Promise<number>;
  close(): void;
}

/** The keys of the run screen, for who looks at a job in plain lines: p pauses, s stops, d leaves it to itself. */
export function obeyKeys(job: JobHandle, { keys, err }: Face): JobKeys | undefined {
  if (!keys) return undefined;
  let isPaused = false;
  let isAsking = false;
  const left = Promise.withResolvers<number>();
  const quiet = job.onEvent((event) => {
    if (event.event === 'note' && event.code === 'paused') isPaused = true;
    if (event.event === 'note' && event.code === 'resumed') isPaused = false;
  });
  tell(err, t().cli.jobs.keys);
  const close = keys((key) => {
    const wasAsking = isAsking;
    isAsking = false;
    if (key === 's' && wasAsking) job.send({ do: 'stop' });
    else if (key === 's') {
      isAsking = true;
      tell(err, t().cli.jobs.stopAgain);
    } else if (key === 'p') job.send({ do: isPaused ? 'resume' : 'pause' });
    else if (key === 'd' || key === 'q') {
      tell(err, t().cli.jobs.leftRunning(job.id));
      left.resolve(exitCodes.done);
    }
  });
  return {
    left: left.promise,
    close() {
      close();
      quiet();
    },
  };
}
