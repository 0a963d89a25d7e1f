import { optIn, wholeNumber, wordOf } from './codec.ts';
import { choice, text } from './option.ts';
import { inPlan } from './place.ts';
import { speedRemark } from './rules.ts';

/** How a disc is burned. */
export const burnOptions = [
  text({
    id: 'speed',
    flag: { long: 'speed', takes: 'text' },
    place: inPlan('speed', wholeNumber),
    remark: speedRemark,
  }),
  choice(['off', 'on'], { id: 'multi', flag: { long: 'multi' }, place: inPlan('multi', optIn) }),
  choice(['off', 'on'], { id: 'dummy', flag: { long: 'dummy' }, place: inPlan('dummy', optIn) }),
  choice(['auto', 'quick', 'full'], {
    id: 'blank',
    flag: { long: 'blank', takes: 'text' },
    row: 'advanced',
    place: inPlan('blank', wordOf('quick', 'full')),
  }),
  choice(['off', 'on'], {
    id: 'spares',
    flag: { long: 'spares' },
    row: 'advanced',
    place: inPlan('spares', optIn),
    applies: ({ chosen }) => chosen('engine') === 'own',
  }),
  choice(['off', 'on'], { id: 'eject', flag: { long: 'eject' }, place: inPlan('eject', optIn) }),
  choice(['own', 'xorriso'], {
    id: 'engine',
    flag: { long: 'engine', takes: 'text' },
    row: 'advanced',
    place: inPlan('engine', wordOf('xorriso')),
  }),
] as const;
