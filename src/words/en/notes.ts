import type { NoteFact } from '../../engine/contract/events/events.ts';

/** `text` is what the note says beyond its code. */
type NoteWords = (target: string, path: string, text: string | undefined) => string;

/** Notes of a job, as a line. A code without words here is shown as it is. */
const codes: { readonly [C in NoteFact['code']]?: NoteWords } = {
  stopping: () => 'stopping',
  paused: () => 'paused',
  resumed: () => 'continuing',
  'attributes-unknown': () =>
    'extended attributes and access lists were not checked: getfattr is not installed (package attr)',
  'left-apart': (_target, path, text) => `${path} is left out: ${text ?? ''}`,
  'read-back-cached': (target) => `${target} was read back through the system's cache, which proves less`,
  'partition-table-not-reread': (target) =>
    `the system has not yet read the new partition table of ${target}: unplug it and plug it in again`,
  'checksum-file-matches': (_target, path, text) => text ?? `the source matches its checksum file ${path}`,
  'receipt-written': (_target, path) => `the receipt is in ${path}`,
  'receipt-not-written': (_target, _path, text) =>
    `there is no receipt: ${text ?? 'it could not be written'}`,
  'receipt-other-drive': (target) =>
    `${target} is not a drive named in the receipt; its bytes are compared anyway`,
  'content-not-kept': (target) => `the full test overwrites everything on ${target}`,
  'content-not-put-back': (target, _path, text) =>
    `the test could not put everything back on ${target}; it is kept: isowright undo ${text ?? ''}`,
  'capacity-tested': (target, _path, text) =>
    `${target} kept what was written at ${text ?? 'all test places'}`,
  'capacity-false': (target) => `${target} does not hold as much as it claims`,
  'undo-not-kept': (target) => `the present content of ${target} could not be saved: this cannot be undone`,
  'source-truncated': (_target, path, text) => `${path}: ${text ?? ''}`,
  'sector-size-differs': (target, _path, text) => `${target}: ${text ?? ''}`,
  'left-over-removed': (_target, path) => `removed ${path}, which a killed job left behind`,
  'old-table-wiped': (target) =>
    `the second copy of an old partition table (GPT) at the end of ${target} was wiped`,
  'will-not-start': (_target, path) =>
    `${path} will not boot from this drive: it boots from a CD or DVD only`,
  'block-map': (_target, _path, text) =>
    `a block map says where the data is: ${text} of the image must be on the drive`,
  'block-map-leaves-out': (_target, _path, text) =>
    `the block map leaves out ${text} that contain data: these are treated like all others`,
  'block-map-refused': (_target, path, text) =>
    `the block map ${path} is not used, so every byte counts: ${text ?? ''}`,
  discarding: (target) => `discarding the content of ${target}`,
  discarded: (target, _path, text) =>
    text === 'zeros'
      ? `the content of ${target} is discarded and reads as zeros: zeros need not be written`
      : `the content of ${target} is discarded but does not read as zeros: everything is written`,
  'not-discarded': (target, _path, text) =>
    `the content of ${target} could not be discarded, so everything is written: ${text ?? ''}`,
  unmounted: (target, path) => `${path} was unmounted from ${target}`,
  'sleep-not-inhibited': () => 'the computer may go to sleep while this runs: keep it awake',
  stalled: (target) => `${target} has not responded for 10 s; it is given up after two minutes`,
  'output-lost': (_target, path) => `${path} takes no more; the others go on`,
  'table-moved': (target) => `the partition table of ${target} reaches to the end of the drive now`,
  'medium-gone': (_target, path) =>
    `${path} disappeared: plug it in again, in any port, and the job continues`,
  'medium-back': (_target, path) => `it is back as ${path}: reading continues`,
  'drive-failing': (_target, path, text) =>
    `${path} is failing, as the drive itself reports (SMART${text ? `: ${text}` : ''}): do not use it for anything else`,
  'drive-weak': (_target, path, text) =>
    `${path} is losing sectors, as the drive itself reports (SMART: ${text ?? ''})`,
  'medium-mounted': (_target, path, text) =>
    `${path} is mounted for writing (${text ?? ''}): what changes while it is read may be inconsistent in the image; unmount it for a clean one`,
  'disc-step': (target, _path, text) => `${target}: ${text ?? ''}`,
  'output-little-room': (_target, path, text) => `${path} may not fit: ${text ?? ''}`,
  'medium-rest': (_target, path, text) => `not all of ${path} is read: ${text ?? ''}`,
  'answers-again': (target) => `${target} responds again`,
  'left-behind': (target) => `${target} is much slower than the others and continues on its own`,
  repaired: (target, _path, text) =>
    `${target}: ${text ?? 'a stretch'} was wrong at first, was written again, and is now right`,
};

/** What a job reports while it runs. */
export const notes = {
  codes,
  theTarget: 'the target',
  health: {
    pending: (sectors: string) => `sectors it cannot read at present: ${sectors}`,
    lost: (sectors: string) => `sectors it found unreadable: ${sectors}`,
    mediaErrors: (errors: string) => `data it could not return: ${errors}`,
    replaced: (sectors: string) => `sectors it replaced: ${sectors}`,
  },
  stretch: (length: string, atByte: string) => `${length} at ${atByte}`,
  wholeSurface: 'its whole surface',
  testPlaces: (places: string) => `${places} places`,
  atLeast: (rate: string) => `at least ${rate}`,
  wrapShare: (share: string) => `${share} of the sizes at which it could wrap`,
  onlyFirst: (size: string, what: string) => `only the first ${size} were unpacked: ${what} not examined`,
  bootImagesBehind: 'boot images or partitions after that were',
  restBehind: 'what comes after that was',
};
