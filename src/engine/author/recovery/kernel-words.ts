/** Words of the kernel's line that a recovery image understands. */
export const kernelWord = {
  language: 'isowright.lang',
  keymap: 'isowright.keymap',
  /** The UUID of the medium that it is started from. */
  medium: 'isowright.medium',
} as const;

/**
 * The UUID of an ISO 9660 volume as blkid and GRUB say it: the time of its last change, to hundredths of a second. `seconds`: of a time
 * that is written in UTC.
 */
export function volumeUuid(seconds: number): string {
  const [date = '', time = ''] = new Date(seconds * 1000).toISOString().split(/[T.]/);
  return `${date}-${time.replaceAll(':', '-')}-00`;
}
