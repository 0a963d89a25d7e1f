import { attributesIn, attributeTypes, type NtfsAttribute } from '../../../bytes/formats/ntfs/attribute.ts';
import { listedRecords } from '../../../bytes/formats/ntfs/attribute-list.ts';
import {
  type FileRecordHead,
  openFileRecord,
  RECORD_IN_USE,
} from '../../../bytes/formats/ntfs/file-record.ts';
import type { FileReference } from '../../../bytes/formats/ntfs/file-reference.ts';
import { bytesOf, type ReadAt } from '../../../bytes/ranges/bytes-of.ts';
import { nearReads } from '../../../bytes/ranges/near-reads.ts';
import { lastNotBehind } from '../../../bytes/ranges/search.ts';
import { Failure } from '../../../contract/failure/failure.ts';
import { present } from '../../../contract/failure/present.ts';
import type { ByteRange } from '../../../contract/ports/byte-range.ts';
import type { NtfsMedium } from './medium.ts';
import { beginningOfStream, contentOfStream, partsOf, placesOfStream } from './stream.ts';

/** A file or folder as its records tell it. */
export interface NtfsFile {
  readonly record: number;
  readonly flags: number;
  /** Of its own record, and of those that the list of attributes names. */
  readonly attributes: readonly NtfsAttribute[];
  /** The numbers of all these records. */
  readonly records: readonly number[];
}

interface OpenRecord {
  readonly head: FileRecordHead;
  readonly attributes: readonly NtfsAttribute[];
}

const MFT_RECORD = 0;
/** Windows makes none that is longer. */
const MOST_LIST_BYTES = 256 << 10;

/** The master file table: every file has a record in it, the table itself too. */
export class FileTable {
  readonly #medium: NtfsMedium;
  readonly #bytes: ReadAt;
  readonly #places: readonly ByteRange[];
  /** Where each place begins in the table. */
  readonly #starts: Float64Array;

  private constructor(medium: NtfsMedium, bytes: ReadAt, places: readonly ByteRange[]) {
    this.#medium = medium;
    this.#bytes = bytes;
    this.#places = places;
    this.#starts = new Float64Array(places.length);
    let start = 0;
    for (const [index, { lengthBytes }] of places.entries()) {
      this.#starts[index] = start;
      start += lengthBytes;
    }
  }

  /**
   * Its own record says where it lies; where that is broken, the copy in the middle of the volume does.
   *
   * @throws Failure `source-damaged`, `source-truncated`, `source-unreadable`
   */
  static async open(medium: NtfsMedium): Promise<FileTable> {
    const own = await ownRecord(medium);
    const ownParts = partsOf(own.attributes, attributeTypes.data);
    // The records that tell of its other parts lie in the first one.
    const beginning = new FileTable(medium, bytesOf(beginningOfStream(medium, ownParts)), []);
    const attributes = await beginning.#allAttributes(MFT_RECORD, own);
    const parts = partsOf(attributes.attributes, attributeTypes.data);
    const bytes = nearReads(bytesOf(contentOfStream(medium, parts)));
    return new FileTable(medium, bytes, placesOfStream(medium, parts));
  }

  /** @throws Failure `source-damaged`, `source-truncated`, `source-unreadable` */
  async find({ record, sequence }: FileReference): Promise<NtfsFile> {
    const own = await this.#record(record);
    const isMeant = sequence === 0 || own.head.sequence === sequence;
    if (!isMeant || !(own.head.flags & RECORD_IN_USE))
      throw this.#medium.damaged(
        { reason: 'ntfs-record-of-other', record },
        this.#placeOf(record)[0]?.atByte,
      );
    const all = await this.#allAttributes(record, own);
    return { record, flags: own.head.flags, ...all };
  }

  /** Where a record lies: with small clusters in several pieces. */
  placesOf(records: readonly number[]): ByteRange[] {
    return records.flatMap((record) => this.#placeOf(record));
  }

  #placeOf(record: number): ByteRange[] {
    const { recordBytes } = this.#medium.geometry;
    const from = record * recordBytes;
    const end = from + recordBytes;
    const found: ByteRange[] = [];
    const first = lastNotBehind(this.#places.length, (index) => present(this.#starts[index]) > from);
    for (let index = first; index < this.#places.length && present(this.#starts[index]) < end; index++) {
      const { atByte, lengthBytes } = present(this.#places[index]);
      const start = present(this.#starts[index]);
      const skipped = Math.max(0, from - start);
      const taken = Math.min(lengthBytes, end - start) - skipped;
      if (taken > 0) found.push({ atByte: atByte + skipped, lengthBytes: taken });
    }
    return found;
  }

  async #record(record: number): Promise<OpenRecord> {
    const { recordBytes } = this.#medium.geometry;
    const bytes = await this.#bytes(record * recordBytes, recordBytes);
    const opened = openedRecord(bytes.slice(), recordBytes);
    if (opened) return opened;
    throw this.#medium.damaged({ reason: 'ntfs-record', record }, this.#placeOf(record)[0]?.atByte);
  }

  /** linux-ntfs documentation, "$ATTRIBUTE_LIST". */
  async #allAttributes(record: number, own: OpenRecord): Promise<Pick<NtfsFile, 'attributes' | 'records'>> {
    const parts = partsOf(own.attributes, attributeTypes.list);
    if (parts.length === 0) return { attributes: own.attributes, records: [record] };
    const broken = () => this.#medium.damaged({ reason: 'ntfs-attribute-list', record });
    const content = contentOfStream(this.#medium, parts);
    if (content.sizeBytes > MOST_LIST_BYTES) throw broken();
    const list = new Uint8Array(content.sizeBytes);
    await content.read(0, list);
    const others = listedRecords(list)?.filter((reference) => reference.record !== record);
    if (!others) throw broken();
    const attributes = own.attributes.filter(({ type }) => type !== attributeTypes.list);
    for (const reference of others) {
      const other = await this.#record(reference.record);
      // What belongs to another file would multiply what there is.
      if (other.head.base.record !== record || other.head.sequence !== reference.sequence) throw broken();
      attributes.push(...other.attributes);
    }
    return { attributes, records: [record, ...others.map((other) => other.record)] };
  }
}

function openedRecord(bytes: Uint8Array, recordBytes: number): OpenRecord | undefined {
  const head = bytes.length === recordBytes ? openFileRecord(bytes) : undefined;
  const attributes = head && attributesIn(bytes, head);
  return attributes && { head, attributes };
}

async function ownRecord({ image, geometry, damaged }: NtfsMedium): Promise<OpenRecord> {
  const { mftByte, mirrorByte, recordBytes } = geometry;
  for (const atByte of [mftByte, mirrorByte]) {
    const bytes = await bytesOf(image)(atByte, recordBytes).catch(() => undefined);
    const opened = bytes && openedRecord(bytes, recordBytes);
    if (opened) return opened;
  }
  const expectedBytes = mftByte + recordBytes;
  if (expectedBytes > image.sizeBytes)
    throw new Failure('source-truncated', {
      path: image.path ?? '',
      expectedBytes,
      foundBytes: image.sizeBytes,
    });
  throw damaged({ reason: 'ntfs-record', record: MFT_RECORD }, mftByte);
}
