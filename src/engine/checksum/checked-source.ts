import type { ByteStream, Image } from '../ports/image.ts';
import type { Check } from './check.ts';
import type { ImageChecks } from './find-checks.ts';

/** A source that holds its own bytes against what is published about them, as they pass by. */
export interface Checked {
  /** Files that say how the source should be. */
  readonly checkedAgainst: readonly string[];
}

/** `onGood` is called for each check that held. */
export function checkedStream(
  stream: ByteStream,
  { make, mapped }: ImageChecks,
  onGood: (check: Check) => void,
): ByteStream & Checked {
  const checks = make();
  return {
    mapped,
    sizeBytes: stream.sizeBytes,
    checkedAgainst: checks.map(({ from }) => from),
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
 * An image that is read from its beginning in order, even with several reads at once, is checked on the way. Reads elsewhere
 * are let through; what was not seen in order is read again at the end.
 */
export function checkedImage(
  image: Image,
  { make, mapped }: ImageChecks,
  onGood: (check: Check) => void,
): Image & Checked {
  let checks = make();
  let askedBytes = 0;
  let seenBytes = 0;
  let before: Promise<void> = Promise.resolve();
  const see = (bytes: Uint8Array): void => {
    seenBytes += bytes.length;
    for (const check of checks) check.update(bytes);
  };
  /** The bytes belong to the reader as soon as its read is over: they are looked at before, one read after the other. */
  const readInTurn = (atByte: number, into: Uint8Array): Promise<void> => {
    if (atByte === 0) checks = make();
    if (atByte === 0) seenBytes = 0;
    askedBytes = atByte + into.length;
    const mine = Promise.all([image.read(atByte, into), before]).then(() => {
      if (seenBytes === atByte) see(into);
    });
    before = mine.catch(() => undefined);
    return mine;
  };
  return {
    mapped,
    sizeBytes: image.sizeBytes,
    checkedAgainst: checks.map(({ from }) => from),
    extents: () => image.extents(),
    // The checks have seen everything by then.
    ...(image.again && { again: image.again }),
    read: (atByte, into) =>
      atByte === 0 || atByte === askedBytes ? readInTurn(atByte, into) : image.read(atByte, into),
    async settle() {
      await before;
      const into = new Uint8Array(CATCH_UP_BYTES);
      while (seenBytes < image.sizeBytes) {
        const part = into.subarray(0, image.sizeBytes - seenBytes);
        await image.read(seenBytes, part);
        see(part);
      }
      await image.settle?.();
      await settleAll(checks, onGood);
    },
    close: () => image.close(),
  };
}

async function settleAll(checks: readonly Check[], onGood: (check: Check) => void): Promise<void> {
  for (const check of checks) await check.settle();
  for (const check of checks) onGood(check);
}
