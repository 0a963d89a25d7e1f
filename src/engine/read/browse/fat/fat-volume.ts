import { bytesOfText } from '../../../bytes/codec/byte-text.ts';
import {
  type FatEntry,
  type FatVolume as FatTable,
  fatSizeBytes,
  readFat,
} from '../../../bytes/formats/fat/read.ts';
import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { StoredContent } from '../content.ts';
import { type Damaged, damageOf } from '../iso/damage.ts';
import {
  type Content,
  type ContentRun,
  safeName,
  type Volume,
  type VolumeEntry,
  type VolumeNote,
} from '../volume.ts';

/** The table of a volume of half a tebibyte in clusters of 32 KiB. */
const MOST_TABLE_BYTES = 64 << 20;
const HEAD_BYTES = 512;

/** FAT12, FAT16 or FAT32; undefined when the image is none. @throws Failure `source-unreadable` */
export async function openFat(image: Readable, imagePath: string): Promise<Volume | undefined> {
  const bytes = bytesOf(image);
  if (fatSizeBytes(await bytes(0, HEAD_BYTES)) === undefined) return undefined;
  const table = await readFat(bytes, MOST_TABLE_BYTES);
  return table && new FatFileSystem(image, table, damageOf(imagePath));
}

/** Names and times as Linux shows them: short names in code page 437, times in GMT. */
class FatFileSystem implements Volume {
  readonly standard = 'fat';
  readonly root: VolumeEntry = { name: '', type: 'dir', sizeBytes: 0, identity: 'fat-root' };
  readonly notes: readonly VolumeNote[];
  readonly #image: Readable;
  readonly #table: FatTable;
  readonly #damaged: Damaged;
  readonly #found = new WeakMap<VolumeEntry, FatEntry>();

  constructor(image: Readable, table: FatTable, damaged: Damaged) {
    this.#image = image;
    this.#table = table;
    this.#damaged = damaged;
    this.notes = table.isClean === false ? ['not-clean'] : [];
  }

  get label(): string {
    return bytesOfText(this.#table.label);
  }

  get sizeBytes(): number {
    return this.#table.sizeBytes;
  }

  async *list(folder: VolumeEntry): AsyncGenerator<VolumeEntry> {
    for await (const entries of this.batches(folder)) yield* entries;
  }

  async *batches(folder: VolumeEntry): AsyncGenerator<readonly VolumeEntry[]> {
    const found = await this.#table.entries(this.#found.get(folder));
    yield found.filter(({ name }) => name !== '.' && name !== '..').map((entry) => this.#entry(entry));
  }

  async open(entry: VolumeEntry): Promise<Content> {
    const runs = await this.runs(entry);
    const foundBytes = runs.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
    const cluster = this.#found.get(entry)?.firstCluster ?? 0;
    if (foundBytes < entry.sizeBytes) throw this.#damaged({ reason: 'cluster-chain', cluster });
    return new StoredContent(this.#image, runs);
  }

  /** Of a file as long as it is, of a folder with all its clusters. */
  async runs(entry: VolumeEntry): Promise<readonly ContentRun[]> {
    const found = this.#found.get(entry);
    if (!found) return entry === this.root ? this.#table.rootRuns() : [];
    if (found.isFolder) return this.#table.runs(found);
    return cutTo(entry.sizeBytes, this.#table.runs(found, entry.sizeBytes));
  }

  #entry(found: FatEntry): VolumeEntry {
    const { shown, isFolder, firstCluster, sizeBytes, modifiedAtMs } = found;
    const entry: VolumeEntry = {
      name: safeName(bytesOfText(shown)),
      type: isFolder ? 'dir' : 'file',
      sizeBytes: isFolder ? 0 : sizeBytes,
      modifiedAtMs,
      identity: isFolder ? `fat-${firstCluster}` : '',
    };
    this.#found.set(entry, found);
    return entry;
  }
}

/** The last cluster is longer than what the file has of it. */
function cutTo(sizeBytes: number, runs: readonly ContentRun[]): ContentRun[] {
  let leftBytes = sizeBytes;
  return runs.map(({ atByte, lengthBytes }) => {
    const taken = Math.min(lengthBytes, leftBytes);
    leftBytes -= taken;
    return { atByte, lengthBytes: taken };
  });
}
