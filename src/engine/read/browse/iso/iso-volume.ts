import {
  FLAG_DIRECTORY,
  FLAG_MULTI_EXTENT,
  PARENT_IDENTIFIER,
  SELF_IDENTIFIER,
} from '../../../bytes/formats/iso9660/directory-record.ts';
import { SECTOR_BYTES } from '../../../bytes/formats/iso9660/sector.ts';
import type { ReadAt } from '../../../bytes/ranges/bytes-of.ts';
import { nearReads } from '../../../bytes/ranges/near-reads.ts';
import { present } from '../../../contract/failure/present.ts';
import type { PlacedEntry, PlacedListing } from '../volume.ts';
import type { Damaged } from './damage.ts';
import type { FoundDescriptor } from './descriptors.ts';
import { entryOf, FLAG_ASSOCIATED, folderIdentity } from './entry.ts';
import { type QuickForm, quickEntry } from './quick-entry.ts';
import {
  identifierBytesAt,
  type RawRecord,
  type RecordWindow,
  recordAfter,
  recordAt,
  recordFrom,
  recordsOf,
  windowsOf,
} from './records.ts';
import { factsOf, type RockRidgeFacts } from './rock-ridge.ts';
import { fieldsOf, Sectors } from './system-use.ts';

export interface IsoVolumeOptions {
  readonly bytes: ReadAt;
  readonly descriptor: FoundDescriptor;
  readonly damaged: Damaged;
  /** Bytes of each system use area that are not SUSP's; undefined: no Rock Ridge. SUSP §5.3. */
  readonly skippedBytes: number | undefined;
}

/** A file of several extents has no more. */
const MOST_SECTIONS = 4096;
/** What others call the folder of relocated ones. */
const MOVED_FOLDERS = ['rr_moved', '.rr_moved'];

/** One hierarchy of an ISO 9660 volume. ECMA-119, Joliet, RRIP 1.12. */
export class IsoVolume implements PlacedListing {
  readonly standard: PlacedListing['standard'];
  readonly label: string;
  readonly root: PlacedEntry;
  readonly #options: IsoVolumeOptions;
  readonly #sectors: Sectors;
  readonly #blockBytes: number;
  readonly #near: ReadAt;
  readonly #form: QuickForm;

  constructor(options: IsoVolumeOptions) {
    const { descriptor, skippedBytes, bytes, damaged } = options;
    const { rootRecord, blockBytes } = descriptor.values;
    this.#options = options;
    // ECMA-119 §6.2.2: 2048, or a smaller power of two from 512 on.
    this.#blockBytes = [512, 1024].includes(blockBytes) ? blockBytes : SECTOR_BYTES;
    this.#near = nearReads(bytes);
    this.#form = { kind: descriptor.kind, blockBytes: this.#blockBytes, skippedBytes };
    this.#sectors = new Sectors(bytes, this.#blockBytes, damaged);
    this.label = descriptor.values.volumeId;
    this.standard =
      skippedBytes !== undefined ? 'rock-ridge' : descriptor.kind === 'primary' ? 'iso9660' : descriptor.kind;
    const atByte = (rootRecord.extentLba + rootRecord.extendedAttributeSectors) * this.#blockBytes;
    this.root = {
      name: '',
      type: 'dir',
      sizeBytes: 0,
      identity: folderIdentity(atByte),
      runs: [{ atByte, lengthBytes: rootRecord.dataBytes }],
    };
  }

