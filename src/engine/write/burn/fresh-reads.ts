import type { ScsiCommand } from '../../contract/ports/scsi.ts';
import { type Burner, verdictOf } from './burner.ts';

/** No drive's buffer holds more: what is smaller might be read back from it. */
const MOST_BUFFER_BYTES = 16 << 20;

/** Reads a small image from the medium itself, where the drive knows how (FUA of READ(10)); a large one comes from there anyway. */
export function freshReads(
  imageBytes: number,
): (burner: Burner, command: (isFresh: boolean) => ScsiCommand) => Promise<Uint8Array> {
  const mayBeBuffered = imageBytes <= MOST_BUFFER_BYTES;
  return async (burner, command) => {
    if (!mayBeBuffered) return burner.ask(command(false));
    return burner.ask(command(true)).catch((error: unknown) => {
      if (verdictOf(error) !== 'refused') throw error;
      return burner.ask(command(false));
    });
  };
}
