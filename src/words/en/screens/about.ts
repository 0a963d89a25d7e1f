/** What a screen is for, in a few sentences, above its keys in the help. */
export const about = {
  task: [
    'isowright makes disk images, writes them to drives and proves them. Nothing happens before you have seen a summary.',
  ],
  jobs: [
    'Jobs that ran as root, as writes to drives do, are shown to root: sudo isowright.',
    'Jobs run on their own: a running one can be watched, an interrupted one continues where it was, and what a write overwrote can partly be put back.',
  ],
  source: [
    'Find the image or the folder. Letters jump to a name, / filters, and a file can be dropped on the terminal or its path pasted.',
  ],
  'source-line': ['What you type filters the list; with a second slash it is a path, and Enter opens it.'],
  medium: [
    'Drives and discs that can be read are in the list, also those in use and those that are read-only. Nothing is written to the one you choose.',
    'Not sure which? Press n and plug the drive in: the one that appears is the one you mean.',
  ],
  where: [
    'What is read becomes an image file, or another drive becomes the same as the one that is read. On that one everything is lost.',
  ],
  look: [
    'What it is, read from its bytes: its file systems, its partitions drawn to scale, what boots from it and why, what is published about it, and where it is not as the standards say. Nothing is changed.',
  ],
  inside: [
    'The files in the image. Letters jump to a name, / filters. Space marks, > extracts, + adds, - removes, = renames.',
    'Changes are only noted: Tab makes a new image with all of them, and this one stays as it is.',
  ],
  'inside-line': ['What you type filters the list, or is the new name.'],
  extract: [
    'What is marked goes into the folder, with everything in it. What is already there stays and is named here.',
  ],
  output: ['Where the new image goes. It gets its final name only when it is complete and proved.'],
  target: [
    'Only drives that can safely be written are in the list; the others are below, with the reason. Nothing is marked in advance.',
    'Not sure which? Press n and plug the drive in: the one that appears is the one you mean. You still choose and confirm it.',
    'Space marks several drives: all of them get the same. A drive that vanishes loses its mark.',
  ],
  options: ['All of this has a good default: press Enter to keep it. Tab shows what is rarely needed.'],
  summary: ['Everything that will be done and everything that would be lost. Nothing has been changed yet.'],
  confirm: [
    'The last question: what is named here is erased. Every drive is checked once more before the first byte.',
    'Before that, the job saves the partition tables, the file system records and both ends of the drive in its folder; isowright undo puts those back. Files that the image overwrites are gone for good.',
  ],
  run: [
    '"On media" is what the drive has confirmed, not what the system has accepted: 100% means done.',
    'Then every byte is read back past the caches and compared with the source.',
  ],
  report: ['What was done and proved, what state things are in, and what to do next.'],
  /** The same screens while drives are compared and not written. */
  compared: {
    target: [
      'Drives that can be read are in the list; the others are below, with the reason. The first row compares the image with its own checksum file alone.',
      'Space marks several drives: each is compared with the same source.',
    ],
    options: ['How the image is read before it is compared. Press Enter to keep everything as it is.'],
    summary: ['What is compared with what. Nothing on any drive is changed.'],
    run: ['Image and drives are read side by side, past the caches, and every byte is compared.'],
    report: ['What was compared, where it differs, and what to do next. Nothing was changed.'],
  },
  /** The same screens where a drive or disc is saved as an image. */
  saved: {
    output: [
      'Where the image goes: to another drive, with room for all of it. While it grows it is called .partial; what is missing at the end is in a map beside it, which this program and ddrescue can continue from.',
    ],
    options: [
      'How it is read. Press Enter to keep everything as it is: nothing is tried twice, and nothing is skipped.',
    ],
    summary: ['What is read, and where it goes. Nothing has been read or written yet.'],
    run: [
      'What reads well comes first. Slow places and bad ones are left for later passes: first their edges are trimmed, then each sector is read singly.',
      'Stopping loses nothing: what has been read stays, and the map says where to continue.',
    ],
    report: ['What was read, what is missing and which files that affects, and what to try next.'],
  },
  /** The same screen where an earlier job is undone. */
  putBack: {
    confirm: [
      'What the job saved from the drives is put back: partition tables, file system records and both ends. Every drive is checked once more before the first byte.',
    ],
  },
};
