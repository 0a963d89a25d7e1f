import type { OptionWords } from '../../options/option-words.ts';

/** Flags that say how a command is carried out or shown; none of them stands in a plan as an option. */
export const flagOptions = {
  json: { help: 'results as JSON; long commands one event a line' },
  quiet: { help: 'no progress; nothing at all when a job ends well' },
  log: {
    help: 'append every event to a file',
    valueName: 'file',
  },
  report: {
    help: 'write the report to a file: CSV by its name, else JSON',
    valueName: 'file',
  },
  dryRun: {
    help: 'print the plan and change nothing',
  },
  plain: {
    help: 'plain lines: no cursor movement, no colour',
  },
  size: { help: 'size of a terminal that does not tell, as 80x24', valueName: 'columnsxrows' },
  ascii: { help: 'only ASCII on the screen' },
  color: { help: 'no colours' },
  lang: { help: 'the language that is spoken', valueName: 'lang' },
  output: { help: 'the image to make', valueName: 'file' },
  outputUnlessScan: { help: 'the image to make (not with --scan)', valueName: 'file' },
  force: {
    help: 'replace the output when it exists',
  },
  forceFiles: { help: 'replace files that are there' },
  yes: {
    help: 'no question; needs an identity for each target',
  },
  yesUndo: { help: 'no question; the job knows its drives' },
  expectSerial: {
    help: 'the drive must have this serial',
    valueName: 'serial',
  },
  expectSize: {
    help: 'the drive must have this size',
    valueName: 'bytes',
  },
  fileTarget: { help: 'targets are existing files, used as drives of their size' },
  fileRead: { help: 'targets are files' },
  unmount: {
    help: 'unmount what is mounted from the drives (listed before the question)',
  },
  imageFor: { help: 'another image for one of the targets', valueName: 'target=image' },
  directory: { help: 'where to put them; nothing is written outside of it', valueName: 'folder' },
  clean: { help: 'remove the folders of all finished jobs; they cannot be undone any more' },
  pause: { help: 'pause the job, and return' },
  continue: { help: 'let a paused job go on, and return' },
  stop: { help: 'stop the job, and wait for its last word' },
  check: { help: 'hold all of the image against the standards, however long it takes' },
  names: { help: 'one a line: its name, two spaces, what it is; for completions and scripts' },
} satisfies { readonly [id: string]: OptionWords };
