import { present } from '../../../contract/failure/present.ts';
import { readUtf16le } from '../../codec/utf16.ts';
import { codePage437 } from './code-page.ts';
import {
  ATTRIBUTE_FOLDER,
  ATTRIBUTE_VOLUME_LABEL,
  ATTRIBUTES_LONG_NAME,
  DIRECTORY_ENTRY_BYTES,
  shortEntry,
  unixMsOf,
} from './directory-entry.ts';
import type { FatType } from './geometry.ts';
import { shortChecksum } from './names.ts';

export interface FatEntry {
  readonly name: string;
  /** As systems show it: short names may be marked to be in small letters. */
  readonly shown: string;
  readonly isFolder: boolean;
  readonly firstCluster: number;
  readonly sizeBytes: number;
  /** Undefined for a date that is none. */
  readonly modifiedAtMs: number | undefined;
}

/** Windows NT and Linux mark here which part of a short name is in small letters. */
const CASE_MARKS_BYTE = 12;
const SMALL_BASE = 0x08;
const SMALL_EXTENSION = 0x10;
const DELETED = 0xe5;
/** Stands for a first letter that would look deleted. */
const ESCAPED_FIRST = 0x05;
const LAST_PART = 0x40;
const UNITS_A_PART = 13;

/** The entries of a folder, up to the first that was never used. fatgen103 "FAT directory structure". */
export function entriesIn(bytes: Uint8Array, type: FatType): FatEntry[] {
  const entries: FatEntry[] = [];
  const long = new LongName();
  for (
    let at = 0;
    at + DIRECTORY_ENTRY_BYTES <= bytes.length && bytes[at] !== 0;
    at += DIRECTORY_ENTRY_BYTES
  ) {
    const attributes = present(bytes[at + 11]);
    const isDeleted = bytes[at] === DELETED;
    if (!isDeleted && (attributes & 0x3f) === ATTRIBUTES_LONG_NAME) {
      long.add(bytes.subarray(at, at + DIRECTORY_ENTRY_BYTES));
      continue;
    }
    const name = long.take(bytes.subarray(at, at + 11));
    if (!isDeleted && (attributes & ATTRIBUTE_VOLUME_LABEL) === 0)
      entries.push(entryAt(bytes, at, name, type));
  }
  return entries;
}

/** Parts of a long name, which stand before the short one, the last first. Those of a name that is gone belong to no other. */
class LongName {
  #text = '';
  #nextOrder = 0;
  #checksum = 0;

  add(part: Uint8Array): void {
    const order = present(part[0]);
    const checksum = present(part[13]);
    const isLast = (order & LAST_PART) !== 0;
    if (isLast) {
      this.#text = '';
      this.#checksum = checksum;
    }
    const follows = isLast || ((order & 0x3f) === this.#nextOrder && checksum === this.#checksum);
    this.#text = follows ? partText(part) + this.#text : '';
    this.#nextOrder = follows ? (order & 0x3f) - 1 : 0;
  }

  /** The whole name, when it is that of this short one; '' otherwise. */
  take(short: Uint8Array): string {
    const isWhole = this.#text !== '' && this.#nextOrder === 0 && shortChecksum(short) === this.#checksum;
    const text = isWhole ? this.#text.replace(/[\0\uffff][\s\S]*$/, '') : '';
    this.#text = '';
    this.#nextOrder = 0;
    return text;
  }
}

function partText(bytes: Uint8Array): string {
  const units = [bytes.subarray(1, 11), bytes.subarray(14, 26), bytes.subarray(28, 32)];
  return units.map(readUtf16le).join('').slice(0, UNITS_A_PART);
}

const joinedName = (base: string, extension: string) => (extension ? `${base}.${extension}` : base);

function entryAt(bytes: Uint8Array, atByte: number, long: string, type: FatType): FatEntry {
  const entry = shortEntry.decode(bytes, { atByte, onNote: () => {} });
  const first = entry.name[0] === ESCAPED_FIRST ? DELETED : present(entry.name[0]);
  const text = codePage437([first, ...entry.name.subarray(1)]);
  const base = text.slice(0, 8).trimEnd();
  const extension = text.slice(8).trimEnd();
  const marks = bytes[atByte + CASE_MARKS_BYTE] ?? 0;
  const small = (part: string, mark: number) => ((marks & mark) === 0 ? part : part.toLowerCase());
  return {
    name: long || joinedName(base, extension),
    shown: long || joinedName(small(base, SMALL_BASE), small(extension, SMALL_EXTENSION)),
    isFolder: (entry.attributes & ATTRIBUTE_FOLDER) !== 0,
    // Others have something else there.
    firstCluster: (type === 32 ? entry.clusterHigh * 0x10000 : 0) + entry.clusterLow,
    sizeBytes: entry.sizeBytes,
    modifiedAtMs: unixMsOf(entry.writtenDate, entry.writtenTime),
  };
}
