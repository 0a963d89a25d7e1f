/** Lines of `devices`, and of the question before a drive is written. */
const drives = {
  noneOffered: 'No drive can be written to now.',
  notOffered: 'Not offered',
  refused: (reason: string) => `refused: ${reason}`,
  note: (warning: string) => `note: ${warning}`,
  partAt: (part: string, mounts: string) => `${part} at ${mounts}`,
  stands: (path: string, size: string) => `${path}: a file of ${size}, used as a drive`,
  standsUnsized: (path: string) => `${path}: a file, used as a drive`,
  willBeUnmounted: (mount: string) => `will be unmounted: ${mount}`,
  serial: (serial: string) => `serial ${serial}`,
  noLabel: 'no label',
  unknownFileSystem: 'unknown',
  leadsTo: (link: string, real: string) => `${link} is ${real}`,
};

/** Lines of `inspect`; `sizeBytes` is a number of bytes in digits. */
const inspect = {
  kinds: {
    iso9660: 'ISO 9660 image',
    udf: 'UDF image',
    disk: 'disk image',
    fat: 'FAT file system',
    'file-system': 'file system that isowright does not make',
    other: 'not an image',
    unknown: 'nothing isowright recognises',
  },
  unsized: 'of unknown size',
  sized: (size: string, bytes: string) => `${size} (${bytes} bytes)`,
  bootImage: 'boot image',
  emulation: (loader: string, emulation: string, sector: number) =>
    `${loader}, emulation ${emulation}, sector ${sector}`,
  mbrType: (type: string) => `type ${type}`,
  blocks: (blocks: number, from: number) => `${blocks} blocks from ${from}`,
  volume: 'volume',
  inPartition: (table: string, number: number) => `${table} partition ${number}`,
  partition: (kind: string) => `${kind} partition`,
  note: (text: string, code: string) => `note: ${text} (${code})`,
};

/** What a plan would do. */
const dryRun = {
  would: (what: string) => `would ${what}`,
  wouldSized: (what: string, size: string) => `would ${what}: ${size}`,
  receiptOf: (of: string) => `receipt of: ${of}`,
  label: (label: string) => `label: ${label}`,
  leftOut: (what: string) => `left out: ${what}`,
  same: (command: string) => `the same without questions: ${command}`,
  loss: (text: string) => `loss: ${text}`,
  lost: 'lost with it:',
  sizeAtEnd: 'its size is known only at its end',
};

/** Lines about jobs. */
const jobs = {
  none: 'No jobs yet.',
  wouldBeRemoved: (jobs: string) => `${jobs} would be removed`,
  removed: (jobs: string) => `${jobs} removed`,
  paused: (id: string) => `job ${id} is paused; to continue it: isowright attach --continue`,
  goesOn: (id: string) => `job ${id} continues`,
  keys: 'p pauses or continues, s stops the job, d leaves it running',
  stopAgain: 's again stops the job; any other key does not',
  leftRunning: (id: string) => `the job keeps running: isowright attach ${id}`,
  stillStopping: (job: string) =>
    `note: the job still runs and ends as soon as it can: isowright attach ${job}`,
  logEnds: (problem: string) => `note: the log ends here: ${problem}`,
  keepsNothing: 'a comparison keeps nothing to continue from',
  startAnew: (command: string) => `Start it again: ${command}`,
};

/** Questions; the word that is typed for «yes» is the same in all languages. */
const asked = {
  overwrite: (drives: string, image: string) => `Really overwrite ${drives} with ${image}?`,
  overwriteFlag: '--yes with --expect-serial, --expect-size or a /dev/disk/by-id path',
  typeName: (name: string) => `Everything on it will be lost. Type ${name} to continue: `,
  putBack: (what: string) => `Really put back ${what}?`,
  typeWord: (word: string) => `What is on it now will be lost. Type ${word} to continue: `,
  tryAgain: (typed: string, wanted: string) =>
    `"${typed}" is not ${wanted}. Type it again; Enter alone means no.`,
  nothingTyped: (wanted: string) =>
    `${wanted} was expected and nothing was typed, so nothing was written. You can try as often as you like.`,
  otherTyped: (typed: string, wanted: string) =>
    `"${typed}" is not ${wanted}, which was expected, so nothing was written. You can try as often as you like.`,
  wizardNeedsTerminal: 'The wizard needs a terminal.',
  wizardNeedsTerminalPlain: 'The wizard needs a terminal, even with --plain.',
  command: (commands: string) => `a command: ${commands}`,
};

/** The never-touch list. */
const neverTouch = {
  none: 'No drive is protected.',
  added: (serial: string, list: string) => `${serial} is protected, in ${list}`,
  addedBefore: (serial: string, list: string) => `${serial} was already protected, in ${list}`,
  removed: (serial: string) => `${serial} is no longer protected`,
  notListed: (serial: string, list: string) => `${serial} is not on the list in ${list}`,
  noSerial: (what: string) => `${what} has no serial number, so it cannot be told apart from others`,
};

/** Files in an image. */
const files = {
  skipped: (path: string, type: string) => `${path}: skipped, a ${type}`,
  failed: (path: string, why: string) => `${path}: not extracted: ${why}`,
  notTakenOut: (entries: string) => `${entries} not extracted.`,
  takenOut: (entries: string, size: string, folder: string) => `${entries}, ${size}, in ${folder}`,
  compressed: (path: string) =>
    `${path} is compressed, and files can only be extracted from the image itself: unpack it first`,
};

