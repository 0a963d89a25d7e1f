import { writeUtf16le } from '../../codec/utf16.ts';
import { fatTime } from '../fat/directory-entry.ts';
import { nameHash, setChecksum } from './checksums.ts';
import { ENTRY_BYTES, exfatFile, exfatStream, UNITS_A_NAME } from './directory.ts';
import { upCased } from './up-case.ts';

/** §7.4.4. */
const ATTRIBUTES = { folder: 0x10, file: 0x20 } as const;
/** Allocation possible; its clusters follow each other, and the table says nothing of them. §6.3.4. */
const POSSIBLE = 1;
const NO_CHAIN = 2;
/** A known offset from UTC: none. §7.4.10. */
const UTC = 0x80;
const CREATED = { time: 8, date: 10 } as const;
const ACCESSED = { time: 16, date: 18, offset: 24 } as const;

/** Entries that a file or folder of this name takes. */
export function exfatEntriesOf(name: string): number {
  return 2 + Math.ceil(name.length / UNITS_A_NAME);
}

export interface ExfatEntryFacts {
  readonly name: string;
  readonly isFolder: boolean;
  /** 0 where nothing is allocated. */
  readonly firstCluster: number;
  readonly sizeBytes: number;
  /** Unix seconds. */
  readonly modifiedAt: number;
}

/** The set of entries of a file or folder. exFAT specification §7.4, §7.6, §7.7. */
export function exfatEntrySet(facts: ExfatEntryFacts): Uint8Array {
  const { name, isFolder, firstCluster, sizeBytes } = facts;
  const set = new Uint8Array(exfatEntriesOf(name) * ENTRY_BYTES);
  set.set(fileEntry(facts));
  set.set(
    exfatStream.encode({
      type: 0xc0,
      flags: POSSIBLE | (firstCluster === 0 ? 0 : NO_CHAIN),
      nameUnits: name.length,
      nameHash: nameHash(upCased(name)),
      validBytes: sizeBytes,
      firstCluster,
      sizeBytes,
    }),
    ENTRY_BYTES,
  );
  for (let part = 0; part * UNITS_A_NAME < name.length; part++) {
    const at = (2 + part) * ENTRY_BYTES;
    set[at] = 0xc1;
    writeUtf16le(set, at + 2, name.slice(part * UNITS_A_NAME, (part + 1) * UNITS_A_NAME));
  }
  const view = new DataView(set.buffer);
  view.setUint16(4, isFolder ? ATTRIBUTES.folder : ATTRIBUTES.file, true);
  view.setUint16(2, setChecksum(set), true);
  return set;
}

function fileEntry({ name, modifiedAt }: ExfatEntryFacts): Uint8Array {
  const { date, time } = fatTime(modifiedAt);
  const entry = exfatFile.encode({
    type: 0x85,
    secondary: exfatEntriesOf(name) - 1,
    checksum: 0,
    attributes: 0,
    modifiedTime: time,
    modifiedDate: date,
    modifiedHundredths: 0,
    createdOffset: UTC,
    modifiedOffset: UTC,
  });
  const view = new DataView(entry.buffer, entry.byteOffset);
  for (const { time: timeAt, date: dateAt } of [CREATED, ACCESSED]) {
    view.setUint16(timeAt, time, true);
    view.setUint16(dateAt, date, true);
  }
  entry[ACCESSED.offset] = UTC;
  return entry;
}

/** Where clusters of the volume's own are. */
export interface ExfatPart {
  readonly firstCluster: number;
  readonly sizeBytes: number;
}

export function bitmapEntry({ firstCluster, sizeBytes }: ExfatPart): Uint8Array {
  return partEntry(0x81, firstCluster, sizeBytes);
}

export function upCaseEntry({ firstCluster, sizeBytes }: ExfatPart, checksum: number): Uint8Array {
  const entry = partEntry(0x82, firstCluster, sizeBytes);
  new DataView(entry.buffer).setUint32(4, checksum, true);
  return entry;
}

/** §7.3; without a label it is one that is not in use. */
export function labelEntry(label: string): Uint8Array {
  const entry = new Uint8Array(ENTRY_BYTES);
  entry[0] = label === '' ? 0x03 : 0x83;
  entry[1] = label.length;
  writeUtf16le(entry, 2, label);
  return entry;
}

/** §7.1, §7.2. */
function partEntry(type: number, firstCluster: number, sizeBytes: number): Uint8Array {
  const entry = new Uint8Array(ENTRY_BYTES);
  const view = new DataView(entry.buffer);
  entry[0] = type;
  view.setUint32(20, firstCluster, true);
  view.setBigUint64(24, BigInt(sizeBytes), true);
  return entry;
}
