import { present } from '../../../contract/failure/present.ts';
import { type BootEntry, emulations } from './catalogue.ts';
import {
  BOOTABLE,
  ENTRY_BYTES,
  ENTRY_EXTENSION,
  imageEntry,
  LAST_SECTION,
  MORE_SECTIONS,
  PLATFORM_BIOS,
  sectionHeader,
  VALIDATION,
  validationEntry,
  wordSum,
} from './catalogue-entries.ts';

/** A catalogue as it was found. */
export interface ReadCatalogue {
  readonly entries: readonly BootEntry[];
  readonly notes: readonly CatalogueNote[];
}

export interface CatalogueNote {
  readonly code:
    | 'catalogue-checksum'
    | 'catalogue-header'
    | 'catalogue-key'
    | 'catalogue-no-header'
    | 'catalogue-unknown-entry'
    | 'catalogue-cut';
  readonly atByte: number;
}

/**
 * Reads what is there. Entries without a section header, as some media have them, count for the platform of the
 * validation entry. What breaks the standard is noted.
 */
export function readCatalogue(bytes: Uint8Array): ReadCatalogue {
  const notes: CatalogueNote[] = [];
  if (bytes[0] !== VALIDATION) notes.push({ code: 'catalogue-header', atByte: 0 });
  if (wordSum(bytes) !== 0) notes.push({ code: 'catalogue-checksum', atByte: 28 });
  if (bytes[30] !== 0x55 || bytes[31] !== 0xaa) notes.push({ code: 'catalogue-key', atByte: 30 });
  const { platform } = validationEntry.decode(bytes, { onNote: () => {} });
  const entries = [entryAt(bytes, ENTRY_BYTES, platform)];
  readSections(bytes, platform, entries, notes);
  return { entries, notes };
}

function readSections(bytes: Uint8Array, first: number, entries: BootEntry[], notes: CatalogueNote[]): void {
  let platform = first;
  let expected = 0;
  for (let at = 2 * ENTRY_BYTES; at < bytes.length; at += ENTRY_BYTES) {
    const kind = present(bytes[at]);
    if (kind === ENTRY_EXTENSION) continue;
    if (expected === 0 && isHeader(kind)) {
      const header = sectionHeader.decode(bytes, { atByte: at, onNote: () => {} });
      platform = header.platform;
      expected = header.entryCount;
      continue;
    }
    if (expected === 0 && isBlank(bytes, at)) return;
    if (kind !== BOOTABLE && kind !== 0)
      return void notes.push({ code: 'catalogue-unknown-entry', atByte: at });
    if (expected === 0) notes.push({ code: 'catalogue-no-header', atByte: at });
    entries.push(entryAt(bytes, at, platform));
    expected = Math.max(0, expected - 1);
  }
  if (expected > 0) notes.push({ code: 'catalogue-cut', atByte: bytes.length });
}

function isHeader(kind: number): boolean {
  return kind === MORE_SECTIONS || kind === LAST_SECTION;
}

function entryAt(bytes: Uint8Array, atByte: number, platform: number): BootEntry {
  const { bootIndicator, mediaType, ...entry } = imageEntry.decode(bytes, { atByte, onNote: () => {} });
  const { loadSegment, systemType, loadSectors, imageLba } = entry;
  return {
    platform,
    bootable: bootIndicator === BOOTABLE,
    emulation: emulations[mediaType & 0x0f] ?? 'none',
    loadSegment,
    systemType,
    loadSectors,
    imageLba,
  };
}

function isBlank(bytes: Uint8Array, at: number): boolean {
  return bytes.subarray(at, at + ENTRY_BYTES).every((byte) => byte === 0);
}

/** Name of a platform as people know it. El Torito 1.0 figure 2. */
export function platformName(platform: number): string {
  const known: Record<number, string> = { [PLATFORM_BIOS]: 'bios', 1: 'powerpc', 2: 'mac', 239: 'uefi' };
  return known[platform] ?? `0x${platform.toString(16)}`;
}
