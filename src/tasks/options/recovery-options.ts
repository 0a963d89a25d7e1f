import { recoveryExtras } from '../../engine/contract/plan/kinds/recovery.ts';
import { type Codec, wholeNumber, words } from './codec.ts';
import { text } from './option.ts';
import { inPlan } from './place.ts';
import {
  addressRemark,
  extrasRemark,
  folderPathRemark,
  levelRemark,
  secondsRemark,
  wholePathRemark,
} from './rules.ts';

type Extra = (typeof recoveryExtras)[number];

const isExtra = (name: string): name is Extra => recoveryExtras.some((known) => known === name);

/** Names parted by commas. */
const extraNames: Codec<Extra[]> = {
  stored: (value) =>
    [value]
      .flat()
      .flatMap((names) => names.split(','))
      .map((name) => name.trim())
      .filter(isExtra),
  said: (stored) => (stored.length === 0 ? undefined : stored.join(',')),
};

/** What a recovery image is made of. */
export const recoveryOptions = [
  text({
    id: 'packages',
    flag: { long: 'packages', takes: 'folder' },
    place: inPlan('packages', words),
    remark: folderPathRemark,
  }),
  text({
    id: 'mirror',
    flag: { long: 'mirror', takes: 'text' },
    place: inPlan('mirror', words),
    remark: addressRemark,
  }),
  text({
    id: 'suite',
    flag: { long: 'suite', takes: 'text' },
    row: 'advanced',
    place: inPlan('suite', words),
  }),
  text({
    id: 'lock',
    flag: { long: 'lock', takes: 'file' },
    place: inPlan('lock', words),
    remark: wholePathRemark,
  }),
  text({
    id: 'extras',
    flag: { long: 'with', takes: 'text' },
    place: inPlan('with', extraNames),
    remark: extrasRemark,
  }),
  text({
    id: 'node',
    flag: { long: 'node', takes: 'file' },
    row: 'advanced',
    place: inPlan('node', words),
    remark: wholePathRemark,
  }),
  text({
    id: 'level',
    flag: { long: 'level', takes: 'text' },
    row: 'advanced',
    place: inPlan('level', wholeNumber),
    remark: levelRemark,
  }),
  text({
    id: 'recoveryTime',
    variable: 'SOURCE_DATE_EPOCH',
    row: 'advanced',
    place: inPlan('fixedTime', wholeNumber),
    remark: secondsRemark,
  }),
] as const;
