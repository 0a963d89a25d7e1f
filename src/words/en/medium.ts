/** A medium that was read: how much of it, and what is missing. */
export const medium = {
  labels: { medium: 'medium', missing: 'missing', map: 'map' },
  read: (path: string, size: string) => `${path}  ${size}`,
  notWanted: (size: string) => `what lies behind it (up to ${size}) was not wanted: --whole for all`,
  missing: (size: string, places: string) => `${size} in ${places}`,
  atPlace: (place: string, size: string) => `${place}, ${size}`,
  untried: 'not tried yet',
  hits: (files: string) => `hits ${files}`,
  hitsNothing: 'hits no file',
  more: (places: string) => `and ${places}; all of them stand in the map`,
  errors: (count: string) => `read errors: ${count}`,
  cannotRead: (place: string, size: string) => `cannot be read: ${place}, ${size}`,
};
