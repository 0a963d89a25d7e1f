import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import type { BootFacts } from '../../contract/events/boot-facts.ts';
import type { Loss } from '../../contract/events/loss.ts';
import { present } from '../../contract/failure/present.ts';
import type { Extent } from '../../contract/ports/image.ts';
import type { BoundChecksums } from '../content/checksum-file.ts';
import type { ContentSource } from '../content/content-source.ts';
import { ImplantedChecksum } from '../content/implanted-checksum.ts';
import type { Place } from '../layout/layout.ts';
import type { AuthoredImage } from './authored-image.ts';
import type { FolderPlan } from './plan-folder.ts';

/** A planned folder as an Image: any range can be read, in any order, several at once. */
export class LaidOutImage implements AuthoredImage {
  readonly sizeBytes: number;
  readonly label: string;
  readonly #losses: readonly Loss[];
  readonly entries: number;
  readonly apart: AuthoredImage['apart'];
  readonly attributesUnknown: boolean;
  readonly excluded: number;
  readonly boot: BootFacts;
  edited: AuthoredImage['edited'];
  readonly #plan: FolderPlan;
  readonly #source: ContentSource;
  readonly #closing: (() => Promise<void>)[] = [];
  readonly #checksum: ImplantedChecksum | undefined;
  readonly #files: BoundChecksums[] = [];

  constructor(
    plan: FolderPlan,
    source: ContentSource,
    facts: Pick<
      AuthoredImage,
      'label' | 'losses' | 'entries' | 'apart' | 'attributesUnknown' | 'excluded' | 'boot'
    > & {
      readonly md5?: boolean | undefined;
    },
  ) {
    this.#plan = plan;
    this.#source = source;
    this.sizeBytes = plan.layout.sectors * SECTOR_BYTES;
    this.label = facts.label;
    this.#losses = facts.losses;
    this.entries = facts.entries;
    this.apart = facts.apart;
    this.attributesUnknown = facts.attributesUnknown;
    this.excluded = facts.excluded;
    this.boot = facts.boot;
    if (facts.md5) {
      const { sizeBytes } = this;
      this.#checksum = new ImplantedChecksum({
        sizeBytes,
        read: (atByte, into) => this.#readPlaces(atByte, into),
      });
    }
  }

  /** Bytes that are read once more before the image can be emitted: for checksums that stand in it. */
  get checksumBytes(): number {
    const filesBytes = this.#files.reduce((sum, { totalBytes }) => sum + totalBytes, 0);
    return filesBytes + (this.#checksum?.totalBytes ?? 0);
  }

  /** Makes them now, with what was read so far; else they are made when they are first asked for. */
  async makeChecksums(onRead: (doneBytes: number) => void): Promise<void> {
    let doneBytes = 0;
    const count = (bytes: number) => {
      doneBytes += bytes;
      onRead(doneBytes);
    };
    for (const files of this.#files) await files.make(count);
    await this.#checksum?.make(count);
  }

  leaveChecksumsBlank(): void {
    for (const files of this.#files) files.leaveBlank();
    this.#checksum?.leaveBlank();
  }

  /** The checksums of files read them as they stand in the image. */
  bind(files: BoundChecksums): void {
    files.bind(this.#plan.files, this.filesReader());
    this.#files.push(files);
  }

  /** What was known beforehand, and files that changed while they were read (when that is allowed). */
  get losses(): readonly Loss[] {
    const changed = this.#source.changed;
    return [
      ...this.#losses,
      ...changed.map(({ path }) => ({ path, reason: 'changed-meanwhile', where: 'all' }) as const),
    ];
  }

  /** Reads the contents of files, from the first one on, as they stand in the image. */
  filesReader(): (atByte: number, into: Uint8Array) => Promise<void> {
    const startByte =
      present(this.#plan.layout.places.find(({ name }) => name === 'files')).lba * SECTOR_BYTES;
    return (atByte, into) => this.read(startByte + atByte, into);
  }

  *extents(): Generator<Extent> {
    for (const place of this.#plan.layout.places) {
      if (place.sectors === 0) continue;
      const startByte = place.lba * SECTOR_BYTES;
      for (const extent of extentsIn(place)) yield { ...extent, atByte: startByte + extent.atByte };
    }
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    await this.#readPlaces(atByte, into);
    await this.#checksum?.overlay(atByte, into);
  }

  async #readPlaces(atByte: number, into: Uint8Array): Promise<void> {
    const reads: (void | Promise<void>)[] = [];
    for (const { lba, sectors, bytes } of this.#plan.layout.places) {
      const startByte = lba * SECTOR_BYTES;
      const from = Math.max(atByte, startByte);
      const to = Math.min(atByte + into.length, startByte + sectors * SECTOR_BYTES);
      if (from < to) reads.push(bytes.read(from - startByte, into.subarray(from - atByte, to - atByte)));
    }
    await Promise.all(reads);
  }

  settle(): Promise<void> {
    return this.#source.settle(this.#plan.files.nodes);
  }

  /** What else is read from. */
  alsoClose(close: () => Promise<void>): void {
    this.#closing.push(close);
  }

  async close(): Promise<void> {
    await Promise.all([this.#source.close(), ...this.#closing.splice(0).map((close) => close())]);
  }
}

function extentsIn({ name, sectors, bytes }: Place): Iterable<Extent> {
  return bytes.extents?.() ?? [{ atByte: 0, lengthBytes: sectors * SECTOR_BYTES, from: 'memory', name }];
}
