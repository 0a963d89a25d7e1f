import { present } from '../../../contract/failure/present.ts';
import { ignored } from '../../codec/fixed.ts';
import { le16 } from '../../codec/little.ts';
import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';
import { readUtf16le } from '../../codec/utf16.ts';
import { unixMsOf } from '../fat/directory-entry.ts';
import { setChecksum } from './checksums.ts';

export const ENTRY_BYTES = 32;
const FILE = 0x85;
const STREAM = 0xc0;
const NAME = 0xc1;
const LABEL = 0x83;
const ATTRIBUTE_FOLDER = 0x10;
const NO_FAT_CHAIN = 2;
export const UNITS_A_NAME = 15;
const MOST_SECONDARY = 18;

/** File directory entry. Microsoft, "exFAT file system specification", §7.4. */
export const exfatFile = struct('exfatFile', ENTRY_BYTES, [
  field('type', u8, '§7.4.1'),
  field('secondary', u8, '§7.4.2'),
  field('checksum', u16le, '§7.4.3'),
  field('attributes', u16le, '§7.4.4'),
  field('reserved', ignored(6), '§7.4'),
  field('modifiedTime', u16le, '§7.4.6'),
  field('modifiedDate', u16le, '§7.4.6'),
  field('accessed', ignored(5), '§7.4.7'),
  field('modifiedHundredths', u8, '§7.4.9'),
  field('createdOffset', u8, '§7.4.10'),
  field('modifiedOffset', u8, '§7.4.10'),
  field('rest', ignored(8), '§7.4'),
]);

/** Stream extension. §7.6. */
export const exfatStream = struct('exfatStream', ENTRY_BYTES, [
  field('type', u8, '§7.6.1'),
  field('flags', u8, '§7.6.2'),
  field('reserved1', ignored(1), '§7.6'),
  field('nameUnits', u8, '§7.6.3'),
  field('nameHash', u16le, '§7.6.4'),
  field('reserved2', ignored(2), '§7.6'),
  field('validBytes', u64le, '§7.6.5'),
  field('reserved3', ignored(4), '§7.6'),
  field('firstCluster', u32le, '§7.6.6'),
  field('sizeBytes', u64le, '§7.6.7'),
]);

export interface ExfatEntry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly firstCluster: number;
  readonly sizeBytes: number;
  /** What follows was never written, and reads as zeros. */
  readonly validBytes: number;
  /** Its clusters follow each other, and the table says nothing of them. */
  readonly isContiguous: boolean;
  readonly modifiedAtMs: number | undefined;
}

/** Files and folders of a folder; undefined for a set of entries that is not whole. */
export function readExfatEntries(bytes: Uint8Array): ExfatEntry[] | undefined {
  const entries: ExfatEntry[] = [];
  for (let at = 0; at + ENTRY_BYTES <= bytes.length && bytes[at] !== 0; ) {
    if (bytes[at] !== FILE) {
      at += ENTRY_BYTES;
      continue;
    }
    const setBytes = (present(bytes[at + 1]) + 1) * ENTRY_BYTES;
    const entry = at + setBytes <= bytes.length ? entryIn(bytes.subarray(at, at + setBytes)) : undefined;
    if (entry === undefined) return undefined;
    entries.push(entry);
    at += setBytes;
  }
  return entries;
}

/** The name of the volume, which stands in its root. §7.3. */
export function exfatLabel(root: Uint8Array): string {
  for (let at = 0; at + ENTRY_BYTES <= root.length && root[at] !== 0; at += ENTRY_BYTES)
    if (root[at] === LABEL) {
      const units = Math.min(11, present(root[at + 1]));
      return readUtf16le(root.subarray(at + 2, at + 2 + 2 * units));
    }
  return '';
}

function entryIn(set: Uint8Array): ExfatEntry | undefined {
  const ignore = { onNote: (): void => {} };
  const file = exfatFile.decode(set, ignore);
  if (file.secondary < 2 || file.secondary > MOST_SECONDARY || file.checksum !== setChecksum(set))
    return undefined;
  const stream = exfatStream.decode(set, { atByte: ENTRY_BYTES, ...ignore });
  const name = nameIn(set, stream.nameUnits);
  const isSized = Number.isSafeInteger(stream.sizeBytes) && stream.validBytes <= stream.sizeBytes;
  if (stream.type !== STREAM || name === undefined || !isSized) return undefined;
  return {
    name,
    isFolder: (file.attributes & ATTRIBUTE_FOLDER) !== 0,
    firstCluster: stream.firstCluster,
    sizeBytes: stream.sizeBytes,
    validBytes: stream.validBytes,
    isContiguous: (stream.flags & NO_FAT_CHAIN) !== 0,
    modifiedAtMs: modifiedAt(file),
  };
}

/** §7.7: fifteen letters an entry. */
function nameIn(set: Uint8Array, units: number): string | undefined {
  let name = '';
  for (let at = 2 * ENTRY_BYTES; name.length < units; at += ENTRY_BYTES) {
    if (set[at] !== NAME || at + ENTRY_BYTES > set.length) return undefined;
    const length = Math.min(UNITS_A_NAME, units - name.length);
    for (let unit = 0; unit < length; unit++) name += String.fromCharCode(le16(set, at + 2 + 2 * unit));
  }
  return name;
}

const OFFSET_KNOWN = 0x80;
const QUARTER_MS = 15 * 60_000;

/** §7.4.8 to §7.4.10: steps of two seconds, hundredths of one, and quarters of an hour from UTC. */
function modifiedAt(file: {
  readonly modifiedDate: number;
  readonly modifiedTime: number;
  readonly modifiedHundredths: number;
  readonly modifiedOffset: number;
}): number | undefined {
  const local = unixMsOf(file.modifiedDate, file.modifiedTime);
  if (local === undefined) return undefined;
  const quarters = file.modifiedOffset & OFFSET_KNOWN ? (file.modifiedOffset << 25) >> 25 : 0;
  return local + 10 * file.modifiedHundredths - quarters * QUARTER_MS;
}
