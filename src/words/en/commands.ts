/** The line of each command and group in `--help`; those of kinds of jobs stand with the kinds. */
export const commands = {
  devices: 'drives and discs, with the reason why one is refused',
  inspect: 'what it is, and which firmware will start it',
  ls: 'the files in an image',
  extract: 'take files out of an image',
  run: 'carry out a plan made with --dry-run --json',
  practice: 'try everything on a sample folder and virtual drives',
  jobs: 'this user’s jobs, the newest first',
  attach: 'look at a running job; Ctrl-C leaves it running',
  resume: 'go on with a job that was interrupted',
  'config never-touch add': 'protect a drive',
  'config never-touch remove': 'protect it no more',
  'config never-touch list': 'the serials that are protected',
  completion: 'a script that completes what is typed',
  config: 'settings of this person or, for root, of this machine',
  'config never-touch': 'drives that are never to be written to, by serial',
};
