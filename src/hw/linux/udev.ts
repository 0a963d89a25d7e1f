import { join } from 'node:path';
import { readText } from './read.ts';

const KEPT = [
  'ID_BUS',
  'ID_TYPE',
  'ID_MODEL',
  'ID_MODEL_ENC',
  'ID_VENDOR',
  'ID_SERIAL_SHORT',
  'ID_SCSI_SERIAL',
  'ID_WWN',
  'ID_ATA',
  'ID_ATA_SATA',
  'ID_CDROM',
  'ID_CDROM_MEDIA',
  'ID_CDROM_MEDIA_TRACK_COUNT_AUDIO',
  'ID_CDROM_MEDIA_TRACK_COUNT_DATA',
  'ID_DRIVE_FLASH_SD',
  'ID_FS_TYPE',
  'ID_FS_LABEL',
  'ID_FS_LABEL_ENC',
  'ID_FS_UUID',
  'ID_FS_USAGE',
  'ID_PART_TABLE_TYPE',
  'ID_PART_ENTRY_NAME',
  'ID_PART_ENTRY_TYPE',
];

/**
 * What udev wrote down about a block device: `/run/udev/data/b8:16` (no child process, no open device).
 * Lines are `E:KEY=VALUE` for properties and `S:disk/by-id/…` for links below /dev.
 */
export async function readUdev(root: string, deviceNumber: string) {
  const text = await readText(join(root, 'run/udev/data', `b${deviceNumber}`));
  if (text === undefined) return { ids: [] };
  const lines = text.split('\n');
  const ids = lines.filter((line) => line.startsWith('S:disk/by-id/')).map((line) => `/dev/${line.slice(2)}`);
  return { udev: properties(lines), ids: ids.sort() };
}

function properties(lines: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of lines) {
    const [, key = '', value = ''] = /^E:([^=]+)=(.*)$/.exec(line) ?? [];
    if (KEPT.includes(key)) found[key] = value.trim();
  }
  return found;
}

/** `ID_FS_LABEL_ENC` and mountinfo's sources hide odd bytes as `\x20`. */
export function unescapeHex(text: string): string {
  const bytes = text.replace(/\\x([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return /[\x80-\xff]/.test(bytes) && !/[^\0-\xff]/.test(bytes)
    ? Buffer.from(bytes, 'latin1').toString('utf8')
    : bytes;
}
