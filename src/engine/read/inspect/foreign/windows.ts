import { le16, le64, letters } from './fields.ts';
import type { Probe } from './foreign.ts';

const OEM_AT = 3;
const BOOT_SECTOR_BYTES = 512;
/** Sectors of exFAT have 2^9 to 2^12 bytes. exFAT §3.1.14. */
const SHIFTS = [9, 10, 11, 12];

/** What Windows keeps files in, beside FAT. */
export const windowsProbes: readonly Probe[] = [
  {
    /** exFAT §3.1: VolumeLength at 72, BytesPerSectorShift at 108. */
    needsBytes: BOOT_SECTOR_BYTES,
    look(head) {
      if (letters(head, OEM_AT, 8) !== 'EXFAT   ') return undefined;
      const shift = head[108] ?? 0;
      return { name: 'exfat', ...(SHIFTS.includes(shift) && { sizeBytes: le64(head, 72) * 2 ** shift }) };
    },
  },
  {
    /** Boot sector of NTFS: bytes a sector at 11, sectors at 40; one more holds a copy of it, and images may lack that. */
    needsBytes: BOOT_SECTOR_BYTES,
    look: (head) =>
      letters(head, OEM_AT, 8) === 'NTFS    '
        ? { name: 'ntfs', sizeBytes: le16(head, 11) * le64(head, 40) }
        : undefined,
  },
  {
    needsBytes: BOOT_SECTOR_BYTES,
    look: (head) => (letters(head, OEM_AT, 8) === '-FVE-FS-' ? { name: 'bitlocker' } : undefined),
  },
  {
    needsBytes: BOOT_SECTOR_BYTES,
    look: (head) => (letters(head, OEM_AT, 5) === 'ReFS\0' ? { name: 'refs' } : undefined),
  },
];
