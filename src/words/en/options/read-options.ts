import type { OptionWords } from '../../options/option-words.ts';

/** Options of a medium that is read. */
export const readOptions = {
  rescueMap: {
    title: 'Map',
    why: 'A ddrescue map file: what was read, what is bad, what is left. If it exists, it is continued.',
    help: 'keep a ddrescue map file, and continue from it if it exists',
    valueName: 'file',
    summary: { label: 'map', text: (said: string) => said },
    empty: 'beside the image, while something is missing',
  },
  retries: {
    title: 'Try again',
    why: 'How often bad sectors are tried again at the end. Each attempt wears out a failing drive further.',
    help: 'try bad sectors again this many times (default: 0)',
    valueName: 'n',
    empty: '0 times',
  },
  scan: {
    title: 'Only look',
    why: 'Reads everything and writes nothing: shows how well this medium can be read.',
    help: 'read everything and write nothing, to see how well it can be read',
  },
  whole: {
    title: 'All sectors',
    why: 'Also what comes after the end of the volume or of the last partition.',
    help: 'read all sectors, even after the end of the volume or of the last partition',
  },
  session: {
    title: 'Session',
    why: 'Of a disc that was written in several sessions: as it was when this one was written. 1 is the first.',
    help: 'save a disc of several sessions as it was after this one (1 is the first)',
    valueName: 'n',
    empty: 'all, as they are',
  },
  otherCopy: {
    title: 'Another copy',
    why: 'This is another copy of the same disc or drive: it fills the holes of the first. What was read must be on both.',
    help: 'fill the holes from another copy, whose serial number or size may differ',
  },
  blockMap: {
    title: 'Block map',
    why: 'Writes a file beside the image by which bmaptool and isowright skip what a FAT file system does not use.',
    help: 'write a block map (OUT.bmap) beside the image',
  },
  mostSeconds: {
    title: 'Time limit',
    why: 'It ends after this many seconds, whatever is still missing; it can be continued.',
    help: 'end after this many seconds, whatever is still missing',
    valueName: 'n',
    empty: 'none',
  },
  mostErrors: {
    title: 'Error limit',
    why: 'It ends after this many read errors, to spare the drive; it can be continued.',
    help: 'end after this many read errors',
    valueName: 'n',
    empty: 'none',
  },
} satisfies { readonly [id: string]: OptionWords };
