import { fatSizeBytes, readFat } from '../../bytes/formats/fat/read.ts';
import { type ReadAt, within } from '../../bytes/ranges/bytes-of.ts';
import type { VolumeFacts } from '../../contract/events/inspection.ts';
import { labelAt } from './foreign/fields.ts';
import { foreignAt, HEAD_BYTES } from './foreign/find-foreign.ts';
import { appleRegions, eitherGptRegions, mbrRegions, type Region } from './reach/partitions.ts';

const MOST_PARTITIONS = 32;

/** File systems in partitions, of whatever table: what is there is named, and nothing of it is read. */
export async function volumesInPartitions(
  bytes: ReadAt,
  sizeBytes: number | undefined,
): Promise<VolumeFacts[]> {
  const gpt = await eitherGptRegions(bytes, sizeBytes);
  const all = [...gpt, ...(await appleRegions(bytes)), ...(await mbrRegions(bytes))];
  const found: VolumeFacts[] = [];
  for (const region of onlyOnce(all).slice(0, MOST_PARTITIONS)) {
    const volume = await volumeAt(within(bytes, region.startByte));
    if (volume) found.push({ ...volume, table: region.table, number: region.number });
  }
  return found;
}

/** Hybrid images have the same place in several tables; what begins where the image does is the image itself. */
function onlyOnce(regions: readonly Region[]): Region[] {
  const seen = new Set<number>([0]);
  return regions.filter(({ startByte, isContainer }) => {
    if (isContainer || seen.has(startByte)) return false;
    seen.add(startByte);
    return true;
  });
}

async function volumeAt(volume: ReadAt): Promise<VolumeFacts | undefined> {
  const head = await volume(0, HEAD_BYTES);
  const foreign = await foreignAt(volume);
  if (foreign) {
    const { name, label = '', sizeBytes } = foreign;
    return { standard: name, label, ...(sizeBytes !== undefined && { sizeBytes }) };
  }
  const sizeBytes = fatSizeBytes(head);
  if (sizeBytes === undefined || (await readFat(volume)) === undefined) return undefined;
  return { standard: 'fat', label: fatLabel(head), sizeBytes };
}

const NO_NAME = 'NO NAME';

/** FAT12/16 at 43, FAT32 at 71: BS_VolLab. */
export function fatLabel(sector: Uint8Array): string {
  const at = sector[66] === 0x29 ? 71 : 43;
  const label = labelAt(sector, at, 11);
  return label === NO_NAME ? '' : label;
}
