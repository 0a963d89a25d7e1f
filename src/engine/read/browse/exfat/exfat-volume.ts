import { le32 } from '../../../bytes/codec/little.ts';
import {
  type ExfatBootSector,
  exfatBootSector,
  exfatFlags,
} from '../../../bytes/formats/exfat/boot-sector.ts';
import { type ExfatEntry, exfatLabel, readExfatEntries } from '../../../bytes/formats/exfat/directory.ts';
import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { ClusterChains, type ClusterPlaces } from '../cluster-chains.ts';
import { type ClusterFormat, ClusterVolume, wholeOf } from '../cluster-volume.ts';
import { StoredContent } from '../content.ts';
import { type Damaged, damageOf } from '../iso/damage.ts';
import { RunList } from '../run-list.ts';
import type { ContentRun, Volume } from '../volume.ts';

/** Two million entries; the standard allows four times as many (§6.1). */
const MOST_FOLDER_BYTES = 64 << 20;
/** §3.1.14 and §3.1.15. */
const SECTOR_LOG2 = { least: 9, most: 12 } as const;
const MOST_CLUSTER_LOG2 = 25;

/** exFAT; undefined when the image is none. @throws Failure `source-damaged`, `source-truncated`, `source-unreadable` */
export async function openExfat(image: Readable, imagePath: string): Promise<Volume | undefined> {
  const head = await bytesOf(image)(0, exfatBootSector.sizeBytes);
  if (head.length < exfatBootSector.sizeBytes) return undefined;
  let isExfat = true;
  const boot = exfatBootSector.decode(head, { onNote: () => (isExfat = false) });
  if (!isExfat) return undefined;
  const damaged = damageOf(imagePath);
  if (!isSound(boot)) throw damaged('exfat-boot-sector', 0);
  return new ClusterVolume(image, await exfatFormat(image, boot, damaged), damaged);
}

function isSound({ sectorLog2, clusterLog2, clusters, fatSectors, sectors }: ExfatBootSector): boolean {
  const isSector = sectorLog2 >= SECTOR_LOG2.least && sectorLog2 <= SECTOR_LOG2.most;
  if (!isSector || clusterLog2 > MOST_CLUSTER_LOG2 - sectorLog2 || clusters === 0) return false;
  return (
    fatSectors * 2 ** sectorLog2 >= 4 * (clusters + 2) && Number.isSafeInteger(sectors * 2 ** sectorLog2)
  );
}

function placesOf(boot: ExfatBootSector): ClusterPlaces {
  const sectorBytes = 1 << boot.sectorLog2;
  const isSecond = boot.fats === 2 && (boot.flags & exfatFlags.secondFat) !== 0;
  return {
    clusterBytes: sectorBytes * 2 ** boot.clusterLog2,
    clusters: boot.clusters,
    dataByte: boot.heapSector * sectorBytes,
    tableByte: (boot.fatSector + (isSecond ? boot.fatSectors : 0)) * sectorBytes,
    tableBytes: boot.fatSectors * sectorBytes,
    entryBits: 32,
    entryAt: (table, index) => le32(table, 4 * index),
  };
}

async function exfatFormat(
  image: Readable,
  boot: ExfatBootSector,
  damaged: Damaged,
): Promise<ClusterFormat<ExfatEntry>> {
  const clusters = new ClusterChains(placesOf(boot), bytesOf(image), damaged);
  const root = { firstCluster: boot.rootCluster, isContiguous: false };
  const first = await clusters.runs(root, clusters.places.clusterBytes);
  return {
    standard: 'exfat',
    label: exfatLabel(await wholeOf(new StoredContent(image, first))),
    sizeBytes: boot.sectors * 2 ** boot.sectorLog2,
    notes: boot.flags & exfatFlags.dirty ? ['not-clean'] : [],
    nameOf: ({ name }) => name,
    rootRuns: () => clusters.runs(root, MOST_FOLDER_BYTES),
    async runsOf(found) {
      const runs = await clusters.runs(found, found.sizeBytes);
      return found.isFolder ? runs : validRuns(runs, found);
    },
    async entriesIn(folder) {
      if (folder.sizeBytes > MOST_FOLDER_BYTES) throw damaged('exfat-directory');
      const entries = readExfatEntries(await wholeOf(folder));
      if (entries === undefined) throw damaged('exfat-directory');
      return entries;
    },
  };
}

/** What was never written reads as zeros, wherever it lies. §7.6.5. A chain that ends too early gives less than the file has. */
function validRuns(
  runs: readonly ContentRun[],
  { sizeBytes, validBytes }: ExfatEntry,
): readonly ContentRun[] {
  const there = runs.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  const list = new RunList(Math.min(sizeBytes, there));
  let at = 0;
  for (const { atByte, lengthBytes } of RunList.cut(runs, validBytes)) {
    list.add(at, lengthBytes, atByte);
    at += lengthBytes;
  }
  return list.finish();
}
