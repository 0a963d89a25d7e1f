import type { VolumeOptions } from '../../engine/contract/plan/format-options.ts';
import type { WordedId } from '../../words/options/options.ts';
import { time, wholeNumber, words } from './codec.ts';
import { type Option, type Situation, text } from './option.ts';
import { inAuthor, inVolume } from './place.ts';
import { fileInTreeRemark, mostRemark, secondsRemark, timeRemark } from './rules.ts';

const common = { row: 'advanced', applies: ({ isAuthored }: Situation) => isAuthored } as const;

type TextField = Exclude<keyof VolumeOptions, `${string}At`> & WordedId;
type TimeField = Extract<keyof VolumeOptions, `${string}At`> & WordedId;

/** Text fields. Characters they hold: ECMA-119 §8.4. */
const field = <const F extends TextField>(id: F, long: string, remark: Option['remark']) =>
  text({ ...common, id, flag: { long, takes: 'text' }, place: inVolume<TextField>(id, words), remark });

const moment = <const F extends TimeField>(id: F, long: string) =>
  text({
    ...common,
    id,
    flag: { long, takes: 'text' },
    place: inVolume<TimeField>(id, time),
    remark: timeRemark,
  });

/** Texts and times of the volume descriptors. */
export const descriptorOptions = [
  text({
    ...common,
    id: 'fixedTime',
    variable: 'SOURCE_DATE_EPOCH',
    applies: ({ isAuthored, isStick }) => isAuthored || isStick,
    place: inAuthor('fixedTime', wholeNumber),
    remark: secondsRemark,
  }),
  field('systemId', 'system-id', mostRemark(32)),
  field('volumeSetId', 'volume-set', mostRemark(128)),
  field('publisher', 'publisher', mostRemark(128)),
  field('preparer', 'preparer', mostRemark(128)),
  field('application', 'application', mostRemark(128)),
  field('copyrightFile', 'copyright-file', fileInTreeRemark),
  field('abstractFile', 'abstract-file', fileInTreeRemark),
  field('bibliographicFile', 'bibliographic-file', fileInTreeRemark),
  moment('createdAt', 'volume-created'),
  moment('modifiedAt', 'volume-modified'),
  moment('expiresAt', 'volume-expires'),
  moment('effectiveAt', 'volume-effective'),
] as const;
