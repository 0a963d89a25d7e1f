/** A medium that was read: how much of it, and what is missing. */
export const medium = {
  labels: { medium: 'medium', missing: 'missing', map: 'map' },
  read: (path: string, size: string) => `${path}  ${size}`,
  notWanted: (size: string) => `what comes after it (up to ${size}) was not requested: --whole for all`,
  rest: (kept: string, whole: string) =>
    `its file systems and partitions end at ${kept}; what comes after them (up to ${whole}) is left out: --whole for all`,
  mounted: (places: string) =>
    `it is mounted for writing (${places}): what changes while it is read may be inconsistent in the image`,
  wasMounted: (places: string) =>
    `it was mounted for writing (${places}): what changed while it was read may be inconsistent in the image`,
  readToEnd: 'Every sector up to the end of its file systems and partitions was read',
  readableToEnd: 'Every sector up to the end of its file systems and partitions can be read',
  sessions: (count: string) =>
    `the disc has ${count} sessions: opened, this image shows the files of the first; one that shows those of the last: --session ${count}`,
  missing: (size: string, places: string) => `${size} in ${places}`,
  atPlace: (place: string, size: string) => `${place}, ${size}`,
  untried: 'not tried yet',
  hits: (files: string) => `affects ${files}`,
  hitsNothing: 'affects no file',
  more: (places: string) => `and ${places}; all of them are in the map`,
  readBefore: 'Every sector was read; what an earlier run read is not proved',
  errors: (count: string) => `read errors: ${count}`,
  cannotRead: (place: string, size: string) => `cannot be read: ${place}, ${size}`,
};
