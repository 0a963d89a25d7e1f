import { bytesOfText } from '../../../bytes/codec/byte-text.ts';
import { fatEntry } from '../../../bytes/formats/fat/clusters.ts';
import { fatSizeBytes } from '../../../bytes/formats/fat/read.ts';
import { entriesIn, type FatEntry } from '../../../bytes/formats/fat/read-entries.ts';
import { type FatPlaces, fatPlacesIn } from '../../../bytes/formats/fat/read-geometry.ts';
import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { ClusterChains } from '../cluster-chains.ts';
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
  return new FatFileSystem(image, places, chains, damaged, await notesOf(places, chains));
}

/** The second entry of the table has a bit for "unmounted"; FAT12 has none. fatgen103 "FAT data structure". */
async function notesOf({ type }: FatPlaces, chains: ClusterChains): Promise<VolumeNote[]> {
  if (type === 12) return [];
  const isClean = ((await chains.entry(1)) & (type === 16 ? 0x8000 : 0x0800_0000)) !== 0;
  return isClean ? [] : ['not-clean'];
}

/** Names and times as Linux shows them: short names in code page 437, times in GMT. */
class FatFileSystem implements Volume {
  readonly standard = 'fat';
  readonly label: string;
  readonly sizeBytes: number;
  readonly root: VolumeEntry = { name: '', type: 'dir', sizeBytes: 0, identity: 'fat-root' };
  readonly notes: readonly VolumeNote[];
  readonly #image: Readable;
  readonly #places: FatPlaces;
  readonly #chains: ClusterChains;
  readonly #damaged: Damaged;
  readonly #found = new WeakMap<VolumeEntry, FatEntry>();

  constructor(
    image: Readable,
    places: FatPlaces,
    chains: ClusterChains,
    damaged: Damaged,
    notes: readonly VolumeNote[],
  ) {
    this.#image = image;
    this.#places = places;
    this.#chains = chains;
    this.#damaged = damaged;
    this.notes = notes;
    this.label = bytesOfText(places.label);
    this.sizeBytes = places.sizeBytes;
  }

  async *list(folder: VolumeEntry): AsyncGenerator<VolumeEntry> {
    for await (const entries of this.batches(folder)) yield* entries;
  }

  async *batches(folder: VolumeEntry): AsyncGenerator<readonly VolumeEntry[]> {
    const content = new StoredContent(this.#image, await this.runs(folder));
    const bytes = new Uint8Array(content.sizeBytes);
    await content.read(0, bytes);
    const found = entriesIn(bytes, this.#places.type);
    yield found.filter(({ name }) => name !== '.' && name !== '..').map((entry) => this.#entry(entry));
  }

  async open(entry: VolumeEntry): Promise<Content> {
    const content = new StoredContent(this.#image, await this.runs(entry));
    const cluster = this.#found.get(entry)?.firstCluster ?? 0;
    if (content.sizeBytes < entry.sizeBytes) throw this.#damaged({ reason: 'cluster-chain', cluster });
    return content;
  }

  /** Of a file as long as it is, of a folder with all its clusters. */
  async runs(entry: VolumeEntry): Promise<readonly ContentRun[]> {
    const found = this.#found.get(entry);
    if (!found) return entry === this.root ? this.#rootRuns() : [];
    if (found.isFolder) return this.#chains.runs(found, MOST_FOLDER_BYTES);
    const runs = await this.#chains.runs(found, found.sizeBytes);
    return RunList.cut(runs, found.sizeBytes);
  }

  async #rootRuns(): Promise<readonly ContentRun[]> {
    const { type, rootByte, rootBytes, rootCluster } = this.#places;
    if (type === 32) return this.#chains.runs({ firstCluster: rootCluster }, MOST_FOLDER_BYTES);
    return [{ atByte: rootByte, lengthBytes: rootBytes }];
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
