import type { SideName } from '../../contract/events/comparison.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import { isDamage } from '../browse/damage.ts';
import type { VolumeEntry } from '../browse/volume.ts';
import type { ComparedTree, OpenContent } from './compared-tree.ts';
import type { EntryPair, TreePair } from './entry-fields.ts';

const STRETCH_BYTES = 256 << 10;

/** What two files of the same size are. `readBytes` of each were compared. */
export type ContentVerdict =
  | { readonly is: 'same'; readonly readBytes: number }
  | { readonly is: 'other'; readonly atByte: number; readonly readBytes: number }
  | { readonly is: 'unread'; readonly side: SideName; readonly readBytes: number };

/** What the file itself is to blame for. */
const UNREAD = ['source-changed', 'file-system-unsupported', 'compression-unsupported'];

/** It could not be read on one side. */
class Unread extends Error {
  readonly side: SideName;

  constructor(side: SideName) {
    super(side);
    this.side = side;
  }
}

/**
 * The bytes of two files of the same size, up to the first that differs. What neither records is not read.
 *
 * @throws what is no matter of these files
 */
export async function compareContents(
  pair: EntryPair,
  trees: TreePair,
  signal: AbortSignal,
): Promise<ContentVerdict> {
  const opened: OpenContent[] = [];
  const openOne = async (side: SideName): Promise<OpenContent> => {
    const content = await blaming(side, () => (trees[side] as ComparedTree).open(pair[side] as VolumeEntry));
    opened.push(content);
    return content;
  };
  let readBytes = 0;
  try {
    const [a, b] = [await openOne('a'), await openOne('b')];
    const atByte = await firstDifference(a, b, signal, (bytes) => {
      readBytes += bytes;
    });
    return atByte === undefined ? { is: 'same', readBytes } : { is: 'other', atByte, readBytes };
  } catch (error) {
    if (error instanceof Unread) return { is: 'unread', side: error.side, readBytes };
    throw error;
  } finally {
    for (const content of opened) await content.close?.();
  }
}

async function firstDifference(
  a: OpenContent,
  b: OpenContent,
  signal: AbortSignal,
  onRead: (bytes: number) => void,
): Promise<number | undefined> {
  const [hashA, hashB] = [a.compare?.(), b.compare?.()];
  const ranges = recordedOf(a, b);
  const longest = ranges.reduce((most, { lengthBytes }) => Math.max(most, lengthBytes), 0);
  const memory = Buffer.allocUnsafe(2 * Math.min(STRETCH_BYTES, longest));
  for (const { atByte, lengthBytes } of ranges) {
    for (let done = 0; done < lengthBytes; done += STRETCH_BYTES) {
      signal.throwIfAborted();
      const length = Math.min(STRETCH_BYTES, lengthBytes - done);
      const [x, y] = [memory.subarray(0, length), memory.subarray(length, 2 * length)];
      const at = atByte + done;
      await Promise.all([blaming('a', () => a.read(at, x)), blaming('b', () => b.read(at, y))]);
      hashA?.passed(x);
      hashB?.passed(y);
      onRead(length);
      if (x.compare(y) !== 0) return at + x.findIndex((byte, index) => byte !== y[index]);
    }
  }
  // Only those without holes are hashed.
  await blaming('a', async () => hashA?.end());
  await blaming('b', async () => hashB?.end());
  return undefined;
}

async function blaming<T>(side: SideName, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isDamage(error) || (error instanceof Failure && UNREAD.includes(error.code))) throw new Unread(side);
    throw error;
  }
}

/** What at least one of them records, in order, within the size. */
function recordedOf(a: OpenContent, b: OpenContent): ByteRange[] {
  const sizeBytes = Math.min(a.sizeBytes, b.sizeBytes);
  const whole = [{ atByte: 0, lengthBytes: sizeBytes }];
  const all = [...(a.recorded ?? whole), ...(b.recorded ?? whole)].sort((x, y) => x.atByte - y.atByte);
  const ranges: { atByte: number; lengthBytes: number }[] = [];
  for (const { atByte, lengthBytes } of all) {
    const endByte = Math.min(atByte + lengthBytes, sizeBytes);
    const last = ranges.at(-1);
    const lastEnd = last ? last.atByte + last.lengthBytes : -1;
    if (endByte <= Math.max(atByte, lastEnd)) continue;
    if (last && atByte <= lastEnd) last.lengthBytes = endByte - last.atByte;
    else ranges.push({ atByte, lengthBytes: endByte - atByte });
  }
  return ranges;
}
