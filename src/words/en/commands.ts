/** The line of each command and group in `--help`; those of kinds of jobs stand with the kinds. */
export const commands = {
  devices: 'list drives and discs, and why some are refused',
  inspect: 'show what it is, and which firmware will boot it',
  ls: 'list the files in an image',
  extract: 'extract files from an image',
  compare: 'compare two images, drives or folders, by bytes and by what is in them',
  run: 'carry out a plan made with --dry-run --json',
  practice: 'try everything on a sample folder and virtual drives',
  jobs: 'list this user’s jobs, newest first',
  attach: 'watch a running job; Ctrl-C leaves it running',
  resume: 'continue a job that was interrupted',
  'config never-touch add': 'protect a drive',
  'config never-touch remove': 'stop protecting a drive',
  'config never-touch list': 'list the protected serial numbers',
  completion: 'print a completion script for a shell',
  config: 'settings of this user or, for root, of this machine',
  'config never-touch': 'drives that must never be written to, by serial number',
};
