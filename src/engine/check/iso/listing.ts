import type { ImageView } from '../image-view.ts';
import { checkIdentifier } from './identifiers.ts';
import { compareRecords } from './order.ts';
import type { ParsedRecord } from './record.ts';
import type { FoundDirectory, Volume } from './volume-facts.ts';

/** The last level a directory may stand at. ECMA-119 §6.8.2.1. */
const LAST_LEVEL = 8;

/** The records of one directory as they come: the two of its own, then identifiers, order, and sections of large files. */
export class Listing {
  readonly #view: ImageView;
  readonly #volume: Volume;
  readonly #directory: FoundDirectory;
  #count = 0;
  #before: ParsedRecord | undefined;

  constructor(view: ImageView, volume: Volume, directory: FoundDirectory) {
    this.#view = view;
    this.#volume = volume;
    this.#directory = directory;
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** False for the directory's own records. @param isRelocated it stands for a directory that lies elsewhere. */
  add(record: ParsedRecord, isRelocated: boolean): boolean {
    const index = this.#count++;
    if (index === 0) this.#checkSelf(record);
    if (index === 1) this.#checkParent(record);
    if (index < 2) return false;
    checkIdentifier(this.#view, this.#volume.kind, record, record.isDirectory || isRelocated);
    this.#checkPair(record);
    this.#before = record;
    return true;
  }

  /** Behind the last record. */
  finish(): void {
    if (this.#count < 1) this.#checkSelf(undefined);
    if (this.#count < 2) this.#checkParent(undefined);
    if (this.#before?.hasMore) this.#reportSections(this.#before);
  }

  /** ECMA-119 §6.8.2.2. */
  #checkSelf(record: ParsedRecord | undefined): void {
    const { lba, lengthBytes } = this.#directory;
    if (record && isCalled(record, 0) && record.extentLba === lba && record.dataBytes === lengthBytes) return;
    this.#view.report('iso.record.self', this.#placeOf(record), placeOf(record), {
      sector: lba,
      bytes: lengthBytes,
    });
  }

  #checkParent(record: ParsedRecord | undefined): void {
    const { lba, lengthBytes, parentLba, parentBytes } = this.#directory;
    const leadsTo = (sector: number, bytes: number): boolean =>
      record?.extentLba === sector && record.dataBytes === bytes;
    const isRight = leadsTo(parentLba, parentBytes) || (this.#mayBeItsParent() && leadsTo(lba, lengthBytes));
    if (record && isCalled(record, 1) && isRight) return;
    this.#view.report('iso.record.parent', this.#placeOf(record), placeOf(record), {
      sector: parentLba,
      bytes: parentBytes,
    });
  }

  /**
   * All that xorriso ever wrote says in its second trees, and genisoimage where it cut a tree off at the last level, that a
   * directory is its own parent. Nobody goes by it, and to name it in every such image would tell of no damage.
   */
  #mayBeItsParent(): boolean {
    return this.#volume.isSecond || this.#directory.level >= LAST_LEVEL;
  }

  /** ECMA-119 §9.3, §6.5.1. */
  #checkPair(record: ParsedRecord): void {
    const before = this.#before;
    if (!before) return;
    const order = compareRecords(this.#volume.kind, before, record);
    if (order > 0) this.#view.report('iso.record.order', record.atByte);
    if (before.hasMore) {
      const blocks = before.dataBytes / this.#volume.blockBytes;
      if (order !== 0 || record.extentLba !== before.extentLba + blocks) this.#reportSections(before);
    } else if (order === 0) this.#view.report('iso.record.duplicate', record.atByte);
  }

  #reportSections(record: ParsedRecord): void {
    this.#view.report('iso.record.sections', record.atByte, placeOf(record));
  }

  #placeOf(record: ParsedRecord | undefined): number {
    return record?.atByte ?? this.#directory.lba * this.#volume.blockBytes;
  }
}

function isCalled({ identifier }: ParsedRecord, byte: number): boolean {
  return identifier.length === 1 && identifier[0] === byte;
}

function placeOf(record: ParsedRecord | undefined): { readonly sector?: number; readonly bytes?: number } {
  return record ? { sector: record.extentLba, bytes: record.dataBytes } : {};
}
