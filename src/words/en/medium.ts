/** A medium that was read: how much of it, and what is missing. */
export const medium = {
  labels: { medium: 'medium', missing: 'missing', map: 'map', speed: 'speed', capture: 'saving it' },
  read: (path: string, size: string) => `${path}  ${size}`,
  notWanted: (size: string) => `what comes after it (up to ${size}) was not requested: --whole for all`,
  rest: (kept: string, whole: string) =>
    `its file systems and partitions end at ${kept}; what comes after them (up to ${whole}) is left out: --whole for all`,
  littleRoom: (need: string, free: string) =>
    `up to ${need} may be needed there, and ${free} are free. If it gets full, what was read stays, and the same command continues: make room first, or choose another folder`,
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
  /** @param bar padded to its full length */
  speedAt: (place: string, bar: string, rate: string) => `${bar} ${rate} from ${place} on`,
  /** @param time that a capture takes; undefined where nothing was read */
  capture: {
    sound: (time?: string) =>
      `everything can be read, at an even pace${time === undefined ? '' : `; about ${time}`}`,
    doubtful: (time?: string) =>
      `everything can be read, but some of it only slowly or at a second try: save it soon${time === undefined ? '' : `; about ${time}`}`,
    damaged: (time?: string) =>
      `sectors will be missing${time === undefined ? '' : `; about ${time}, and longer for what is damaged`}`,
    unknown: (time?: string) =>
      `not everything was tried${time === undefined ? '' : `; at this pace about ${time}`}`,
  },
  untried: 'not tried yet',
  hits: (files: string) => `affects ${files}`,
  hitsNothing: 'affects no file',
  more: (places: string) => `and ${places}; all of them are in the map`,
  readBefore: 'Every sector was read; what an earlier run read is not proved',
  errors: (count: string) => `read errors: ${count}`,
  cannotRead: (place: string, size: string) => `cannot be read: ${place}, ${size}`,
};
