import type { ReadPlan } from '../../contract/plan/plan.ts';
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
  { files: confirmed }: Pick<JobContext, 'files'>,
): Promise<FileSink[]> {
  const opened: FileSink[] = [];
  try {
    for (const { wanted, places } of files) {
      const { workPath } = places;
      const output = await openRescueOutput({ ...wanted, ...how, workPath, files: confirmed });
      const hand = { fd: output.fd, isFresh: output.isFresh, headBytes: 0 };
      opened.push({ kind: 'file', path: wanted.path, hand, output, workPath, sync: () => output.sync() });
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
