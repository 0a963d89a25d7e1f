import type { Forecast } from '../../contract/events/inspection.ts';
import { startsOnlyFromDisc } from '../../contract/events/starts.ts';
import type { ByteStream, Readable } from '../../contract/ports/image.ts';
import type { Checked } from '../../read/checksum/checked-source.ts';
import { inspectImage } from '../../read/inspect/inspect.ts';
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

/** What a dry run takes of bytes that come once: whoever waits for its answer wants to be asked. */
const MOST_BYTES = 64 << 20;
const LOOK_LIMIT_MS = 4_000;
const CHUNK_BYTES = 1 << 20;

/**
 * What starts from bytes that come once, for a dry run: they are used up as far as what firmware looks at, not for long.
 * Undefined where that lies further on, or nobody can say.
 */
export async function forecastOfBeginning(
  stream: ByteStream,
  limitMs: number = LOOK_LIMIT_MS,
): Promise<readonly Forecast[] | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), limitMs);
  // A source that cannot be read fails where it is read for good.
  const look = forecastOf(stream).catch(() => undefined);
  const forecast = await Promise.race([look, late.promise]);
  clearTimeout(timer);
  const isSure = forecast?.every(({ boots }) => boots !== 'unknown');
  return forecast && (isSure || startsOnlyFromDisc(forecast)) ? forecast : undefined;
}

async function forecastOf(stream: ByteStream): Promise<readonly Forecast[] | undefined> {
  const kept = new KeptPieces();
  const into = new Uint8Array(CHUNK_BYTES);
  for (let passedBytes = 0; passedBytes < MOST_BYTES; ) {
    const count = await stream.readNext(into);
    passedBytes += count;
    const isOver = count < into.length;
    if (!(await kept.take(into.subarray(0, count), isOver))) continue;
    const found = await inspectImage(kept.image(isOver ? passedBytes : stream.sizeBytes));
    return found.kind === 'unknown' ? undefined : found.forecast;
  }
  return undefined;
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
