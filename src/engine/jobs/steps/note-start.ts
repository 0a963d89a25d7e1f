import type { Forecast } from '../../contract/events/inspection.ts';
import { startsOnlyFromDisc } from '../../contract/events/starts.ts';
import type { ByteStream, Readable } from '../../contract/ports/image.ts';
import type { Checked } from '../../read/checksum/checked-source.ts';
import { inspectImage } from '../../read/inspect/inspect.ts';
import { beginningOf } from '../../read/open/beginning-of.ts';
import type { JobContext } from './job-context.ts';
import { KeptPieces } from './kept-pieces.ts';
import { type OpenedSource, openedBytes } from './opened-source.ts';

/**
 * An image that starts from disc only is said not to start from the drive: before the first byte, or, of bytes that come once, as soon as what
 * firmware looks at has passed.
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

/** So much of what comes once is looked at in a dry run: a download keeps nobody waiting long for it. */
const LOOK_BYTES = 8 << 20;

/**
 * What starts from bytes that come once, by their beginning, which is used up: for a dry run. Undefined where what firmware
 * looks at may lie further on.
 */
export async function forecastOfBeginning(stream: ByteStream): Promise<readonly Forecast[] | undefined> {
  // A source that cannot be read fails where it is read for good.
  const found = await beginningOf(stream, LOOK_BYTES)
    .then(inspectImage)
    .catch(() => undefined);
  if (found === undefined || found.kind === 'unknown') return undefined;
  const isSure = found.forecast.every(({ boots }) => boots !== 'unknown');
  return isSure || startsOnlyFromDisc(found.forecast) ? found.forecast : undefined;
}

type Stream = ByteStream & Checked;

function watchedStream(stream: Stream, look: (image: Readable<number | undefined>) => Promise<void>): Stream {
  let kept: KeptPieces | undefined = new KeptPieces();
  let passedBytes = 0;
  const readNext = async (into: Uint8Array): Promise<number> => {
    const count = await stream.readNext(into);
    passedBytes += count;
    const isOver = count < into.length;
    if (kept && (await kept.take(into.subarray(0, count), isOver))) {
      const all = kept;
      kept = undefined;
      await look(all.image(isOver ? passedBytes : stream.sizeBytes));
    }
    return count;
  };
  return { ...stream, readNext };
}
