import type { Failure } from '../../contract/failure/failure.ts';
import { sourceChanged } from '../../contract/failure/source-failures.ts';
import type { Image } from '../../contract/ports/image.ts';
import { TAG_BYTES, Tagger } from '../../host/files/tags.ts';

const UNIT_BYTES = 65_536;
const UNITS_KEPT = 16;
const unknown = new Uint8Array(TAG_BYTES);

/**
 * An image that is read here and there, and here again: what it gave once it gives each time, also to the checks in its
 * `settle`, or a read fails with `source-changed`. It is read in whole units of 64 KiB; of each a tag is kept.
 */
export function steadyImage<Kind extends Image>(image: Kind): Kind {
  const tags = new Uint8Array(Math.ceil(image.sizeBytes / UNIT_BYTES) * TAG_BYTES);
  const tagger = new Tagger();
  /** Short reads follow each other. */
  const kept = new Map<number, Uint8Array>();

  const demandSame = (index: number, unit: Uint8Array): void => {
    const known = tags.subarray(index * TAG_BYTES, (index + 1) * TAG_BYTES);
    const tag = tagger.tagOf(index, unit);
    if (Buffer.compare(known, unknown) === 0) known.set(tag);
    else if (Buffer.compare(known, tag) !== 0) throw changedAt(image, index * UNIT_BYTES);
  };
  const readUnits = async (atByte: number, into: Uint8Array): Promise<void> => {
    await image.read(atByte, into);
    for (let at = 0; at < into.length; at += UNIT_BYTES)
      demandSame((atByte + at) / UNIT_BYTES, into.subarray(at, at + UNIT_BYTES));
  };
  const unitAt = async (index: number): Promise<Uint8Array> => {
    const before = kept.get(index);
    if (before) return before;
    const atByte = index * UNIT_BYTES;
    const unit = new Uint8Array(Math.min(UNIT_BYTES, image.sizeBytes - atByte));
    await readUnits(atByte, unit);
    kept.set(index, unit);
    const [oldest] = kept.keys();
    if (kept.size > UNITS_KEPT && oldest !== undefined) kept.delete(oldest);
    return unit;
  };
  const read = async (atByte: number, into: Uint8Array): Promise<void> => {
    for (let done = 0; done < into.length; ) {
      const at = atByte + done;
      const within = at % UNIT_BYTES;
      const wholeBytes = wholeUnits(at, into.length - done, image.sizeBytes);
      if (within === 0 && wholeBytes > 0) {
        await readUnits(at, into.subarray(done, done + wholeBytes));
        done += wholeBytes;
      } else {
        const unit = await unitAt((at - within) / UNIT_BYTES);
        const part = unit.subarray(within, within + into.length - done);
        into.set(part, done);
        done += part.length;
      }
    }
  };
  return { ...image, read, settle: () => image.settle?.({ sizeBytes: image.sizeBytes, read }) };
}

/** How much of a stretch is whole units; the image's last one may be short. */
function wholeUnits(atByte: number, lengthBytes: number, sizeBytes: number): number {
  return atByte + lengthBytes === sizeBytes ? lengthBytes : lengthBytes - (lengthBytes % UNIT_BYTES);
}

function changedAt({ path = '' }: Image, atByte: number): Failure {
  return sourceChanged(path, { reason: 'read-otherwise' }, atByte);
}
