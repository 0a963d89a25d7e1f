import {
  BOOT_INFO_AT_BYTE,
  bootInfoChecksum,
  bootInfoTable,
} from '../../bytes/formats/eltorito/boot-info.ts';
import type { BootEntry } from '../../bytes/formats/eltorito/catalogue.ts';
import { PLATFORM_UEFI } from '../../bytes/formats/eltorito/catalogue-entries.ts';
import { platformName, readCatalogue } from '../../bytes/formats/eltorito/read-catalogue.ts';
import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import { type ReadAt, within } from '../../bytes/ranges/bytes-of.ts';
import type { ElToritoFacts, InspectionNote } from '../../contract/events/inspection.ts';
import type { Sight } from './bounded-reader.ts';
import { efiLoadersAt } from './efi-at.ts';
import { loaderIn } from './loaders.ts';

export interface FoundCatalogue {
  readonly entries: readonly ElToritoFacts[];
  readonly notes: readonly InspectionNote[];
  /** UEFI refuses a catalogue whose checksum is wrong; BIOSes mostly do not look. */
  readonly isSound: boolean;
  /** BIOSes look at its first byte and at its key bytes, and at nothing else. */
  readonly hasKey: boolean;
  readonly hasHeader: boolean;
}

const MOST_ENTRIES = 16;
const sound = { isSound: true, hasKey: true, hasHeader: true };

/** The medium as a catalogue is read from it. */
interface Medium {
  readonly bytes: ReadAt;
  readonly sizeBytes: number;
  /** As the volume says. */
  readonly volumeBytes: number;
}

/** Reads the catalogue and looks at each image it names. El Torito 1.0. */
export async function findCatalogue(
  { bytes, sizeBytes = Number.POSITIVE_INFINITY }: Pick<Sight, 'bytes' | 'sizeBytes'>,
  lba: number | undefined,
  volumeBytes = sizeBytes,
): Promise<FoundCatalogue> {
  if (lba === undefined) return { entries: [], notes: [], ...sound };
  const sector = await bytes(lba * SECTOR_BYTES, SECTOR_BYTES);
  if (sector.length < SECTOR_BYTES) {
    const note = { code: 'catalogue-missing' };
    return { entries: [], notes: [note], ...sound, isSound: false, hasKey: false };
  }
  const { entries, notes } = readCatalogue(sector);
  const has = (code: string): boolean => notes.some((note) => note.code === code);
  const facts: ElToritoFacts[] = [];
  const medium = { bytes, sizeBytes, volumeBytes };
  for (const entry of entries.slice(0, MOST_ENTRIES)) facts.push(await lookAt(entry, medium));
  return {
    entries: facts,
    notes: notes.map(({ code, atByte }) => ({
      code,
      atByte: lba * SECTOR_BYTES + atByte,
    })),
    isSound: !has('catalogue-checksum') && !has('catalogue-key') && !has('catalogue-header'),
    hasKey: !has('catalogue-key'),
    hasHeader: !has('catalogue-header'),
  };
}

async function lookAt(entry: BootEntry, medium: Medium): Promise<ElToritoFacts> {
  const { bytes, sizeBytes } = medium;
  const { platform, bootable, emulation, loadSegment, loadSectors, imageLba: lba } = entry;
  const image = within(bytes, lba * SECTOR_BYTES);
  const isUefi = platform === PLATFORM_UEFI;
  const atByte = lba * SECTOR_BYTES;
  const { starts, refused } = await efiLoadersAt(image, sizeBytes - atByte, shownBytes(entry, medium));
  return {
    platform: platformName(platform),
    bootable,
    emulation,
    loadSegment,
    loadSectors,
    lba,
    loader: isUefi ? 'efi' : loaderIn(await image(0, LOOK_BYTES)),
    bootInfoTable: isUefi ? 'none' : await tableState(image, lba),
    // UEFI looks for a FAT volume in each bootable entry, whatever its platform is.
    processors: starts,
    ...(refused.length > 0 ? { refused } : {}),
    ...(atByte >= sizeBytes || (!isUefi && atByte + loadBytes(entry) > sizeBytes)
      ? { isBehind: true as const }
      : {}),
    ...(isUefi || (await hasCode(image)) ? {} : { isBlank: true as const }),
  };
}

const LOADED_SECTOR_BYTES = 512;

/** What a BIOS loads of it; none at all means one sector. Of disks it loads the first sector. El Torito 1.0 figure 3. */
function loadBytes({ emulation, loadSectors }: BootEntry): number {
  return LOADED_SECTOR_BYTES * (emulation === 'none' ? Math.max(1, loadSectors) : 1);
}

/**
 * What UEFI shows of an image. When it says 0 or 1 sectors: as far as the volume says to go, or all of a volume that says more than
 * there is, or that ends before the image. Else so many, and firmware counts them as sectors of the disc. UEFI 2.10 §13.3.2.1.
 */
function shownBytes(
  { emulation, loadSectors, imageLba }: BootEntry,
  { volumeBytes, sizeBytes }: Medium,
): number | undefined {
  if (emulation !== 'none') return undefined;
  if (loadSectors > 1) return loadSectors * SECTOR_BYTES;
  const leftBytes = volumeBytes - imageLba * SECTOR_BYTES;
  return volumeBytes > sizeBytes || leftBytes < 0 ? undefined : leftBytes;
}

/** Zeros start nothing. */
async function hasCode(image: ReadAt): Promise<boolean> {
  return (await image(0, LOADED_SECTOR_BYTES)).some((byte) => byte !== 0);
}

const LOOK_BYTES = 64 << 10;
const LARGEST_LOADER_BYTES = 8 << 20;

/** A table that names its own place is meant as one; its checksum must then be right. */
async function tableState(image: ReadAt, lba: number): Promise<'right' | 'wrong' | 'none'> {
  const head = await image(0, BOOT_INFO_AT_BYTE + bootInfoTable.sizeBytes);
  if (head.length < BOOT_INFO_AT_BYTE + bootInfoTable.sizeBytes) return 'none';
  const table = bootInfoTable.decode(head, { atByte: BOOT_INFO_AT_BYTE, onNote: () => {} });
  if (table.imageLba !== lba || table.imageBytes > LARGEST_LOADER_BYTES) return 'none';
  const whole = await image(0, table.imageBytes);
  // Where not all of it was read it is believed.
  if (whole.length < table.imageBytes) return 'right';
  return bootInfoChecksum(whole) === table.checksum ? 'right' : 'wrong';
}
