/** `8:16` of a `stat` number: glibc's packing, 12 + 20 bits and the rest above (sys/sysmacros.h). */
export function deviceNumberText(packed: number): string {
  const bits = BigInt(packed);
  const major = ((bits >> 8n) & 0xfffn) | ((bits >> 32n) & ~0xfffn);
  const minor = (bits & 0xffn) | ((bits >> 12n) & 0xffffff00n);
  return `${major}:${minor}`;
}

/** A file by its device and inode: `file 8:2 1234`. The same for all its names. */
export function fileKey(deviceNumber: string, inode: bigint | string): string {
  return `file ${deviceNumber} ${inode}`;
}
