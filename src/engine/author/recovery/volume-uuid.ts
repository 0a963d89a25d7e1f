/**
 * The UUID of an ISO 9660 volume as blkid and GRUB say it: the time of its last change, to hundredths of a second. `seconds`: of a time
 * that is written in UTC.
 */
export function volumeUuid(seconds: number): string {
  const [date = '', time = ''] = new Date(seconds * 1000).toISOString().split(/[T.]/);
  return `${date}-${time.replaceAll(':', '-')}-00`;
}
