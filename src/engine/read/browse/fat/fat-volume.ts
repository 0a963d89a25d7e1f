import { fatEntry } from '../../../bytes/formats/fat/clusters.ts';
import { fatSizeBytes } from '../../../bytes/formats/fat/read.ts';
import { entriesIn, type FatEntry } from '../../../bytes/formats/fat/read-entries.ts';
import { type FatPlaces, fatPlacesIn } from '../../../bytes/formats/fat/read-geometry.ts';
import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { ClusterChains } from '../cluster-chains.ts';
import { type ClusterFormat, ClusterVolume, wholeOf } from '../cluster-volume.ts';
import { damageOf } from '../iso/damage.ts';
import { RunList } from '../run-list.ts';
import type { Volume, VolumeNote } from '../volume.ts';

const HEAD_BYTES = 512;
/** 65,536 entries. fatgen103 "FAT directory structure". */
const MOST_FOLDER_BYTES = 2 << 20;

/** FAT12, FAT16 or FAT32; undefined when the image is none. @throws Failure `source-unreadable` */
export async function openFat(image: Readable, imagePath: string): Promise<Volume | undefined> {
  const bytes = bytesOf(image);
  const head = await bytes(0, HEAD_BYTES);
  const places = fatSizeBytes(head) === undefined ? undefined : fatPlacesIn(head);
  if (!places) return undefined;
  const damaged = damageOf(imagePath);
  const chains = new ClusterChains(
    {
      ...places,
      tableByte: places.fatByte,
      tableBytes: places.fatBytes,
      entryBits: places.type,
      entryAt: (table, index) => fatEntry(table, places.type, index),
    },
    bytes,
    damaged,
  );
  const notes = await notesOf(places, chains);
  return new ClusterVolume(image, fatFormat(places, chains, notes), damaged);
}

/** The second entry of the table has a bit for "unmounted"; FAT12 has none. fatgen103 "FAT data structure". */
async function notesOf({ type }: FatPlaces, chains: ClusterChains): Promise<VolumeNote[]> {
  if (type === 12) return [];
  const isClean = ((await chains.entry(1)) & (type === 16 ? 0x8000 : 0x0800_0000)) !== 0;
  return isClean ? [] : ['not-clean'];
}

/** Names and times as Linux shows them: short names in code page 437, times in GMT. */
function fatFormat(
  places: FatPlaces,
  chains: ClusterChains,
  notes: readonly VolumeNote[],
): ClusterFormat<FatEntry> {
  const { type, rootByte, rootBytes, rootCluster, label, sizeBytes } = places;
  return {
    standard: 'fat',
    label,
    sizeBytes,
    notes,
    nameOf: ({ shown }) => shown,
    async rootRuns() {
      if (type === 32) return chains.runs({ firstCluster: rootCluster }, MOST_FOLDER_BYTES);
      return [{ atByte: rootByte, lengthBytes: rootBytes }];
    },
    async runsOf(found) {
      if (found.isFolder) return chains.runs(found, MOST_FOLDER_BYTES);
      return RunList.cut(await chains.runs(found, found.sizeBytes), found.sizeBytes);
    },
    async entriesIn(folder) {
      const found = entriesIn(await wholeOf(folder), type);
      return found.filter(({ name }) => name !== '.' && name !== '..');
    },
  };
}
