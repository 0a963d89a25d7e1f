import type { Emulation } from '../../../contract/events/emulation.ts';
import { present } from '../../../contract/failure/present.ts';
import {
  BOOTABLE,
  ENTRY_BYTES,
  imageEntry,
  LAST_SECTION,
  MORE_SECTIONS,
  sectionHeader,
  validationEntry,
  wordSum,
} from './catalogue-entries.ts';

export const emulations: readonly Emulation[] = [
  'none',
  'floppy-1.2',
  'floppy-1.44',
  'floppy-2.88',
  'hard-disk',
];

/** Sizes of floppy images, bytes. El Torito 1.0 §1.4. */
export const floppySizes: ReadonlyMap<number, Emulation> = new Map([
  [1200 * 1024, 'floppy-1.2'],
  [1440 * 1024, 'floppy-1.44'],
  [2880 * 1024, 'floppy-2.88'],
]);

/** One boot image as the catalogue tells firmware of it. */
export interface BootEntry {
  readonly platform: number;
  readonly bootable: boolean;
  readonly emulation: Emulation;
  /** 0 is the traditional 0x7C0. */
  readonly loadSegment: number;
  /** What a hard disk's partition table says; 0 for the rest. */
  readonly systemType: number;
  /** Of 512 bytes; UEFI: 0 or 1 is "to the end of the medium". UEFI 2.10 §13.3.2.1. */
  readonly loadSectors: number;
  readonly imageLba: number;
}

/** UEFI reads a count of 16 bits; a larger image says 0. UEFI 2.10 §13.3.2.1. */
export function statedSectors(sizeBytes: number): number {
  const sectors = Math.ceil(sizeBytes / 512);
  return sectors <= 0xffff ? sectors : 0;
}

/** Bytes of a catalogue with so many entries: the first needs no section header, the rest at most one each. */
export function catalogueBytes(entries: readonly BootEntry[]): Uint8Array {
  const [first, ...rest] = entries;
  const sections = sectionsOf(rest);
  const head = present(first);
  const parts = [validation(head.platform), image(head)];
  sections.forEach((section, i) => {
    const header = i === sections.length - 1 ? LAST_SECTION : MORE_SECTIONS;
    const { platform } = present(section[0]);
    parts.push(
      sectionHeader.encode({ header, platform, entryCount: section.length, identifier: new Uint8Array(28) }),
    );
    parts.push(...section.map(image));
  });
  const bytes = new Uint8Array(parts.length * ENTRY_BYTES);
  for (const [i, part] of parts.entries()) bytes.set(part, i * ENTRY_BYTES);
  return bytes;
}

/** Entries side by side for the same platform are one section. */
function sectionsOf(entries: readonly BootEntry[]): BootEntry[][] {
  const sections: BootEntry[][] = [];
  for (const entry of entries) {
    const last = sections.at(-1);
    if (last?.[0]?.platform === entry.platform) last.push(entry);
    else sections.push([entry]);
  }
  return sections;
}

function validation(platform: number): Uint8Array {
  const values = { platform, manufacturer: new Uint8Array(24), checksum: 0 };
  const sum = wordSum(validationEntry.encode(values));
  return validationEntry.encode({ ...values, checksum: (0x10000 - sum) & 0xffff });
}

function image(entry: BootEntry): Uint8Array {
  return imageEntry.encode({
    bootIndicator: entry.bootable ? BOOTABLE : 0,
    mediaType: emulations.indexOf(entry.emulation),
    loadSegment: entry.loadSegment,
    systemType: entry.systemType,
    loadSectors: entry.loadSectors,
    imageLba: entry.imageLba,
    selection: new Uint8Array(20),
  });
}
