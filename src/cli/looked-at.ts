import { isLocal } from '../engine/contract/plan/source-path.ts';
import type { ByteStream, Image } from '../engine/contract/ports/image.ts';
import type { DriveNeed } from '../engine/contract/ports/machine.ts';
import { inspectImage } from '../engine/read/inspect/inspect.ts';
import { openSource } from '../engine/read/open/open-source.ts';
import type { AskedSource } from '../tasks/task.ts';
import { startWords } from '../words/boot.ts';
import { toldInspection } from '../words/inspection.ts';
import { otherSectors } from './other-sectors.ts';
import { readableOf } from './readable.ts';
import type { ResolvedTarget } from './targets.ts';

/** The source of a job while a person is asked about it: opened once, for all that must be known before a drive is named. */
export interface LookedAt {
  /** What a drive that is written must offer. */
  readonly need: DriveNeed;
  /** What must be said of an image before a drive is named for it. The job finds whatever cannot be found here. */
  warnings(targets: readonly ResolvedTarget[]): Promise<string[]>;
  close(): Promise<void>;
  /** It was not opened here: what is to be said of it, a dry run finds out. */
  readonly isLeftToJob?: true;
}

/**
 * Opens an image file that is written as it is. The size of a folder is known when it is planned, that of standard input at
 * its end; what is downloaded is left to the job.
 *
 * @param raw what is no image is taken too
 * @throws Failure whatever a source that cannot be opened ends in
 */
export async function lookAt(
  source: AskedSource | undefined,
  isAuthored: boolean,
  raw: boolean,
): Promise<LookedAt> {
  if (source === undefined || !isLocal(source.path)) return unopened({});
  if (isAuthored || source.kind !== 'image') return unopened({ sourcePath: source.path });
  const opened = await openSource(source.path, { raw, leavesSha256: true });
  return {
    need: { sourcePath: source.path, ...sizeOf(opened) },
    warnings: (targets) => warningsOf(opened, targets),
    close: () => opened.close(),
  };
}

const unopened = (need: DriveNeed): LookedAt => ({
  need,
  warnings: async () => [],
  close: async () => undefined,
  isLeftToJob: true,
});

/** Known at once for a file that says it; of others at most how large they are at least. The job looks again anyway. */
function sizeOf(opened: Image | ByteStream): Pick<DriveNeed, 'sizeBytes' | 'isLeast'> {
  const sizeBytes = opened.sizeBytes ?? ('leastBytes' in opened ? opened.leastBytes : undefined);
  return {
    ...(sizeBytes !== undefined && { sizeBytes }),
    ...(opened.sizeBytes === undefined && { isLeast: true }),
  };
}

async function warningsOf(opened: Image | ByteStream, targets: readonly ResolvedTarget[]): Promise<string[]> {
  const image = await readableOf(opened).catch(() => undefined);
  const found = image && (await inspectImage(image).catch(() => undefined));
  if (image === undefined || found === undefined) return [];
  const cut = toldInspection(found).notes.filter(({ code }) => code === 'source-truncated');
  const others = await otherSectors(image, targets);
  const all = [...cut.map(({ text }) => text ?? ''), ...startWords(found.forecast), ...others];
  return all.map((text) => `  ! ${text}`);
}
