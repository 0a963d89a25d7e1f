import { optIn, wholeNumber, words } from './codec.ts';
import { choice, text } from './option.ts';
import { inPlan } from './place.ts';
import { countRemark, sessionRemark, wholePathRemark } from './rules.ts';

/** How a medium is read. */
export const readOptions = [
  text({
    id: 'rescueMap',
    flag: { long: 'map', takes: 'file' },
    row: 'advanced',
    place: inPlan('map', words),
    remark: wholePathRemark,
  }),
  text({
    id: 'retries',
    flag: { long: 'retries', takes: 'text' },
    place: inPlan('retries', wholeNumber),
    remark: countRemark,
  }),
  choice(['off', 'on'], { id: 'scan', flag: { long: 'scan' }, place: inPlan('scan', optIn) }),
  choice(['off', 'on'], { id: 'whole', flag: { long: 'whole' }, place: inPlan('whole', optIn) }),
  text({
    id: 'session',
    flag: { long: 'session', takes: 'text' },
    row: 'advanced',
    place: inPlan('session', wholeNumber),
    remark: sessionRemark,
  }),
  choice(['off', 'on'], {
    id: 'otherCopy',
    flag: { long: 'other-copy' },
    row: 'advanced',
    place: inPlan('otherCopy', optIn),
  }),
  choice(['off', 'on'], {
    id: 'blockMap',
    flag: { long: 'bmap' },
    row: 'advanced',
    place: inPlan('blockMap', optIn),
  }),
  text({
    id: 'mostSeconds',
    flag: { long: 'max-seconds', takes: 'text' },
    row: 'advanced',
    place: inPlan('mostSeconds', wholeNumber),
    remark: countRemark,
  }),
  text({
    id: 'mostErrors',
    flag: { long: 'max-errors', takes: 'text' },
    row: 'advanced',
    place: inPlan('mostErrors', wholeNumber),
    remark: countRemark,
  }),
] as const;
