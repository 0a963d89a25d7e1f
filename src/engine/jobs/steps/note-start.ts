import { startsOnlyFromDisc } from '../../contract/events/starts.ts';
import type { ByteStream, Readable } from '../../contract/ports/image.ts';
import type { Checked } from '../../read/checksum/checked-source.ts';
import { inspectImage } from '../../read/inspect/inspect.ts';
import type { JobContext } from './job-context.ts';
import { type OpenedSource, openedBytes } from './opened-source.ts';

/** Tables, the boot catalogue and most boot images lie in so much of the beginning. */
const KEPT_BYTES = 4 << 20;

/**
 * An image that starts from disc only is said not to start from the drive: before the first byte, or, of bytes that come once, as soon as their
 * beginning came.
 */
export async function watchedForStart(
  opened: OpenedSource,
  path: string,
  { onFact }: Pick<JobContext, 'onFact'>,
): Promise<OpenedSource> {
  const look = async (image: Readable<number | undefined>): Promise<void> => {
    // A source that cannot be read fails where it is read for good.
    const found = await inspectImage(image).catch(() => undefined);
    if (found && startsOnlyFromDisc(found.forecast)) onFact({ event: 'note', code: 'will-not-start', path });
  };
  if (opened.kind === 'stream') return openedBytes(watchedStream(opened.bytes, look));
  await look(opened.bytes);
  return opened;
}

type Stream = ByteStream & Checked;

function watchedStream(stream: Stream, look: (image: Readable<number | undefined>) => Promise<void>): Stream {
  const kept: Uint8Array[] = [];
  let keptBytes = 0;
  let isLookedAt = false;
  const readNext = async (into: Uint8Array): Promise<number> => {
    const count = await stream.readNext(into);
    if (isLookedAt) return count;
    kept.push(into.slice(0, count));
    keptBytes += count;
    const isOver = count < into.length;
    if (!isOver && keptBytes < KEPT_BYTES) return count;
    isLookedAt = true;
    await look(beginning(Buffer.concat(kept.splice(0)), isOver ? keptBytes : stream.sizeBytes));
    return count;
  };
  return { ...stream, readNext };
}

function beginning(bytes: Uint8Array, sizeBytes: number | undefined): Readable<number | undefined> {
  return {
    sizeBytes,
    reachBytes: bytes.length,
    async read(atByte, into) {
      into.set(bytes.subarray(atByte, atByte + into.length));
    },
  };
}
