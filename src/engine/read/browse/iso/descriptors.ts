import { SECTOR_BYTES } from '../../../bytes/formats/iso9660/sector.ts';
import {
  FIRST_DESCRIPTOR_LBA,
  type PrimaryVolume,
  primaryVolume,
  supplementaryVolume,
} from '../../../bytes/formats/iso9660/volume-descriptor.ts';
import type { ReadAt } from '../../../bytes/ranges/bytes-of.ts';

/** A volume descriptor that leads to a hierarchy of its own. */
export interface FoundDescriptor {
  readonly kind: 'primary' | 'joliet' | 'enhanced';
  readonly values: PrimaryVolume;
}

const MOST_DESCRIPTORS = 64;
const TERMINATOR = 255;
const ENHANCED_VERSION = 2;

/** The descriptors of the set that begins in sector 16; what deviates in them is taken as it is. ECMA-119 §6.7.1. */
export async function descriptorsOf(bytes: ReadAt): Promise<FoundDescriptor[]> {
  const found: FoundDescriptor[] = [];
  for (let i = 0; i < MOST_DESCRIPTORS; i++) {
    const sector = await bytes((FIRST_DESCRIPTOR_LBA + i) * SECTOR_BYTES, SECTOR_BYTES);
    const isOne = sector.length === SECTOR_BYTES && String.fromCharCode(...sector.subarray(1, 6)) === 'CD001';
    if (!isOne || sector[0] === TERMINATOR) break;
    const kind = kindOf(sector);
    if (!kind) continue;
    const form = kind === 'joliet' ? supplementaryVolume : primaryVolume;
    found.push({ kind, values: form.decode(sector, { onNote: () => {} }) });
  }
  return found;
}

function kindOf(sector: Uint8Array): FoundDescriptor['kind'] | undefined {
  if (sector[0] === 1) return 'primary';
  if (sector[0] !== 2) return undefined;
  if (sector[6] === ENHANCED_VERSION) return 'enhanced';
  return sector[88] === 0x25 && sector[89] === 0x2f ? 'joliet' : undefined;
}
