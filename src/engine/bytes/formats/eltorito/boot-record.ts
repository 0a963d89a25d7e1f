import { ascii, literal, zeros } from '../../codec/fixed.ts';
import { u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { SECTOR_BYTES } from '../iso9660/sector.ts';

export const BOOT_SYSTEM_ID = 'EL TORITO SPECIFICATION';

/** Boot Record Volume Descriptor. El Torito 1.0 §2.0, figure 7; ECMA-119 §8.2. */
export const bootRecord = struct('bootRecord', SECTOR_BYTES, [
  field('type', literal(0), 'fig. 7'),
  field('identifier', literal(...ascii('CD001')), 'fig. 7'),
  field('version', literal(1), 'fig. 7'),
  field('bootSystemId', literal(...ascii(BOOT_SYSTEM_ID.padEnd(32, '\0'))), 'fig. 7'),
  field('unused1', zeros(32), 'fig. 7'),
  field('catalogueLba', u32le, 'fig. 7'),
  field('unused2', zeros(1973), 'fig. 7'),
]);

/** Whether a descriptor sector is an El Torito boot record; the rest of it may deviate. */
export function isBootRecord(bytes: Uint8Array): boolean {
  const text = String.fromCharCode(...bytes.subarray(0, 7 + BOOT_SYSTEM_ID.length));
  return text === `\0CD001\x01${BOOT_SYSTEM_ID}`;
}
