/** What stands on a drive that holds no file system; `system` is the system's name for an error. */
export const driveContents = {
  blank: 'empty',
  data: 'unrecognised data',
  table: (name: string) => `${name} partition table`,
  unread: (system: string) => `unknown: could not be read (${system})`,
  closed: 'unknown: only root may look',
  notKnown: 'not known',
  files: 'files',
  noFiles: 'none',
  namesAnd: (names: string, more: string) => `${names} and ${more} more`,
  namesAndAtLeast: (names: string, more: string) => `${names} and at least ${more} more`,
  partition: (drive: string, number: number) => `${drive}, partition ${number}`,
};
