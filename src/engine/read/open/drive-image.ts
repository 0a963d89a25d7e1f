import { asFailure, Failure, isFailure } from '../../contract/failure/failure.ts';
import type { Image } from '../../contract/ports/image.ts';
import type { Target } from '../../contract/ports/target.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';

const STEP_BYTES = 1 << 20;

/**
 * A drive that was opened for reading, as an Image: places and lengths need not be those of its blocks. What the drive cannot
 * read is `source-unreadable`, as of any source.
 */
export function driveImage(target: Target): Image {
  const { blockBytes, capacityBytes: sizeBytes } = target;
  const memory = alignedBytes(STEP_BYTES);
  let busy: Promise<void> = Promise.resolve();
  const readStep = async (atByte: number, into: Uint8Array): Promise<void> => {
    const from = Math.floor(atByte / blockBytes) * blockBytes;
    const to = Math.ceil((atByte + into.length) / blockBytes) * blockBytes;
    await target.read(from, memory.subarray(0, to - from)).catch((error) => {
      throw asSource(error);
    });
    into.set(memory.subarray(atByte - from, atByte - from + into.length));
  };
  const readAll = async (atByte: number, into: Uint8Array): Promise<void> => {
    const most = STEP_BYTES - 2 * blockBytes;
    for (let done = 0; done < into.length; done += most)
      await readStep(atByte + done, into.subarray(done, done + most));
  };
  return {
    sizeBytes,
    extents: () => [{ atByte: 0, lengthBytes: sizeBytes, from: 'file' }],
    async read(atByte, into) {
      // One memory: one read at a time.
      const mine = busy.then(() => readAll(atByte, into));
      busy = mine.catch(() => undefined);
      await mine;
    },
    async close() {
      await target.abandon();
    },
  };
}

function asSource(error: unknown): Failure {
  const failure = asFailure(error);
  if (!isFailure(failure, 'target-read-failed')) return failure;
  const { target, errno, atByte } = failure.facts;
  return new Failure('source-unreadable', { path: target, errno, atByte }, { cause: error });
}
