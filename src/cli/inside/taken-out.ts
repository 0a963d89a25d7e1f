import type { LeftOut } from '../../engine/contract/events/left-out.ts';
import { isFailure } from '../../engine/contract/failure/failure.ts';
import type { ExtractEnd, ExtractProgress, ExtractWish } from '../../engine/contract/ports/inside.ts';
import { inLargeBatches } from '../../engine/read/browse/batches.ts';
import { entryText } from '../../engine/read/browse/entry-text.ts';
import { extractBatches } from '../../engine/read/browse/extract.ts';
import { entriesFrom } from '../../engine/read/browse/find.ts';
import { type BrokenFolder, type WalkedEntry, walkBatches } from '../../engine/read/browse/walk.ts';
import { reportOf } from './listed-folder.ts';
import { entriesAt, type OpenedImage } from './opened-image.ts';

type Tell = (progress: ExtractProgress) => void;

/** Fewer than `extract` reads together: a person sees how far it is. */
const BATCH_ENTRIES = 256;
const TELL_EVERY_MS = 200;

/** Takes out what was marked, with everything in it. What is there already stays, and is told. */
export async function takenOut(
  opened: OpenedImage,
  { paths, into }: ExtractWish,
  tell: Tell,
  signal: AbortSignal,
): Promise<ExtractEnd> {
  const failed: LeftOut[] = [];
  try {
    const from = await entriesAt(opened, paths);
    const count = await counted(opened, from, signal, tell);
    const wanted = inLargeBatches(everyOf(opened, from, signal, failed), BATCH_ENTRIES);
    const open = opened.volume.open.bind(opened.volume);
    const options = { into, replace: false, open, failed, signal };
    const { entries, sizeBytes, skipped } = await telling(opened, count, tell, () =>
      extractBatches(opened.image, wanted, options),
    );
    return { entries, sizeBytes, failed, skipped };
  } catch (error) {
    return { entries: 0, sizeBytes: 0, failed, skipped: [], failure: endedBy(error, signal) };
  }
}

interface Count {
  readonly entries: number;
  readonly totalBytes: number;
}

/** Tells now and then how much was read, as long as the work goes on. */
async function telling<T>(opened: OpenedImage, count: Count, tell: Tell, work: () => Promise<T>): Promise<T> {
  const before = opened.readBytes();
  const timer = setInterval(
    () => tell({ ...count, readBytes: Math.min(opened.readBytes() - before, count.totalBytes) }),
    TELL_EVERY_MS,
  );
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** How many there are, and how many bytes they hold: found by walking through them once before. */
async function counted(
  opened: OpenedImage,
  from: readonly WalkedEntry[],
  signal: AbortSignal,
  tell: Tell,
): Promise<Count> {
  let [entries, totalBytes] = [0, 0];
  for await (const some of everyOf(opened, from, signal, [])) {
    for (const { entry } of some) totalBytes += entry.sizeBytes;
    entries += some.length;
    tell({ entries, readBytes: 0 });
  }
  return { entries, totalBytes };
}

async function* everyOf(
  { volume, imagePath }: OpenedImage,
  from: readonly WalkedEntry[],
  signal: AbortSignal,
  failed: LeftOut[],
): AsyncGenerator<readonly WalkedEntry[]> {
  const onBroken = ({ path }: WalkedEntry, code: BrokenFolder): void =>
    void failed.push({ path: path === '' ? '/' : entryText(path), type: 'dir', code });
  const how = { imagePath, marksTwins: true, onBroken, signal };
  for (const one of from) yield* entriesFrom((folder) => walkBatches(volume, how, folder), one);
}

function endedBy(error: unknown, signal: AbortSignal) {
  const isStop = signal.aborted && !isFailure(error, 'no-space');
  return isStop ? { code: 'stopped' as const, facts: { by: 'person' as const } } : reportOf(error);
}
