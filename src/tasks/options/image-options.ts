import { onOrOff, optIn, optOut, texts, wholeNumber, wordOf, words } from './codec.ts';
import { choice, list, type Situation, text } from './option.ts';
import { inAuthor } from './place.ts';
import { anyLabelRemark, patternRemark, sectorsRemark, wholePathRemark } from './rules.ts';

/** UDF alone has neither extensions nor levels. */
const hasIso = ({ isAuthored, chosen }: Situation) => isAuthored && chosen('iso9660') === 'on';
const isAuthored = (situation: Situation) => situation.isAuthored;
/** Whatever the files become. */
const hasFiles = ({ isAuthored, isStick }: Situation) => isAuthored || isStick;
const canBoot = (situation: Situation) => hasIso(situation) && situation.chosen('boot') === 'auto';

/** How files become an image: what is often wanted. */
export const imageOptions = [
  text({
    id: 'label',
    flag: { long: 'label', takes: 'text' },
    ofSource: true,
    place: inAuthor('label', words),
    applies: hasFiles,
    remark: anyLabelRemark,
  }),
  choice(['auto', 'none'], {
    id: 'boot',
    flag: { long: 'boot', takes: 'text' },
    place: inAuthor('boot', wordOf('auto', 'none')),
    applies: isAuthored,
  }),
  choice(['auto', 'on', 'off'], {
    id: 'hybrid',
    flag: { long: 'hybrid', says: 'either' },
    place: inAuthor('hybrid', onOrOff),
    applies: canBoot,
  }),
  text({
    id: 'bootFrom',
    flag: { long: 'boot-from', takes: 'file' },
    place: inAuthor('bootFrom', words),
    applies: (situation) => canBoot(situation) && situation.source?.kind === 'folder',
    remark: wholePathRemark,
  }),
  list({
    id: 'exclude',
    flag: { long: 'exclude', takes: 'text', repeatable: true },
    place: inAuthor('exclude', texts),
    applies: hasFiles,
    remark: patternRemark,
  }),
  choice(['off', 'on'], {
    id: 'followLinks',
    flag: { long: 'follow-links' },
    place: inAuthor('followLinks', optIn),
    applies: hasFiles,
  }),
  choice(['on', 'off'], {
    id: 'joliet',
    flag: { long: 'joliet', says: 'either' },
    place: inAuthor('joliet', optOut),
    applies: hasIso,
  }),
  choice(['on', 'off'], {
    id: 'rockRidge',
    flag: { long: 'rock-ridge', says: 'either' },
    place: inAuthor('rockRidge', optOut),
    applies: hasIso,
  }),
  choice(['auto', 'on', 'off'], {
    id: 'udf',
    flag: { long: 'udf', says: 'either' },
    place: inAuthor('udf', onOrOff),
    applies: isAuthored,
  }),
  choice(['none', 'sha256', 'md5'], {
    id: 'checksums',
    flag: { long: 'checksums', takes: 'text' },
    place: inAuthor('checksums', wordOf('sha256', 'md5')),
    applies: isAuthored,
  }),
  choice(['off', 'on'], {
    id: 'md5',
    flag: { long: 'md5' },
    place: inAuthor('md5', optIn),
    applies: hasIso,
  }),
  choice(['off', 'on'], {
    id: 'strict',
    flag: { long: 'strict' },
    place: inAuthor('strict', optIn),
    applies: hasFiles,
  }),
  choice(['off', 'on'], {
    id: 'allowMissing',
    flag: { long: 'allow-missing' },
    place: inAuthor('allowMissing', optIn),
    applies: hasFiles,
  }),
  choice(['off', 'on'], {
    id: 'oneFileSystem',
    flag: { long: 'one-file-system' },
    place: inAuthor('oneFileSystem', optIn),
    applies: (situation) => hasFiles(situation) && situation.source?.kind === 'folder',
  }),
] as const;

const advanced = { row: 'advanced', applies: isAuthored } as const;

/** What is seldom needed. */
export const advancedImageOptions = [
  choice(['auto', '1', '2', '3', '4'], {
    ...advanced,
    id: 'isoLevel',
    flag: { long: 'iso-level', takes: 'text' },
    place: inAuthor('isoLevel', wholeNumber),
    applies: hasIso,
  }),
  choice(['on', 'off'], {
    ...advanced,
    id: 'iso9660',
    flag: { long: 'iso9660', says: 'off' },
    place: inAuthor('iso9660', optOut),
  }),
  choice(['off', 'on'], {
    ...advanced,
    id: 'relocate',
    flag: { long: 'relocate' },
    place: inAuthor('relocate', optIn),
    applies: hasIso,
  }),
  choice(['off', 'on'], {
    ...advanced,
    id: 'zisofs',
    flag: { long: 'zisofs' },
    place: inAuthor('zisofs', optIn),
    applies: hasIso,
  }),
  choice(['off', 'on'], {
    ...advanced,
    id: 'partitionTree',
    flag: { long: 'partition-tree' },
    place: inAuthor('partitionTree', optIn),
    applies: (situation) => canBoot(situation) && situation.chosen('hybrid') !== 'off',
  }),
  choice(['off', 'on'], {
    ...advanced,
    id: 'padChanged',
    flag: { long: 'pad-changed' },
    place: inAuthor('padChanged', optIn),
  }),
  list({
    ...advanced,
    id: 'hide',
    flag: { long: 'hide', takes: 'text', repeatable: true },
    place: inAuthor('hide', texts),
    applies: hasIso,
  }),
  list({
    ...advanced,
    id: 'hideJoliet',
    flag: { long: 'hide-joliet', takes: 'text', repeatable: true },
    place: inAuthor('hideJoliet', texts),
    applies: (situation) => hasIso(situation) && situation.chosen('joliet') === 'on',
  }),
  list({
    ...advanced,
    id: 'hideUdf',
    flag: { long: 'hide-udf', takes: 'text', repeatable: true },
    place: inAuthor('hideUdf', texts),
    applies: (situation) => situation.isAuthored && situation.chosen('udf') !== 'off',
  }),
  text({
    ...advanced,
    id: 'padding',
    flag: { long: 'padding', takes: 'text' },
    place: inAuthor('paddingSectors', wholeNumber),
    remark: sectorsRemark,
  }),
] as const;
