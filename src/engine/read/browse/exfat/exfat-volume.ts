import { bytesOfText } from '../../../bytes/codec/byte-text.ts';
import { le32 } from '../../../bytes/codec/little.ts';
import {
  type ExfatBootSector,
  exfatBootSector,
  exfatFlags,
} from '../../../bytes/formats/exfat/boot-sector.ts';
import { type ExfatEntry, exfatLabel, readExfatEntries } from '../../../bytes/formats/exfat/directory.ts';
import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { ClusterChains, type ClusterPlaces, type ClusterStart } from '../cluster-chains.ts';
import { StoredContent } from '../content.ts';
import { type Damaged, damageOf } from '../iso/damage.ts';
import { RunList } from '../run-list.ts';
import {
  type Content,
  type ContentRun,
  safeName,
  type Volume,
  type VolumeEntry,
  type VolumeNote,
} from '../volume.ts';

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
  return ExfatVolume.open(image, boot, damaged);
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

class ExfatVolume implements Volume {
  readonly standard = 'exfat';
  readonly root: VolumeEntry = { name: '', type: 'dir', sizeBytes: 0, identity: 'exfat-root' };
  readonly label: string;
  readonly sizeBytes: number;
  readonly notes: readonly VolumeNote[];
  readonly #image: Readable;
  readonly #clusters: ClusterChains;
  readonly #root: ClusterStart;
  readonly #damaged: Damaged;
  readonly #found = new WeakMap<VolumeEntry, ExfatEntry>();

  static async open(image: Readable, boot: ExfatBootSector, damaged: Damaged): Promise<ExfatVolume> {
    const clusters = new ClusterChains(placesOf(boot), bytesOf(image), damaged);
    const root = { firstCluster: boot.rootCluster, isContiguous: false };
    const content = new StoredContent(image, await clusters.runs(root, clusters.places.clusterBytes));
    const first = new Uint8Array(content.sizeBytes);
    await content.read(0, first);
    return new ExfatVolume(image, boot, clusters, bytesOfText(exfatLabel(first)), damaged);
  }

  private constructor(
    image: Readable,
    boot: ExfatBootSector,
    clusters: ClusterChains,
    label: string,
    damaged: Damaged,
  ) {
    this.#image = image;
    this.#clusters = clusters;
    this.#root = { firstCluster: boot.rootCluster, isContiguous: false };
    this.#damaged = damaged;
    this.label = label;
    this.sizeBytes = boot.sectors * 2 ** boot.sectorLog2;
    this.notes = boot.flags & exfatFlags.dirty ? ['not-clean'] : [];
  }

  async *list(folder: VolumeEntry): AsyncGenerator<VolumeEntry> {
    for await (const entries of this.batches(folder)) yield* entries;
  }

  async *batches(folder: VolumeEntry): AsyncGenerator<readonly VolumeEntry[]> {
    const content = new StoredContent(this.#image, await this.runs(folder));
    if (content.sizeBytes > MOST_FOLDER_BYTES) throw this.#damaged('exfat-directory');
    const bytes = new Uint8Array(content.sizeBytes);
    await content.read(0, bytes);
    const entries = readExfatEntries(bytes);
    if (entries === undefined) throw this.#damaged('exfat-directory');
    yield entries.map((entry) => this.#entry(entry));
  }

  async open(entry: VolumeEntry): Promise<Content> {
    const runs = await this.runs(entry);
    const foundBytes = runs.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
    const cluster = this.#found.get(entry)?.firstCluster ?? 0;
    if (foundBytes < entry.sizeBytes) throw this.#damaged({ reason: 'cluster-chain', cluster });
    return new StoredContent(this.#image, runs);
  }

  async runs(entry: VolumeEntry): Promise<readonly ContentRun[]> {
    const found = this.#found.get(entry);
    if (!found) return entry === this.root ? this.#clusters.runs(this.#root, MOST_FOLDER_BYTES) : [];
    const runs = await this.#clusters.runs(found, found.sizeBytes);
    return found.isFolder ? runs : validRuns(runs, found);
  }

  #entry(found: ExfatEntry): VolumeEntry {
    const { name, isFolder, firstCluster, sizeBytes, modifiedAtMs } = found;
    const entry: VolumeEntry = {
      name: safeName(bytesOfText(name)),
      type: isFolder ? 'dir' : 'file',
      sizeBytes: isFolder ? 0 : sizeBytes,
      modifiedAtMs,
      identity: isFolder ? `exfat-${firstCluster}` : '',
    };
    this.#found.set(entry, found);
    return entry;
  }
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
