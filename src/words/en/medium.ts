/** A medium that was read: how much of it, and what is missing. */
export const medium = {
  labels: { medium: 'medium', missing: 'missing', map: 'map' },
  read: (path: string, size: string) => `${path}  ${size}`,
  notWanted: (size: string) => `what comes after it (up to ${size}) was not requested: --whole for all`,
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
