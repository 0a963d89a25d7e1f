/** The page about an image that was looked into. */
export const look = {
  looking: (name: string) => `Looking into ${name}...`,
  escStops: 'Esc stops.',
  stillLooking: 'Still looking into it; Esc stops.',
  cannot: 'It cannot be looked into',
  volumes: 'File systems',
  partitions: (table: string) => `Partitions (${table})`,
  from: (size: string, start: string) => `${size} from ${start}`,
  holdsOthers: 'holds the logical partitions',
  boots: 'Boots',
  checksums: 'Checksums',
  checksum: (algorithm: string, hash: string, file: string) =>
    `${algorithm} ${hash} in ${file}; not compared yet: Verify does that`,
  noChecksum: 'no checksum file beside it',
  standards: 'Standards',
  notes: 'Notes',
  nothingToOpen: 'There is no file system in it that can be opened.',
  whichOne: 'There are several: put the cursor on the one to open.',
};
