import { fitsSectors, sectorsOf } from '../engine/read/inspect/sector-bytes.ts';
import { sectorText } from '../words/boot.ts';
import type { OpenReadable } from './readable.ts';
import type { ResolvedTarget } from './targets.ts';

/** What is to be said of drives on which nobody would find the image's partitions: they count in other sectors. */
export async function otherSectors(
  image: OpenReadable,
  targets: readonly ResolvedTarget[],
): Promise<string[]> {
  const sectors = await sectorsOf(image).catch(() => undefined);
  if (sectors === undefined) return [];
  const { sectorBytes: imageBytes } = sectors;
  return targets.flatMap(({ drive }) =>
    drive === undefined || fitsSectors(sectors, drive.sectorBytes)
      ? []
      : [`${drive.name}: ${sectorText({ imageBytes, driveBytes: drive.sectorBytes })}`],
  );
}
