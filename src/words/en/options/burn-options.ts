import type { OptionWords } from '../../options/option-words.ts';

/** Options of discs that are burned. */
export const burnOptions = {
  speed: {
    title: 'Speed',
    why: 'Times the basic speed of the disc, such as 16. The drive takes the next slower speed that it offers for this disc.',
    help: 'burn at this many times the basic speed, or at the next slower one the drive offers (default: what the drive chooses)',
    valueName: 'n',
    summary: { label: 'speed', text: (said: string) => `${said}×` },
    empty: 'what the drive chooses',
  },
  multi: {
    title: 'Leave open',
    why: 'The disc is not closed: other programs can add further sessions. Old players may not read it.',
    help: 'leave the disc open for further sessions',
  },
  dummy: {
    title: 'Rehearse',
    why: 'Everything is done with the laser switched off: shows whether the drive keeps up. Only CD-R, CD-RW, DVD-R and DVD-RW.',
    help: 'rehearse with the laser switched off (CD-R, CD-RW, DVD-R, DVD-RW)',
  },
  blank: {
    title: 'Make blank',
    why: 'How a disc that can be rewritten is made blank first.',
    help: 'make the disc blank first: quick or full (default: quick, where that is needed)',
    valueName: 'how',
    summary: { label: 'made blank', text: (said: string) => said },
    values: {
      auto: ['where needed', 'Quickly, and only where something is in the way.'],
      quick: ['quick', 'Only its table of contents: seconds to a minute.'],
      full: ['full', 'All of it: up to hours.'],
    },
  },
  spares: {
    title: 'Spare areas',
    why: 'A BD-R gets spare areas: the drive checks each block and replaces bad ones, at half the speed.',
    help: 'give a BD-R spare areas, which halves the speed',
  },
  engine: {
    title: 'Burned by',
    why: 'Another program can burn in place of this one, for drives that it knows better. The disc is read back and compared either way.',
    help: 'let xorriso burn the disc; it is read back and compared all the same',
    valueName: 'program',
    summary: { label: 'burned by', text: (said: string) => said },
    values: {
      own: ['isowright', 'Commands go to the drive by the kernel.'],
      xorriso: ['xorriso', 'Has to be installed.'],
    },
  },
  eject: {
    title: 'Eject',
    why: 'The tray opens once the disc is proved.',
    help: 'open the tray once the disc is proved',
  },
} satisfies { readonly [id: string]: OptionWords };
