import { Failure } from '../../contract/failure/failure.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import { watchedCalls } from '../../write/transfer/watched-target.ts';
import type { JobContext } from './job-context.ts';
import { openRescueOutput, type RescueOutput } from './rescue-output.ts';
import type { RescuePlaces } from './rescue-places.ts';
import type { Sink } from './rescue-sinks.ts';

export type WantedFile = NonNullable<ReadPlan['output']>;

/** An image that grows. */
export interface FileSink extends Sink {
  readonly kind: 'file';
  readonly output: RescueOutput;
  readonly workPath: string;
}

export interface FileToOpen {
  readonly wanted: WantedFile;
  readonly places: RescuePlaces;
}

/** Opens all of them, or none. @param beforeMade just before the first is made @throws Failure */
export async function openFileSinks(
  files: readonly FileToOpen[],
  how: { readonly sizeBytes: number; readonly goesOn: boolean; readonly beforeMade: () => void },
  { files: confirmed, clock, onFact }: Pick<JobContext, 'files' | 'clock' | 'onFact'>,
): Promise<FileSink[]> {
  const opened: FileSink[] = [];
  try {
    for (const { wanted, places } of files) {
      const { workPath } = places;
      const output = await openRescueOutput({ ...wanted, ...how, workPath, files: confirmed });
      const hand = { fd: output.fd, isFresh: output.isFresh, headBytes: 0 };
      const { path } = wanted;
      // A disk that hangs, or a server that is gone: the others are not to wait for it.
      const { guard } = watchedCalls(path, { nowMs: () => clock.nowMs(), onNote: onFact });
      const sync = (): Promise<void> =>
        guard(output.sync()).catch((error) => Promise.reject(asFile(error, path)));
      opened.push({ kind: 'file', path, hand, output, workPath, sync });
    }
    return opened;
  } catch (error) {
    for (const { output } of opened) {
      if (!how.goesOn) await output.remove();
      await output.close();
    }
    throw error;
  }
}

/** A file is nothing that could be unplugged. */
function asFile(error: unknown, path: string): unknown {
  if (!(error instanceof Failure) || error.code !== 'target-stalled') return error;
  return new Failure('output-not-writable', { path, errno: 'ETIMEDOUT' }, { cause: error });
}
