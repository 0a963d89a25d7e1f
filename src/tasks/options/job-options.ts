import { isLocal } from '../../engine/contract/plan/source-path.ts';
import { isTerminalSize } from '../terminal-size.ts';
import { optIn, optOut, size, sizeOrRest, wordOf, words } from './codec.ts';
import { choice, type Place, type Situation, text } from './option.ts';
import { inAuthor, inPlan } from './place.ts';
import {
  bytesRemark,
  clusterRemark,
  driveLabelRemark,
  receiptRemark,
  sha256Of,
  sha256Remark,
  sizeRemark,
  wholePathRemark,
} from './rules.ts';

const copiesImage = ({ source, isAuthored, isStick }: Situation) =>
  source?.kind === 'image' && !isAuthored && !isStick;

/** Of an image that is copied as it is: `false` for no block map, a path for one. */
const noMap: Place = {
  put: (value) => (value === 'off' ? { image: { bmap: false } } : {}),
  get: ({ source }) => (source?.kind === 'image' && source.bmap === false ? 'off' : undefined),
};
const mapPath: Place = {
  put: (value) => ({ image: { bmap: String(value) } }),
  get: ({ source }) => (source?.kind === 'image' && source.bmap !== false ? source.bmap : undefined),
};
/** What an image that is copied as it is should be. */
const sha256: Place = {
  put: (value) => {
    const hash = sha256Of(String(value));
    return hash === undefined ? {} : { image: { sha256: hash } };
  },
  get: ({ source }) => (source?.kind === 'image' ? source.sha256 : undefined),
};
const hashFile: Place = {
  put: (value) => ({ image: { hashFile: String(value) } }),
  get: ({ source }) => (source?.kind === 'image' ? source.hashFile : undefined),
};
/** Of what is no image and is copied all the same. */
const asItIs: Place = {
  put: (value) => (value === 'on' ? { image: { raw: true } } : {}),
  get: ({ source }) => (source?.kind === 'image' && source.raw ? 'on' : undefined),
};
/** Of an image that is copied or compared as it is. */
const cutAllowed: Place = {
  put: (value) => (value === 'on' ? { image: { allowTruncated: true } } : {}),
  get: ({ source }) => (source?.kind === 'image' && source.allowTruncated ? 'on' : undefined),
};
/** It says what kind of source there is: the task looks at it when it makes the plan. */
const rebuilt: Place = {
  put: () => ({}),
  get: ({ source }) => (source?.kind === 'opened-image' && !source.author.files ? 'on' : undefined),
};

/** How a result is proved, and how a drive is written. */
export const jobOptions = [
  choice(['on', 'off'], {
    id: 'verify',
    flag: { long: 'verify', says: 'off' },
    place: inPlan('verify', optOut),
  }),
  choice(['off', 'on'], { id: 'delta', flag: { long: 'delta' }, place: inPlan('delta', optIn) }),
  choice(['auto', 'quick', 'full', 'off'], {
    id: 'test',
    flag: { long: 'test', takes: 'text' },
    place: inPlan('test', wordOf('quick', 'full', 'off')),
  }),
  choice(['off', 'on'], {
    id: 'files',
    flag: { long: 'files' },
    place: inAuthor('files', optIn),
    applies: ({ source }) => source !== undefined && source.kind !== 'receipt' && isLocal(source.path),
  }),
  choice(['auto', 'mbr', 'gpt'], {
    id: 'table',
    flag: { long: 'table', takes: 'text' },
    row: 'advanced',
    place: inAuthor('table', wordOf('mbr', 'gpt')),
    applies: ({ isStick }) => isStick,
  }),
  choice(['auto', 'grub', 'syslinux', 'none'], {
    id: 'bios',
    flag: { long: 'bios', takes: 'text' },
    row: 'advanced',
    place: inAuthor('bios', wordOf('grub', 'syslinux', 'none')),
    applies: ({ isStick }) => isStick,
  }),
  text({
    id: 'filesSize',
    flag: { long: 'size', takes: 'text', isFor: (text) => !isTerminalSize(text) },
    row: 'advanced',
    place: inAuthor('filesBytes', size),
    applies: ({ isStick }) => isStick,
    remark: bytesRemark,
  }),
  text({
    id: 'persistence',
    flag: { long: 'persistence', takes: 'text' },
    row: 'advanced',
    place: inAuthor('persistence', sizeOrRest),
    applies: ({ isStick }) => isStick,
    remark: sizeRemark,
  }),
  choice(['auto', 'fat32', 'exfat', 'fat16'], {
    id: 'stickFileSystem',
    flag: { long: 'filesystem', takes: 'text' },
    row: 'advanced',
    place: inAuthor('fileSystem', wordOf('fat16', 'fat32', 'exfat')),
    applies: ({ isStick }) => isStick,
  }),
  text({
    id: 'receipt',
    flag: { long: 'receipt', takes: 'file' },
    row: 'advanced',
    place: inPlan('receipt', words),
    remark: receiptRemark,
  }),
  choice(['on', 'off'], {
    id: 'bmap',
    flag: { long: 'bmap', says: 'off' },
    row: 'advanced',
    place: noMap,
    applies: copiesImage,
  }),
  text({
    id: 'bmapFile',
    flag: { long: 'bmap', takes: 'file' },
    row: 'advanced',
    place: mapPath,
    applies: (situation) => copiesImage(situation) && situation.chosen('bmap') === 'on',
    remark: wholePathRemark,
  }),
  text({
    id: 'sha256',
    flag: { long: 'sha256', takes: 'text' },
    row: 'advanced',
    ofSource: true,
    place: sha256,
    applies: copiesImage,
    remark: sha256Remark,
  }),
  text({
    id: 'hashFile',
    flag: { long: 'hash-file', takes: 'file' },
    row: 'advanced',
    ofSource: true,
    place: hashFile,
    applies: copiesImage,
    remark: wholePathRemark,
  }),
  choice(['off', 'on'], {
    id: 'raw',
    flag: { long: 'raw' },
    row: 'advanced',
    place: asItIs,
    applies: copiesImage,
  }),
  choice(['off', 'on'], {
    id: 'allowTruncated',
    flag: { long: 'allow-truncated' },
    row: 'advanced',
    place: cutAllowed,
    applies: copiesImage,
  }),
  choice(['off', 'on'], {
    id: 'rebuild',
    flag: { long: 'rebuild' },
    row: 'advanced',
    place: rebuilt,
    applies: ({ source, isStick }) => source?.kind === 'image' && isLocal(source.path) && !isStick,
  }),
  choice(['off', 'on'], {
    id: 'discard',
    flag: { long: 'discard' },
    row: 'advanced',
    place: inPlan('discard', optIn),
  }),
  text({
    id: 'driveLabel',
    flag: { long: 'label', takes: 'text' },
    place: inPlan('label', words),
    remark: driveLabelRemark,
  }),
  choice(['auto', 'fat32', 'exfat', 'fat16'], {
    id: 'fileSystem',
    flag: { long: 'filesystem', takes: 'text' },
    place: inPlan('fileSystem', wordOf('fat16', 'fat32', 'exfat')),
  }),
  text({
    id: 'clusters',
    flag: { long: 'cluster', takes: 'text' },
    row: 'advanced',
    place: inPlan('clusterBytes', size),
    remark: clusterRemark,
  }),
  choice(['off', 'on'], {
    id: 'partly',
    flag: { long: 'partly' },
    row: 'none',
    place: inPlan('partly', optIn),
  }),
] as const;
