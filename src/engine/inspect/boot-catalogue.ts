import { BOOT_INFO_AT_BYTE, bootInfoChecksum, bootInfoTable } from '../formats/eltorito/boot-info.ts';
import type { BootEntry } from '../formats/eltorito/catalogue.ts';
import { PLATFORM_UEFI } from '../formats/eltorito/catalogue-entries.ts';
import { platformName, readCatalogue } from '../formats/eltorito/read-catalogue.ts';
import { SECTOR_BYTES } from '../formats/iso9660/sector.ts';
import { type BytesAt, within } from './bytes-of.ts';
import { efiProcessorsAt } from './efi-at.ts';
import type { ElToritoFacts, InspectionNote } from './inspection.ts';
import { loaderIn } from './loaders.ts';

export interface FoundCatalogue {
  readonly entries: readonly ElToritoFacts[];
  readonly notes: readonly InspectionNote[];
  /** UEFI refuses a catalogue whose checksum is wrong; BIOSes mostly do not look. */
  readonly isSound: boolean;
}

const MOST_ENTRIES = 16;
const texts: Record<string, string> = {
  'catalogue-checksum': 'the boot catalogue has a wrong checksum: UEFI refuses it',
  'catalogue-key': 'the boot catalogue lacks its key bytes',
  'catalogue-no-header': 'a boot entry has no section header',
  'catalogue-unknown-entry': 'the boot catalogue has an entry of an unknown kind',
  'catalogue-cut': 'a section of the boot catalogue has fewer entries than it says',
};

/** Reads the catalogue and looks at each image it names. El Torito 1.0. */
export async function findCatalogue(bytes: BytesAt, lba: number | undefined): Promise<FoundCatalogue> {
  if (lba === undefined) return { entries: [], notes: [], isSound: true };
  const sector = await bytes(lba * SECTOR_BYTES, SECTOR_BYTES);
  if (sector.length < SECTOR_BYTES) {
    const note = { code: 'catalogue-missing', text: 'the boot catalogue lies behind the end of the image' };
    return { entries: [], notes: [note], isSound: false };
  }
  const { entries, notes } = readCatalogue(sector);
  const facts: ElToritoFacts[] = [];
  for (const entry of entries.slice(0, MOST_ENTRIES)) facts.push(await lookAt(entry, bytes));
  return {
    entries: facts,
    notes: notes.map(({ code, atByte }) => ({
      code,
      text: texts[code]!,
      atByte: lba * SECTOR_BYTES + atByte,
    })),
    isSound: !notes.some(({ code }) => code === 'catalogue-checksum' || code === 'catalogue-key'),
  };
}

async function lookAt(entry: BootEntry, bytes: BytesAt): Promise<ElToritoFacts> {
  const { platform, bootable, emulation, loadSegment, loadSectors, imageLba: lba } = entry;
  const image = within(bytes, lba * SECTOR_BYTES);
  const isUefi = platform === PLATFORM_UEFI;
  return {
    platform: platformName(platform),
    bootable,
    emulation,
    loadSegment,
    loadSectors,
    lba,
    loader: isUefi ? 'efi' : loaderIn(await image(0, LOOK_BYTES)),
    bootInfoTable: isUefi ? 'none' : await tableState(image, lba),
    processors: isUefi ? await efiProcessorsAt(image) : [],
  };
}

const LOOK_BYTES = 64 << 10;
const LARGEST_LOADER_BYTES = 8 << 20;

/** A table that names its own place is meant as one; its checksum must then be right. */
async function tableState(image: BytesAt, lba: number): Promise<'right' | 'wrong' | 'none'> {
  const head = await image(0, BOOT_INFO_AT_BYTE + bootInfoTable.sizeBytes);
  if (head.length < BOOT_INFO_AT_BYTE + bootInfoTable.sizeBytes) return 'none';
  const table = bootInfoTable.decode(head, { atByte: BOOT_INFO_AT_BYTE, onNote: () => {} });
  if (table.imageLba !== lba || table.imageBytes > LARGEST_LOADER_BYTES) return 'none';
  const whole = await image(0, table.imageBytes);
  return bootInfoChecksum(whole) === table.checksum ? 'right' : 'wrong';
}
