import type { Place } from '../keys/table.ts';

/** What a screen is for, in a few sentences; stands above its keys in the help. */
export const aboutPlace: { readonly [P in Place]: readonly string[] } = {
  task: [
    'isowright makes disk images, writes them to drives and proves them. Nothing happens before you have seen a summary.',
  ],
  jobs: [
    'Jobs that ran as root, as writes to drives do, are shown to root: sudo isowright.',
    'Jobs run by themselves: one that runs can be looked at, one that was broken off goes on where it was, and what a write overwrote can partly be put back.',
  ],
  source: [
    'Find the image or the folder. Letters jump to a name, / filters, and a file can be dropped on the terminal or its path pasted.',
  ],
  'source-line': ['What you type filters the list; with a second slash it is a path, and Enter opens it.'],
  output: ['Where the new image goes. It gets its final name only when it is complete and proved.'],
  target: [
    'Only drives that can safely be written are in the list; the others stand below with the reason. Nothing is marked beforehand.',
    'Not sure which? Press n and plug the drive in: the one that appears is the one meant. It is still to be chosen and confirmed.',
    'Space marks several drives: all of them get the same. A drive that vanishes loses its mark.',
  ],
  options: ['All of this has a good default: press Enter to keep it. Tab shows what is seldom needed.'],
  summary: ['Everything that will be done and everything that would be lost. Nothing has been changed yet.'],
  confirm: [
    'The last question: what is named here is erased. Every drive is looked at once more before the first byte.',
    'Before that the job keeps the partition tables, the file system records and both ends of the drive in its folder; isowright undo puts those back. Files that the image overwrites are gone for good.',
  ],
  run: [
    '"On media" is what the drive has confirmed, not what the system has taken: 100% means done.',
    'Then every byte is read back past the caches and compared with the source.',
  ],
  report: ['What was done and proved, in which state things are, and what to do next.'],
  scroll: [],
  'ask-quit': [],
  over: [],
  'ask-stop': [],
};
