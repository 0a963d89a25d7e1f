import type { SignatureReport } from '../../contract/events/signature.ts';
import type { LeftBeside } from '../../contract/failure/beside-reasons.ts';
import type { Failure } from '../../contract/failure/failure.ts';
import type { ByteStream, Image, Readable } from '../../contract/ports/image.ts';
import type { Check } from './check.ts';
import type { ImageChecks, KnownChecksum } from './find-checks.ts';

/** A source that holds its own bytes against what is published about them, as they pass by. */
export interface Checked {
  /** Files that say how the source should be. */
  readonly checkedAgainst: readonly string[];
  /** What whoever reads it compares itself, because it computes that anyway (`leavesSha256`). */
  readonly known?: KnownChecksum | undefined;
  /** Checksum files that are there and of which nothing can be taken. */
  readonly leftAlone?: readonly LeftBeside[] | undefined;
  /** Two of those that say something say different things. */
  readonly contradiction?: Failure | undefined;
  /** There is a signature of it, which is checked at its end. */
  readonly isSigned?: boolean;
  /** Signatures of the checksum file that is gone by. */
  readonly signatures?: readonly SignatureReport[] | undefined;
  /** Present when its bytes are unpacked on the way. */
  readonly packed?: Packed | undefined;
}

/** What a source is unpacked from. */
export interface Packed {
  /** Name of the container: `gzip`. */
  readonly container: string;
  readonly packedBytes?: number;
}

type Taken = Pick<ImageChecks, 'make' | 'mapped' | 'known'> &
  Partial<Pick<ImageChecks, 'leftAlone' | 'contradiction' | 'signatures'>>;

/** `onGood` is called for each check that held. */
export function checkedStream(
  stream: ByteStream,
  { make, mapped, known, leftAlone, contradiction, signatures }: Taken,
  onGood: (check: Check) => void,
): ByteStream & Checked {
  const checks = make();
  return {
    mapped,
    known,
    leftAlone,
    contradiction,
    signatures,
    sizeBytes: stream.sizeBytes,
    leastBytes: stream.leastBytes,
    checkedAgainst: namesOf(checks),
    async readNext(into) {
      const lengthBytes = await stream.readNext(into);
      for (const check of checks) check.update(into.subarray(0, lengthBytes));
      return lengthBytes;
    },
    async settle() {
      await stream.settle?.();
      await settleAll(checks, onGood);
    },
    close: () => stream.close(),
  };
}

const CATCH_UP_BYTES = 1 << 20;

/**
 * An image that is checked by what is used of it: `passed` gets those bytes in order. What nobody passed on by the end is
 * read then.
 */
export function checkedImage(
  image: Image,
  { make, mapped, known, leftAlone, contradiction, signatures }: Taken,
  onGood: (check: Check) => void,
): Image & Checked {
  const checks = make();
  let seenBytes = 0;
  const see = (bytes: Uint8Array): void => {
    seenBytes += bytes.length;
    for (const check of checks) check.update(bytes);
  };
  return {
    mapped,
    known,
    leftAlone,
    contradiction,
    signatures,
    sizeBytes: image.sizeBytes,
    ...(image.path !== undefined && { path: image.path }),
    checkedAgainst: namesOf(checks),
    extents: () => image.extents(),
    read: (atByte, into) => image.read(atByte, into),
    passed(bytes) {
      image.passed?.(bytes);
      see(bytes);
    },
    async settle(seen = image) {
      const into = new Uint8Array(CATCH_UP_BYTES);
      while (seenBytes < image.sizeBytes) {
        const part = into.subarray(0, image.sizeBytes - seenBytes);
        await seen.read(seenBytes, part);
        see(part);
      }
      await image.settle?.(seen);
      await settleAll(checks, onGood, seen);
    },
    close: () => image.close(),
  };
}

/** Without signatures, which are no checksums. */
function namesOf(checks: readonly Check[]): string[] {
  return checks.filter(({ isSilent }) => !isSilent).map(({ from }) => from);
}

async function settleAll(
  checks: readonly Check[],
  onGood: (check: Check) => void,
  seen?: Readable,
): Promise<void> {
  for (const check of checks) await check.settle(seen);
  for (const check of checks) if (!check.isSilent) onGood(check);
}
