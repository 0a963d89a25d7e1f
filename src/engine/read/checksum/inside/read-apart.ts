import type { UnreadFacts } from '../../../contract/failure/damage-reasons.ts';
import { isFailure } from '../../../contract/failure/failure.ts';
import { throwIfStopped } from '../../../contract/failure/stopped.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { contentOf } from '../../browse/content.ts';
import { damageOf } from '../../browse/iso/damage.ts';
import type { NamedFile } from './named-file.ts';

const STEP_BYTES = 1 << 20;

export interface ReadApart {
  readonly imagePath: string;
  readonly signal: AbortSignal;
  /** Of all files together. */
  readonly onRead: (doneBytes: number) => void;
}

/**
 * Hashes files that do not come in order: packed ones, with holes, or laid out backwards. What cannot be read is said of the
 * file.
 *
 * @throws Failure `source-unreadable`, `stopped`
 */
export async function readApart(
  image: Readable,
  files: readonly NamedFile[],
  { imagePath, signal, onRead }: ReadApart,
): Promise<void> {
  const into = new Uint8Array(STEP_BYTES);
  const damaged = damageOf(imagePath);
  let doneBytes = 0;
  for (const file of files) {
    const content = contentOf(image, file.entry, damaged);
    try {
      for (let at = 0; at < content.sizeBytes; at += STEP_BYTES) {
        throwIfStopped(signal);
        const part = into.subarray(0, content.sizeBytes - at);
        await content.read(at, part);
        file.update(part);
        doneBytes += part.length;
        onRead(doneBytes);
      }
      file.end();
    } catch (error) {
      file.problem = problemOf(error);
    }
  }
}

function problemOf(error: unknown): UnreadFacts {
  if (isFailure(error, 'source-truncated')) return { reason: 'ends-too-early' };
  if (isFailure(error, 'source-damaged') && error.facts.because)
    return { reason: 'damaged', damage: error.facts.because };
  throw error;
}
