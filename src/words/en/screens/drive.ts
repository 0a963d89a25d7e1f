/** What is said about one drive. */
export const drive = {
  unnamed: (kind: string) => `unnamed ${kind}`,
  noSerial: 'no serial',
  unknown: 'unknown',
  used: (size: string) => `${size} used`,
  drive: 'drive',
  size: 'size',
  serial: 'serial',
  none: 'none',
  id: 'id',
  holds: 'holds',
  itHolds: 'it holds',
  mounted: 'MOUNTED',
  fresh: 'NEW',
  unmountedFirst: (mounts: string) => `unmounted first: ${mounts}`,
  unmount: 'unmount',
};
