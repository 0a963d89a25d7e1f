import type { Failure } from '../../contract/failure/failure.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import { type ByteStream, type Image, isImage, type Readable } from '../../contract/ports/image.ts';
import { isDamage } from '../browse/damage.ts';

/** Bytes of one side as they are compared: in order, several stretches on their way at once. */
export interface SideBytes {
  /** Undefined until its end is reached, of what comes in order. */
  readonly sizeBytes: number | undefined;
  /**
   * Fills `into` as far as there is something; stretches are asked for one after the other, each behind the last.
   *
   * @returns how many bytes there are
   */
  fill(atByte: number, into: Uint8Array): Promise<FilledBytes>;
  /** Bytes from there on that are zeros recorded nowhere; 0 for none. */
  zerosAt?(atByte: number, mostBytes: number): number | Promise<number>;
}

export interface FilledBytes {
  readonly lengthBytes: number;
  /** What of it could not be read, in order. */
  readonly unread: readonly ByteRange[];
}

const NOTHING: readonly ByteRange[] = [];
/** What cannot be read is looked for in steps: stretches, then sectors. */
const STEPS_BYTES = [64 << 10, 4096] as const;
/** The drive itself is gone, or there is nothing more to open it with. */
const ENDS = ['ENODEV', 'ENXIO', 'EBADF', 'ENOMEM', 'EMFILE'];

/** An image, or what comes only once. */
export function sideBytes(
  source: (Readable & Pick<Image, 'zerosAt'>) | Image | ByteStream,
  signal: AbortSignal,
): SideBytes {
  if (!('readNext' in source)) return placedBytes(source, signal);
  return isImage(source) ? placedBytes(source, signal) : orderedBytes(source);
}

function placedBytes(image: Readable & Pick<Image, 'zerosAt'>, signal: AbortSignal): SideBytes {
  const { sizeBytes } = image;
  return {
    sizeBytes,
    ...(image.zerosAt && { zerosAt: (atByte, mostBytes) => image.zerosAt?.(atByte, mostBytes) ?? 0 }),
    async fill(atByte, into) {
      const lengthBytes = Math.max(0, Math.min(into.length, sizeBytes - atByte));
      if (lengthBytes === 0) return { lengthBytes, unread: NOTHING };
      const part = into.subarray(0, lengthBytes);
      const failure = await failureOf(image, atByte, part);
      if (!failure) return { lengthBytes, unread: NOTHING };
      const unread: ByteRange[] = [];
      await inSteps(image, atByte, part, { steps: STEPS_BYTES, unread, signal });
      return { lengthBytes, unread };
    },
  };
}

interface Search {
  readonly steps: readonly number[];
  readonly unread: ByteRange[];
  readonly signal: AbortSignal;
}

async function inSteps(image: Readable, atByte: number, into: Uint8Array, search: Search): Promise<void> {
  const { signal, unread } = search;
  const [step, ...steps] = search.steps;
  if (step === undefined) return void unread.push({ atByte, lengthBytes: into.length });
  for (let done = 0; done < into.length; done += step) {
    signal.throwIfAborted();
    const part = into.subarray(done, done + step);
    if (await failureOf(image, atByte + done, part))
      await inSteps(image, atByte + done, part, { steps, unread, signal });
  }
}

/** Why a place cannot be read. @throws Failure for what is no matter of one place */
async function failureOf(image: Readable, atByte: number, into: Uint8Array): Promise<Failure | undefined> {
  try {
    await image.read(atByte, into);
    return undefined;
  } catch (error) {
    if (!isDamage(error)) throw error;
    if ('errno' in error.facts && ENDS.includes(String(error.facts.errno))) throw error;
    return error;
  }
}

/** Asked for in order, given in order. */
function orderedBytes(stream: ByteStream): SideBytes {
  let busy: Promise<unknown> = Promise.resolve();
  let ended: number | undefined;
  return {
    get sizeBytes() {
      return ended;
    },
    fill(atByte, into) {
      const mine = busy.then(async () => {
        if (ended !== undefined) return { lengthBytes: 0, unread: NOTHING };
        const lengthBytes = await stream.readNext(into);
        if (lengthBytes < into.length) ended = atByte + lengthBytes;
        return { lengthBytes, unread: NOTHING };
      });
      busy = mine.catch(() => undefined);
      return mine;
    },
  };
}
