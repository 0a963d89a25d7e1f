import type { OptionWords } from '../../options/option-words.ts';

/** Flags for how a command is carried out or shown; none of them is an option in a plan. */
export const flagOptions = {
  json: { help: 'print results as JSON; long commands print one event per line' },
  quiet: { help: 'show no progress, and nothing at all when a job ends well' },
  log: {
    help: 'append every event to a file',
    valueName: 'file',
  },
  report: {
    help: 'write the report to a file: CSV if so named, otherwise JSON',
    valueName: 'file',
  },
  dryRun: {
    help: 'print the plan and change nothing',
  },
  plain: {
    help: 'print plain lines: no cursor movement, no colour',
  },
  size: { help: 'the size of a terminal that does not report it, such as 80x24', valueName: 'columnsxrows' },
  ascii: { help: 'draw with ASCII only; names stay as they are' },
  color: { help: 'use no colours' },
  bell: { help: 'ring the terminal bell when a job ends' },
  notify: { help: 'send a desktop notification through the terminal when a job ends, if it can show one' },
  lang: { help: 'the language to use', valueName: 'lang' },
  onto: { help: 'a drive that gets the image when it is made, as write does it', valueName: 'drive' },
  output: {
    help: 'the image to make; {label}, {version}, {date}, {time}, {host} are filled in',
    valueName: 'file',
  },
  outputUnlessScan: {
    help: 'the image to make, its name filled in as with make, or the drive to overwrite (not with --scan)',
    valueName: 'file|drive',
  },
  remove: { help: 'leave out a file or folder of the image', valueName: 'path' },
  rename: { help: 'rename or move a file or folder of the image', valueName: 'old=new' },
  force: {
    help: 'replace the output if it exists',
  },
  forceFiles: { help: 'replace existing files' },
  yes: {
    help: 'ask nothing; needs an identity for each target',
  },
  yesBurn: { help: 'ask nothing; needs --expect-blank, or --expect-serial of each drive' },
  yesUndo: { help: 'ask nothing; the job knows its drives' },
  expectSerial: {
    help: 'the drive must have this serial number',
    valueName: 'serial',
  },
  expectSize: {
    help: 'the drive must have this size',
    valueName: 'bytes',
  },
  expectBlank: { help: 'the disc must be blank' },
  fileTarget: { help: 'targets are existing files, used as drives of their size' },
  fileRead: { help: 'targets are files' },
  fileSaved: { help: 'existing files given with -o are used as drives of their size' },
  unmount: {
    help: 'unmount whatever is mounted from the drives (listed before the question)',
  },
  imageFor: { help: 'use another image for one of the targets', valueName: 'target=image' },
  directory: { help: 'where to put them; nothing is written outside it', valueName: 'folder' },
  clean: { help: 'remove the folders of all finished jobs, which can then no longer be undone' },
  pause: { help: 'pause the job and return' },
  continue: { help: 'continue a paused job and return' },
  stop: { help: 'stop the job and wait for its report' },
  check: { help: 'check all of the image against the standards, however long it takes' },
  firmware: { help: 'the firmware of the virtual machine', valueName: 'kind' },
  medium: { help: 'as which medium it is inserted', valueName: 'medium' },
  seconds: { help: 'how long to wait (default 60)', valueName: 'seconds' },
  by: { help: 'compare only the bytes, or only the files in both', valueName: 'what' },
  showOrigin: { help: 'show which option, variable or file each comes from' },
  names: { help: 'one per line: its name, two spaces, what it is; for completions and scripts' },
} satisfies { readonly [id: string]: OptionWords };
