import type { Plan } from '../engine/contract/plan/plan.ts';
import { isLocal } from '../engine/contract/plan/source-path.ts';
import { inspectImage } from '../engine/read/inspect/inspect.ts';
import { fitsSectors, sectorsOf } from '../engine/read/inspect/sector-bytes.ts';
import { sectorText, startWords } from '../words/boot.ts';
import { toldInspection } from '../words/inspection.ts';
import type { Face } from './face.ts';
import { type OpenReadable, openReadable } from './readable.ts';
import type { ResolvedTarget } from './targets.ts';

/** What must be known of an image before a drive is named for it. The job finds whatever cannot be found here. */
export async function saidBefore(
  { source }: Plan,
  targets: readonly ResolvedTarget[],
  face: Face,
): Promise<string[]> {
  if (source?.kind !== 'image' || !isLocal(source.path)) return [];
  const image = await openReadable(source.path, face).catch(() => undefined);
  try {
    const found = image && (await inspectImage(image).catch(() => undefined));
    if (image === undefined || found === undefined) return [];
    const cut = toldInspection(found).notes.filter(({ code }) => code === 'source-truncated');
    const others = await otherSectors(image, targets);
    const all = [...cut.map(({ text }) => text ?? ''), ...startWords(found.forecast), ...others];
    return all.map((text) => `  ! ${text}`);
  } finally {
    await image?.close();
  }
}

/** Drives on which nobody would find the image's partitions. */
async function otherSectors(image: OpenReadable, targets: readonly ResolvedTarget[]): Promise<string[]> {
  const sectors = await sectorsOf(image).catch(() => undefined);
  if (sectors === undefined) return [];
  const { sectorBytes: imageBytes } = sectors;
  return targets.flatMap(({ drive }) =>
    drive === undefined || fitsSectors(sectors, drive.sectorBytes)
      ? []
      : [`${drive.name}: ${sectorText({ imageBytes, driveBytes: drive.sectorBytes })}`],
  );
}