/** What is wrong with what was typed. */
const usage = {
  lacksArgument: (command: string) => `${command} needs an argument`,
  folderOrImage: (command: string, path: string) =>
    `${command} takes a folder or an image file, but ${path} is neither`,
  terminalAsSource: 'the source - is standard input, which is a terminal: pipe an image in',
  noStandardOutput:
    'an image is proved and named before anybody sees it, so it cannot be sent to standard output: give -o a file',
  unknownPlaceholder: (word: string, known: readonly string[]) =>
    `{${word}} in a name stands for nothing: there are ${known.map((one) => `{${one}}`).join(', ')}, and {{${word}}} for a name that has {${word}} in it`,
  nothingKnown: (path: string, words: readonly string[]) =>
    `nothing would be left of the name ${path}, since nothing is known of ${words.map((one) => `{${one}}`).join(', ')}: add some letters of your own`,
  scanMakesNothing: (flag: string) =>
    `--scan only reads and makes nothing: leave out ${flag}, or --scan to save the medium`,
  oneWish: 'give only one of --pause, --continue and --stop',
  valueIs: (flag: string, value: string, remark: string) => `${flag} is "${value}". ${remark}`,
  sizeOfTerminal: (said: string) =>
    `--size is the size of a terminal here, such as 80x24, and not ${said}; isowright write --files takes the size of a partition`,
  onlyWithFiles: (flag: string) => `${flag} is for drives that hold the files of an image: add --files`,
  hashOfImages: '--sha256 and --hash-file are for image files that are copied as they are',
  bmapOfImages: '--bmap is for image files that are copied as they are',
  shells: (shells: string, shell: string) => `completions are available for ${shells}, not for "${shell}"`,
  expectations: (given: number, flag: string, targets: number) =>
    `${given} × ${flag} for ${targets} targets: give one, or one for each`,
  expectSize: (given: string) => `--expect-size takes a number of bytes, not "${given}"`,
  yesNeeds: (path: string, byId: string) =>
    `--yes needs to know which drive ${path} is: name it by ${byId}…, or give --expect-serial or --expect-size`,
  yesBurnNeeds: (path: string) =>
    `--yes needs to know what may be lost in ${path}: give --expect-blank, or --expect-serial of the drive`,
  namedTwice: (path: string) => `${path} is named twice`,
  sameFile: (first: string, second: string) => `${first} and ${second} are the same file`,
  blank: (name: string) => `${name} is empty: perhaps a variable in a script is not set`,
  optionAsFile: (name: string, value: string) =>
    `${name} needs a name, and ${value} is an option: perhaps a variable in a script is not set (a file of that name: ./${value})`,
  imageForNone: (target: string) => `--image-for names ${target}, which is not one of the targets`,
  imageFor: (given: string) => `--image-for takes TARGET=IMAGE, not "${given}"`,
  notJson: (path: string, problem: string) => `${path} is not JSON: ${problem}`,
  planUnidentified: (path: string) =>
    `${path}: the plan gives neither the size nor the serial number of the drive`,
};

/** Why a log or a report is not written where it was wanted. `file`: `--log /a/b`. */
const ownFiles = {
  'no-plain-file': (file: string, _other: string) =>
    `${file} is not a regular file, and only regular files are written`,
  'other-file': (file: string, other: string) => `${file} would overwrite ${other}`,
  'own-file': (file: string, other: string) => `${file} would overwrite the file of ${other}`,
  'source-folder': (file: string, _other: string) => `${file} is in the folder that is being read`,
  checksum: (file: string, other: string) => `${file} would overwrite a checksum file beside ${other}`,
  'job-folder': (file: string, _other: string) => `${file} is in the folder of a job`,
  'used-drive': (file: string, other: string) => `${file} is on ${other}, which this job reads or writes`,
};

/** Why a path is no target. */
const noTarget = {
  partition: (whole: string) => `it is a partition; a target is a whole drive: ${whole}`,
  file: (_whole: string) => 'it is a regular file; give --file-target to use it as a drive',
  'not-listed': (_whole: string) => 'it is not one of the drives that can be seen: isowright devices',
  'no-device': (_whole: string) => 'it is not a device',
};

/** Complaints of the parser, by its codes; English ones are its own. */
const complaints = {
  unknownOption: (option: string) => `error: unknown option '${option}'`,
  unknownCommand: (command: string) => `error: unknown command '${command}'`,
  missingArgument: (name: string) => `error: missing required argument '${name}'`,
  missingValue: (option: string) => `error: option '${option}' argument missing`,
  missingOption: (option: string) => `error: required option '${option}' not specified`,
  tooManyArguments: (command: string, expected: string, received: string, words: string) =>
    `error: too many arguments${command}. Expected ${expected} argument${expected === '1' ? '' : 's'} but got ${received}: ${words}.`,
  oneOf: (option: string, value: string, choices: string) =>
    `error: option '${option}' argument '${value}' is invalid. Allowed choices are ${choices}.`,
  didYouMean: (word: string) => `(Did you mean ${word}?)`,
  didYouMeanOneOf: (words: string) => `(Did you mean one of ${words}?)`,
  help: '(isowright --help lists commands and options)',
};

/** Why a folder cannot be listed, by the system's code. */
const folders = {
  EACCES: 'permission denied',
  ENOENT: 'no such folder',
  ENOTDIR: 'not a folder',
  EIO: 'input/output error',
  unreadable: 'unreadable',
};

/** Lines of `config`. */
const settings = {
  from: { option: 'option', environment: 'variable', file: 'file', default: 'default' },
};

/** What the command line says. */
export const cli = {
  drives,
  inspect,
  dryRun,
  jobs,
  asked,
  neverTouch,
  settings,
  files,
  usage,
  ownFiles,
  noTarget,
  complaints,
  folders,
  outputNamed: (path: string, lacking: readonly string[]) =>
    lacking.length === 0
      ? `the name: ${path}`
      : `the name: ${path} (nothing is known of ${lacking.map((one) => `{${one}}`).join(', ')})`,
  crash: 'something went wrong inside',
};
