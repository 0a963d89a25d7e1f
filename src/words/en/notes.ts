import type { NoteFact } from '../../engine/contract/events/events.ts';

/** `text` is what the note says beyond its code. */
type NoteWords = (target: string, path: string, text: string | undefined) => string;

/** Notes of a job, as a line. A code that is not here is said as the job says it. */
const codes: { readonly [C in NoteFact['code']]?: NoteWords } = {
  stopping: () => 'stopping',
  paused: () => 'paused',
  resumed: () => 'going on',
  'attributes-unknown': () =>
    'extended attributes and access lists were not looked for: getfattr is not installed (package attr)',
  'left-apart': (_target, path, text) => `${path} is left out: ${text ?? ''}`,
  'read-back-cached': (target) => `${target} was read back through the system's cache, which proves less`,
  'partition-table-not-reread': (target) =>
    `the system has not seen the new partition table of ${target} yet: unplug it and plug it in again`,
  'checksum-file-matches': (_target, path, text) => text ?? `the source matches its checksum file ${path}`,
  'receipt-written': (_target, path) => `the receipt is in ${path}`,
  'receipt-not-written': (_target, _path, text) =>
    `there is no receipt: ${text ?? 'it could not be written'}`,
  'receipt-other-drive': (target) =>
    `${target} is not a drive the receipt names; its bytes are compared all the same`,
  'content-not-kept': (target) => `the full test overwrites everything on ${target}`,
  'content-not-put-back': (target, _path, text) =>
    `the test could not put back everything on ${target}; it is kept: isowright undo ${text ?? ''}`,
  'capacity-tested': (target, _path, text) =>
    `${target} kept what was written at ${text ?? 'all test places'}`,
  'capacity-false': (target) => `${target} does not hold what it says`,
  'undo-not-kept': (target) => `what is on ${target} now could not be kept: this cannot be undone`,
  'source-truncated': (_target, path, text) => `${path}: ${text ?? ''}`,
  'will-not-start': (_target, path) =>
    `${path} will not start from this drive: it starts from a CD or DVD only`,
  'block-map': (_target, _path, text) =>
    `a block map says where data is: ${text} of the image must be on the drive`,
  'block-map-leaves-out': (_target, _path, text) =>
    `the block map leaves out ${text} that hold data: these count like all others`,
  'block-map-refused': (_target, path, text) =>
    `the block map ${path} is not used, and every byte counts: ${text ?? ''}`,
  discarding: (target) => `${target} is told to forget its content`,
  discarded: (target, _path, text) =>
    text === 'zeros'
      ? `${target} forgot its content and gives zeros: zeros need no write`
      : `${target} was told to forget its content, and does not give zeros for it: everything is written`,
  'not-discarded': (target, _path, text) =>
    `${target} did not forget its content, and everything is written: ${text ?? ''}`,
  unmounted: (target, path) => `${path} was unmounted from ${target}`,
  'sleep-not-inhibited': () => 'the computer may go to sleep while this runs: keep it awake',
  stalled: (target) => `${target} has not answered for 10 s; after two minutes it is given up`,
  'medium-gone': (_target, path) =>
    `${path} went away: plug it in again, in any port, and it is gone on with`,
  'answers-again': (target) => `${target} answers again`,
  'left-behind': (target) => `${target} is much slower than the others and goes on by itself`,
  repaired: (target, _path, text) =>
    `${target}: ${text ?? 'a stretch'} was wrong at first, was written again, and is right now`,
};

/** What a job says as it goes. */
export const notes = {
  codes,
  theTarget: 'the target',
  stretch: (length: string, atByte: string) => `${length} at ${atByte}`,
  wholeSurface: 'its whole surface',
  testPlaces: (places: string) => `${places} places`,
  atLeast: (rate: string) => `at least ${rate}`,
  wrapShare: (share: string) => `${share} of the sizes it could begin again at`,
  onlyFirst: (size: string, what: string) => `only the first ${size} were unpacked: ${what} not looked at`,
  bootImagesBehind: 'boot images or partitions behind them were',
  restBehind: 'what lies behind them was',
};
