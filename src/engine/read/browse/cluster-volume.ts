import { bytesOfText } from '../../bytes/codec/byte-text.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { StoredContent } from './content.ts';
import type { Damaged } from './iso/damage.ts';
import {
  type Content,
  type ContentRun,
  safeName,
  type Volume,
  type VolumeEntry,
  type VolumeNote,
} from './volume.ts';

/** What a folder of FAT or exFAT says of a file or folder. */
export interface ClusterEntry {
  readonly isFolder: boolean;
  readonly firstCluster: number;
  readonly sizeBytes: number;
  readonly modifiedAtMs?: number | undefined;
}

/** What differs between FAT and exFAT. */
export interface ClusterFormat<E extends ClusterEntry> {
  readonly standard: 'fat' | 'exfat';
  readonly label: string;
  readonly sizeBytes: number;
  readonly notes: readonly VolumeNote[];
  nameOf(entry: E): string;
  rootRuns(): Promise<readonly ContentRun[]>;
  /** Of a file as long as it is, of a folder with all its clusters. @throws Failure `source-damaged` */
  runsOf(entry: E): Promise<readonly ContentRun[]>;
  /** @throws Failure `source-damaged` */
  entriesIn(folder: Content): Promise<readonly E[]>;
}

/** A volume of FAT or exFAT: folders are files with entries, and everything else stands in these. */
export class ClusterVolume<E extends ClusterEntry> implements Volume {
  readonly standard: 'fat' | 'exfat';
  readonly label: string;
  readonly sizeBytes: number;
  readonly notes: readonly VolumeNote[];
  readonly root: VolumeEntry;
  readonly #image: Readable;
  readonly #format: ClusterFormat<E>;
  readonly #damaged: Damaged;
  readonly #found = new WeakMap<VolumeEntry, E>();

  constructor(image: Readable, format: ClusterFormat<E>, damaged: Damaged) {
    this.#image = image;
    this.#format = format;
    this.#damaged = damaged;
    this.standard = format.standard;
    this.label = bytesOfText(format.label);
    this.sizeBytes = format.sizeBytes;
    this.notes = format.notes;
    this.root = { name: '', type: 'dir', sizeBytes: 0, identity: `${format.standard}-root` };
  }

  async *list(folder: VolumeEntry): AsyncGenerator<VolumeEntry> {
    for await (const entries of this.batches(folder)) yield* entries;
  }

  async *batches(folder: VolumeEntry): AsyncGenerator<readonly VolumeEntry[]> {
    const content = new StoredContent(this.#image, await this.runs(folder));
    const entries = await this.#format.entriesIn(content);
    yield entries.map((entry) => this.#entry(entry));
  }

  async open(entry: VolumeEntry): Promise<Content> {
    const content = new StoredContent(this.#image, await this.runs(entry));
    const cluster = this.#found.get(entry)?.firstCluster ?? 0;
    if (content.sizeBytes < entry.sizeBytes) throw this.#damaged({ reason: 'cluster-chain', cluster });
    return content;
  }

  async runs(entry: VolumeEntry): Promise<readonly ContentRun[]> {
    const found = this.#found.get(entry);
    if (found) return this.#format.runsOf(found);
    return entry === this.root ? this.#format.rootRuns() : [];
  }

  #entry(found: E): VolumeEntry {
    const { isFolder, firstCluster, sizeBytes, modifiedAtMs } = found;
    const entry: VolumeEntry = {
      name: safeName(bytesOfText(this.#format.nameOf(found))),
      type: isFolder ? 'dir' : 'file',
      sizeBytes: isFolder ? 0 : sizeBytes,
      modifiedAtMs,
      identity: isFolder ? `${this.standard}-${firstCluster}` : '',
    };
    this.#found.set(entry, found);
    return entry;
  }
}

/** All bytes of a folder. */
export async function wholeOf(content: Content): Promise<Uint8Array> {
  const bytes = new Uint8Array(content.sizeBytes);
  await content.read(0, bytes);
  return bytes;
}
