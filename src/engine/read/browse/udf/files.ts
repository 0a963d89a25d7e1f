import { type ReadEntry, readEntry } from '../../../bytes/formats/udf/read-entry.ts';
import { present } from '../../../contract/failure/present.ts';
import { StoredContent } from '../content.ts';
import type { ContentRun } from '../volume.ts';
import { Allocations } from './allocation.ts';
import type { Medium } from './medium.ts';
import type { Space } from './space.ts';

/** Where an entry is: a block, and the partition reference that counts it. */
export interface EntryPlace {
  readonly block: number;
  readonly partition: number;
}

/** An entry with the runs of its content. */
export interface FoundFile {
  readonly entry: ReadEntry;
  readonly runs: readonly ContentRun[];
  /** Of the entry in the image. */
  readonly atByte: number;
}

const problems = {
  'no-entry': 'file-entry',
  strategy: 'file-entry-strategy',
  allocation: 'file-entry-descriptors',
  'too-long': 'file-entry-too-long',
} as const;

/** Entries and their content, through the partitions of a volume. */
export class Files {
  readonly medium: Medium;
  readonly #spaces: readonly Space[];
  readonly #allocations: Allocations;

  constructor(medium: Medium, spaces: readonly Space[]) {
    this.medium = medium;
    this.#spaces = spaces;
    this.#allocations = new Allocations(medium, (partition) => this.spaceOf(partition));
  }

  /** @throws Failure `source-damaged` */
  spaceOf(partition: number): Space {
    const space = this.#spaces[partition];
    if (!space) throw this.medium.damaged({ reason: 'no-partition', partition });
    return space;
  }

  /** One block of a partition. @throws Failure `source-damaged` */
  async block({ block, partition }: EntryPlace): Promise<{ bytes: Uint8Array; atByte: number }> {
    const { atByte } = present(this.spaceOf(partition).locate(block, this.medium.blockBytes)[0]);
    const bytes = await this.medium.bytes(atByte, this.medium.blockBytes);
    if (!bytes) throw this.medium.damaged({ reason: 'block-behind-end', block }, atByte);
    return { bytes, atByte };
  }

  /** @throws Failure `source-damaged` */
  async find(place: EntryPlace): Promise<FoundFile> {
    const { bytes, atByte } = await this.block(place);
    const entry = readEntry(bytes);
    if (typeof entry === 'string') throw this.medium.damaged(problems[entry], atByte);
    return { entry, atByte, runs: await this.#runs(entry, place, atByte) };
  }

  /** The content of what the file system itself reads: no holes, so never more than the image has. @throws Failure `source-damaged` */
  async content({ entry, runs, atByte }: FoundFile, mostBytes: number): Promise<Uint8Array> {
    if (entry.lengthBytes > mostBytes)
      throw this.medium.damaged(
        { reason: 'content-too-long', lengthBytes: entry.lengthBytes, mostBytes },
        atByte,
      );
    if (runs.some((run) => run.atByte === undefined)) throw this.medium.damaged('content-with-holes', atByte);
    const bytes = new Uint8Array(entry.lengthBytes);
    await new StoredContent(this.medium.image, runs).read(0, bytes);
    return bytes;
  }

  async #runs(entry: ReadEntry, { partition }: EntryPlace, atByte: number): Promise<readonly ContentRun[]> {
    const { allocation, area, areaAt, lengthBytes } = entry;
    if (allocation !== 'embedded')
      return this.#allocations.runs({ allocation, area, partition, lengthBytes });
    if (lengthBytes > area.length) throw this.medium.damaged('file-in-entry-too-long', atByte);
    return lengthBytes === 0 ? [] : [{ atByte: atByte + areaAt, lengthBytes }];
  }
}