  /** The root with what its own record says of it. */
  async rootWithFacts(): Promise<PlacedEntry> {
    for await (const [record, facts] of this.#records(this.root)) {
      const { type, name, identity, runs, ...rest } = entryOf([record], facts, this.#form);
      return { ...rest, ...this.root };
    }
    return this.root;
  }

  async *list(folder: PlacedEntry): AsyncGenerator<PlacedEntry> {
    for await (const entries of this.batches(folder)) yield* entries;
  }

  async *batches(folder: PlacedEntry): AsyncGenerator<readonly PlacedEntry[]> {
    const { damaged } = this.#options;
    const sections: RawRecord[] = [];
    for (const { atByte = 0, lengthBytes } of folder.runs)
      for await (const window of windowsOf(this.#near, atByte, lengthBytes, damaged)) {
        const entries: PlacedEntry[] = [];
        try {
          await this.#addEntries(entries, folder, window, sections);
        } catch (error) {
          yield entries;
          throw error;
        }
        yield entries;
      }
    if (sections.length > 0) throw damaged('last-extent-missing', present(sections[0]).atByte);
  }

  /** @param sections extents of a file whose last one comes later */
  async #addEntries(
    entries: PlacedEntry[],
    folder: PlacedEntry,
    window: RecordWindow,
    sections: RawRecord[],
  ): Promise<void> {
    const { bytes } = window;
    for (let at = recordFrom(bytes, 0); at < bytes.length; at = recordAfter(bytes, at)) {
      if (isOwnOrParentAt(bytes, at)) continue;
      const quick = sections.length === 0 ? quickEntry(bytes, at, this.#form) : undefined;
      const entry = quick ?? (await this.#usualEntry(recordAt(window, at, this.#options.damaged), sections));
      if (entry && !(entry.type === 'dir' && (await this.#holdsOnlyMoved(folder, entry))))
        entries.push(entry);
    }
  }

  /** Undefined for what is no entry, or not a whole one yet. */
  async #usualEntry(record: RawRecord, sections: RawRecord[]): Promise<PlacedEntry | undefined> {
    const facts = await this.#factsOf(record);
    if (isOwnOrParent(record) || facts.isRelocated || record.record.flags & FLAG_ASSOCIATED) return undefined;
    sections.push(record);
    if (sections.length > MOST_SECTIONS) throw this.#options.damaged('extents-endless', record.atByte);
    return record.record.flags & FLAG_MULTI_EXTENT ? undefined : this.#entry(sections.splice(0), facts);
  }

  async *#records(folder: PlacedEntry): AsyncGenerator<readonly [RawRecord, RockRidgeFacts]> {
    const { bytes, damaged } = this.#options;
    for (const { atByte = 0, lengthBytes } of folder.runs)
      for await (const record of recordsOf(bytes, atByte, lengthBytes, damaged))
        yield [record, await this.#factsOf(record)];
  }

  async #factsOf({ systemUse }: RawRecord): Promise<RockRidgeFacts> {
    const { damaged, skippedBytes } = this.#options;
    if (skippedBytes === undefined) return {};
    return factsOf(await fieldsOf(systemUse.subarray(skippedBytes), this.#sectors, damaged), damaged);
  }

  async #entry(sections: readonly RawRecord[], facts: RockRidgeFacts): Promise<PlacedEntry> {
    const entry = entryOf(sections, facts, this.#form);
    return facts.childLba === undefined ? entry : this.#placed(entry, facts.childLba);
  }

  /** A placeholder becomes the folder it leads to. RRIP §4.1.5. */
  async #placed(entry: PlacedEntry, lba: number): Promise<PlacedEntry> {
    const { bytes, damaged } = this.#options;
    const atByte = lba * this.#blockBytes;
    for await (const { record, identifier } of recordsOf(bytes, atByte, SECTOR_BYTES, damaged)) {
      const isSelf = identifier.length === 1 && identifier[0] === SELF_IDENTIFIER;
      if (!isSelf || record.extentLba !== lba || !(record.flags & FLAG_DIRECTORY)) break;
      const runs = [{ atByte, lengthBytes: record.dataBytes }];
      return { ...entry, type: 'dir', sizeBytes: 0, identity: folderIdentity(atByte), runs };
    }
    throw damaged('relocated-elsewhere', atByte);
  }

  /** The folder of relocated ones is not shown when it holds nothing else. */
  async #holdsOnlyMoved(folder: PlacedEntry, entry: PlacedEntry): Promise<boolean> {
    if (entry.type !== 'dir' || folder.identity !== this.root.identity) return false;
    if (this.standard !== 'rock-ridge' || !MOVED_FOLDERS.includes(entry.name.toLowerCase())) return false;
    let moved = 0;
    for await (const [record, facts] of this.#records(entry)) {
      if (isOwnOrParent(record)) continue;
      if (!facts.isRelocated) return false;
      moved++;
    }
    return moved > 0;
  }
}

function isOwnOrParentAt(bytes: Uint8Array, at: number): boolean {
  return identifierBytesAt(bytes, at) === 1 && present(bytes[at + 33]) <= PARENT_IDENTIFIER;
}

function isOwnOrParent({ identifier }: RawRecord): boolean {
  return (
    identifier.length === 1 && (identifier[0] === SELF_IDENTIFIER || identifier[0] === PARENT_IDENTIFIER)
  );
}
