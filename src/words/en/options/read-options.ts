import type { OptionWords } from '../../options/option-words.ts';

/** Options of a medium that is read. */
export const readOptions = {
  rescueMap: {
    title: 'Map',
    why: 'A ddrescue map file: what was read, what is bad, what is left. It is gone on with when it is there.',
    help: 'a ddrescue map file, read and kept: gone on with when it is there',
    valueName: 'file',
    summary: { label: 'map', text: (said: string) => said },
    empty: 'beside the image, while something is missing',
  },
  retries: {
    title: 'Try again',
    why: 'How often bad sectors are tried again at the end. Each time costs a drive some of what is left of it.',
    help: 'try bad sectors again this many times (default: 0)',
    valueName: 'n',
    empty: '0 times',
  },
  scan: {
    title: 'Only look',
    why: 'Reads everything and writes nothing: tells how well this medium can be read.',
    help: 'read everything and write nothing: how well can it be read?',
  },
  whole: {
    title: 'All sectors',
    why: 'Also what lies behind the end of the volume or of the last partition.',
    help: 'all sectors, also behind the end of the volume or of the last partition',
  },
  mostSeconds: {
    title: 'Time limit',
    why: 'It ends after so many seconds, whatever is missing then; it can be gone on with.',
    help: 'end after so many seconds, whatever is missing',
    valueName: 'n',
    empty: 'none',
  },
  mostErrors: {
    title: 'Error limit',
    why: 'It ends after so many read errors, to spare the drive; it can be gone on with.',
    help: 'end after so many read errors',
    valueName: 'n',
    empty: 'none',
  },
} satisfies { readonly [id: string]: OptionWords };
