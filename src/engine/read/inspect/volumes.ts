import { isBootRecord } from '../../bytes/formats/eltorito/boot-record.ts';
import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import {
  FIRST_DESCRIPTOR_LBA,
  primaryVolume,
  supplementaryVolume,
} from '../../bytes/formats/iso9660/volume-descriptor.ts';
import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import type { InspectionNote, VolumeFacts } from '../../contract/events/inspection.ts';
import { damageOf } from '../browse/iso/damage.ts';
import { descriptorsOf } from '../browse/iso/descriptors.ts';
import { rockRidgeSkip } from '../browse/iso/open-iso.ts';

export interface FoundVolumes {
  readonly volumes: readonly VolumeFacts[];
  readonly notes: readonly InspectionNote[];
  /** Where the boot catalogue is, when there is a boot record. */
  readonly catalogueLba: number | undefined;
  /** BIOSes look for the boot record in the second descriptor, and nowhere else. El Torito 1.0 §2.0. */
  readonly hasEarlyRecord: boolean;
}

/** More descriptors than any image has. */
const MOST_DESCRIPTORS = 64;
const CATALOGUE_POINTER_AT_BYTE = 71;
const BOOT_RECORD_INDEX = 1;

/** Walks the volume descriptor set of ISO 9660. ECMA-119 §6.7.1. */
export async function findVolumes(bytes: ReadAt): Promise<FoundVolumes> {
  const volumes: VolumeFacts[] = [];
  const notes: InspectionNote[] = [];
  const sectors = await descriptorSectors(bytes);
  for (const { sector, atByte, id } of sectors)
    if (id === 'CD001' && !isBootRecord(sector)) volumes.push(...volumeIn(sector, atByte, notes));
  if (await hasRockRidge(bytes)) volumes.push({ standard: 'rock-ridge', label: volumes[0]?.label ?? '' });
  const index = sectors.findIndex(({ sector }) => isBootRecord(sector));
  const record = sectors[index]?.sector;
  const catalogueLba = record && new DataView(record.buffer).getUint32(CATALOGUE_POINTER_AT_BYTE, true);
  return { volumes, notes, catalogueLba, hasEarlyRecord: index === BOOT_RECORD_INDEX };
}

interface DescriptorSector {
  readonly sector: Uint8Array;
  readonly atByte: number;
  readonly id: string;
}

/** Those of UDF may stand between. ECMA-167 2/8.3. */
const IDENTIFIERS = ['CD001', 'BEA01', 'NSR02', 'NSR03', 'TEA01', 'BOOT2'];

/** Sectors from 16 on, as long as they carry an identifier of either standard. */
async function descriptorSectors(bytes: ReadAt): Promise<DescriptorSector[]> {
  const found: DescriptorSector[] = [];
  while (found.length < MOST_DESCRIPTORS) {
    const atByte = (FIRST_DESCRIPTOR_LBA + found.length) * SECTOR_BYTES;
    const sector = await bytes(atByte, SECTOR_BYTES);
    const id = String.fromCharCode(...sector.subarray(1, 6));
    if (sector.length < SECTOR_BYTES || !IDENTIFIERS.includes(id)) break;
    found.push({ sector, atByte, id });
  }
  return found;
}

function volumeIn(sector: Uint8Array, atByte: number, notes: InspectionNote[]): VolumeFacts[] {
  const type = sector[0];
  if (type !== 1 && type !== 2) return [];
  const isEnhanced = type === 2 && sector[6] === 2;
  const isJoliet = type === 2 && sector[88] === 0x25 && sector[89] === 0x2f;
  const form = isJoliet ? supplementaryVolume : primaryVolume;
  const { volumeId, volumeBlocks, blockBytes } = form.decode(sector, {
    onNote({ field, problem, atByte: place }) {
      if (type === 1)
        notes.push({ code: 'descriptor', deviation: { field, because: problem }, atByte: atByte + place });
    },
  });
  const standard = isJoliet ? 'joliet' : isEnhanced ? 'enhanced' : 'iso9660';
  return [{ standard, label: untilZero(volumeId), sizeBytes: volumeBlocks * (blockBytes || SECTOR_BYTES) }];
}

/** Some programs fill labels with zeros. */
function untilZero(label: string): string {
  return label.split('\0', 1).join('').trimEnd();
}

/** As files are listed: behind fields of XA too, and in blocks of any size. */
async function hasRockRidge(bytes: ReadAt): Promise<boolean> {
  const primary = (await descriptorsOf(bytes)).find(({ kind }) => kind === 'primary');
  if (!primary) return false;
  return (await rockRidgeSkip(bytes, primary, damageOf('')).catch(() => undefined)) !== undefined;
}
