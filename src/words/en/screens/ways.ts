/** An image on a drive: as it is, or its files. What each would be, side by side. */
export const ways = {
  names: { image: 'as an image', files: 'as files' },
  recommended: (name: string) => `${name} (recommended)`,
  labels: { boots: 'boots with', lost: 'lost', rest: 'the drive', size: 'to write', time: 'time' },
  looking: 'looking...',
  nothingBoots: 'nothing',
  maybe: (firmware: string) => `${firmware} (not certain)`,
  nothingLost: 'nothing',
  lostAnd: (first: string, more: number) => `${first}, and ${more} more`,
  imageOnly: 'nothing can be added to it',
  free: (size: string) => `can be written to, ${size} free`,
  refused: (why: string) => `cannot be done: ${why}`,
  sentence: (name: string, { boots, lost, rest, size, time }: { readonly [part: string]: string }) =>
    `${name}: boots with ${boots}; lost: ${lost}; ${rest}; ${size}, ${time}.`,
  short: (name: string, boots: string, size: string) => `${name}: ${boots}; ${size}`,
  other: (name: string, what: string) => `${name}: ${what}`,
  /** What is expected of an ordinary stick: nobody has measured this one yet. */
  time: (about: string, rate: string) => `${about} at ${rate}`,
};
