import { isBootRecord } from '../formats/eltorito/boot-record.ts';
import { SECTOR_BYTES } from '../formats/iso9660/sector.ts';
import {
  FIRST_DESCRIPTOR_LBA,
  primaryVolume,
  supplementaryVolume,
} from '../formats/iso9660/volume-descriptor.ts';
import type { BytesAt } from './bytes-of.ts';
import type { InspectionNote, VolumeFacts } from './inspection.ts';

export interface FoundVolumes {
  readonly volumes: readonly VolumeFacts[];
  readonly notes: readonly InspectionNote[];
  /** Where the boot catalogue is, when there is a boot record. */
  readonly catalogueLba: number | undefined;
}

/** More descriptors than any image has. */
const MOST_DESCRIPTORS = 64;
const CATALOGUE_POINTER_AT_BYTE = 71;

/** Walks the volume descriptor set of ISO 9660. ECMA-119 §6.7.1. */
export async function findVolumes(bytes: BytesAt): Promise<FoundVolumes> {
  const volumes: VolumeFacts[] = [];
  const notes: InspectionNote[] = [];
  const sectors = await descriptorSectors(bytes);
  for (const { sector, atByte, id } of sectors)
    if (id === 'CD001' && !isBootRecord(sector)) volumes.push(...volumeIn(sector, atByte, notes));
  if (await hasRockRidge(bytes)) volumes.push({ standard: 'rock-ridge', label: volumes[0]?.label ?? '' });
  const record = sectors.find(({ sector }) => isBootRecord(sector))?.sector;
  const catalogueLba = record && new DataView(record.buffer).getUint32(CATALOGUE_POINTER_AT_BYTE, true);
  return { volumes, notes, catalogueLba };
}

interface DescriptorSector {
  readonly sector: Uint8Array;
  readonly atByte: number;
  readonly id: string;
}

/** Those of UDF may stand between. ECMA-167 2/8.3. */
const IDENTIFIERS = ['CD001', 'BEA01', 'NSR02', 'NSR03', 'TEA01', 'BOOT2'];

/** Sectors from 16 on, as long as they carry an identifier of either standard. */
async function descriptorSectors(bytes: BytesAt): Promise<DescriptorSector[]> {
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
  const { volumeId, volumeBlocks } = form.decode(sector, {
    onNote({ field, problem, atByte: place }) {
      if (type === 1)
        notes.push({ code: 'descriptor', text: `${field}: ${problem}`, atByte: atByte + place });
    },
  });
  const standard = isJoliet ? 'joliet' : isEnhanced ? 'enhanced' : 'iso9660';
  return [{ standard, label: volumeId, sizeBytes: volumeBlocks * SECTOR_BYTES }];
}

/** The root's own record carries SP. SUSP §5.3. */
async function hasRockRidge(bytes: BytesAt): Promise<boolean> {
  const descriptor = await bytes(FIRST_DESCRIPTOR_LBA * SECTOR_BYTES, SECTOR_BYTES);
  if (descriptor.length < SECTOR_BYTES || descriptor[0] !== 1) return false;
  const { rootRecord } = primaryVolume.decode(descriptor, { onNote: () => {} });
  const root = await bytes(rootRecord.extentLba * SECTOR_BYTES, 64);
  return root[34] === 0x53 && root[35] === 0x50 && root[38] === 0xbe && root[39] === 0xef;
}
