import { recoveryExtras } from '../../engine/contract/plan/kinds/recovery.ts';
import { LARGEST_CLUSTER_BYTES } from '../../engine/contract/plan/kinds/restore.ts';
import { endsAsFolder, isInside, isWhole } from '../../engine/contract/plan/path-style.ts';
import type { Remark } from '../../words/options/remarks.ts';
import { bytesOf } from './bytes.ts';
import { changeOf } from './changes.ts';
import type { Option, Situation } from './option.ts';
import { secondsOf } from './seconds.ts';

type Rule = Option['remark'];

const stop = <C extends Remark['code']>(code: C, facts: Extract<Remark, { code: C }>['facts']) =>
  ({ code, facts, stops: true }) as Remark;
const say = <C extends Remark['code']>(code: C, facts: Extract<Remark, { code: C }>['facts']) =>
  ({ code, facts, stops: false }) as Remark;

/** Characters of a label. ECMA-119 §8.4.6. */
const LABEL_MOST = 32;
/** Of a label in Joliet: two bytes each. */
const JOLIET_LABEL_MOST = 16;
/** Of a file's name in a descriptor. ECMA-119 §8.4.20. */
const FILE_NAME_MOST = 37;
/** Longer than any path. */
const PATTERN_MOST = 4096;
/** Nine digits: of whatever is counted, more than anybody waits for. */
const COUNT_MOST = 999_999_999;
/** Times the basic speed; no drive turns a disc faster than 72×. */
const SPEED_MOST = 100;
const PADDING_MOST_SECTORS = 1_000_000;
const PART_UNIT_BYTES = 1 << 20;
/** What FAT holds. */
const DRIVE_LABEL_MOST = 11;

/** ISO 9660 holds 32 characters, Joliet 16, neither all of Unicode in the first case. ECMA-119 §8.4.6, §8.5.6. */
export const labelRemark: Rule = (text, { chosen, wantedLabel }) => {
  if (text.length > LABEL_MOST) return stop('label-long', { length: text.length, most: LABEL_MOST });
  if (wantedLabel !== undefined && text !== wantedLabel) return say('label-menu', { wanted: wantedLabel });
  if (/[^\x20-\x7e]/.test(text)) return say('label-ascii', {});
  if (chosen('joliet') === 'on' && text.length > JOLIET_LABEL_MOST)
    return say('label-windows', { shown: text.slice(0, JOLIET_LABEL_MOST) });
  return undefined;
};

/** Characters a field of the volume descriptors holds. ECMA-119 §8.4. */
export const mostRemark = (most: number): Rule => {
  return (text) => (text.length > most ? stop('field-long', { length: text.length, most }) : undefined);
};

export const fileInTreeRemark: Rule = (text) => {
  if (text.includes('/')) return stop('file-slash', {});
  return text.length > FILE_NAME_MOST ? stop('file-long', { most: FILE_NAME_MOST }) : undefined;
};

/** One of a list. */
export const patternRemark: Rule = (text) =>
  text.length > PATTERN_MOST ? stop('pattern-long', { length: text.length, most: PATTERN_MOST }) : undefined;

export const timeRemark: Rule = (text) => (secondsOf(text) === undefined ? stop('no-time', {}) : undefined);

export const secondsRemark: Rule = (text) => (/^\d{1,11}$/.test(text) ? undefined : stop('no-seconds', {}));

export const sizeRemark: Rule = (text) =>
  text === 'rest' || bytesOf(text) !== undefined ? undefined : stop('no-size', {});

export const bytesRemark: Rule = (text) =>
  bytesOf(text) === undefined ? stop('no-byte-size', {}) : undefined;

/** exFAT specification §3.1.15: 32 MiB at most. */
export const clusterRemark: Rule = (text) => {
  const bytes = bytesOf(text) ?? 0;
  const isPower = bytes >= 512 && bytes <= LARGEST_CLUSTER_BYTES && Number.isInteger(Math.log2(bytes));
  return isPower ? undefined : stop('no-cluster', {});
};
/** Parts begin at whole MiB, so that drives and file systems take them without copying. */
export const partRemark: Rule = (text) =>
  (bytesOf(text) ?? 1) % PART_UNIT_BYTES === 0 ? undefined : stop('no-part-size', {});
export const speedRemark: Rule = (text) =>
  /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= SPEED_MOST
    ? undefined
    : stop('no-speed', { most: SPEED_MOST });

export const countRemark: Rule = (text) =>
  /^\d{1,9}$/.test(text) ? undefined : stop('no-count', { most: COUNT_MOST });

/** ECMA-394 §10.2: a CD has at most 99. */
export const sessionRemark: Rule = (text) => (/^[1-9]\d?$/.test(text) ? undefined : stop('no-session', {}));

export const sectorsRemark: Rule = (text) =>
  /^\d{1,7}$/.test(text) && Number(text) <= PADDING_MOST_SECTORS
    ? undefined
    : stop('no-sectors', { most: PADDING_MOST_SECTORS });

/** As people copy it: upper case, blanks around it, `sha256:` in front. Undefined for what is none. */
export function sha256Of(text: string): string | undefined {
  const hash = text
    .trim()
    .toLowerCase()
    .replace(/^sha-?256[:=] ?/, '');
  return /^[0-9a-f]{64}$/.test(hash) ? hash : undefined;
}

export const sha256Remark: Rule = (text) =>
  sha256Of(text) === undefined ? stop('no-sha256', { length: text.trim().length }) : undefined;

/** Of a folder, which may be written with a separator at its end. */
export const folderPathRemark: Rule = (text) => (isWhole(text) ? undefined : stop('folder-path', {}));

export const wholePathRemark: Rule = (text) =>
  isWhole(text) && !endsAsFolder(text) ? undefined : stop('file-path', {});

export const receiptRemark: Rule = (text, { source }) => {
  if (!isWhole(text)) return stop('new-file-path', {});
  if (endsAsFolder(text)) return stop('new-file-folder', {});
  return source?.kind === 'folder' && isInside(text, source.path) ? say('receipt-inside', {}) : undefined;
};

/** What FAT and exFAT both take. */
export const driveLabelRemark: Rule = (text) => {
  if (text.length > DRIVE_LABEL_MOST)
    return stop('name-long', { length: text.length, most: DRIVE_LABEL_MOST });
  return /^[\w !#$%&'()@^`{}~-]+$/.test(text) && text.trim() === text ? undefined : stop('name-letters', {});
};

export const changeRemark: Rule = (line) =>
  changeOf(line) === undefined
    ? stop(line.startsWith('remove ') ? 'no-image-path' : 'no-mapping', {})
    : undefined;

/** Of an image, or of a stick that holds the files. */
export const anyLabelRemark: Rule = (text, situation) =>
  situation.isStick ? driveLabelRemark(text, situation) : labelRemark(text, situation);

/** zisofs is said by Rock Ridge, and by nothing else. */
function packingRemark({ chosen }: Situation): Remark | undefined {
  if (chosen('rockRidge') === 'off') return stop('packing-names', {});
  if (chosen('udf') === 'on') return stop('packing-udf', {});
  if (chosen('checksums') !== 'none') return stop('packing-checksums', {});
  return chosen('padChanged') === 'on' ? stop('packing-padding', {}) : undefined;
}

/** Choices that cannot go together. The engine refuses them too; here it is said at once. */
export function contradiction(situation: Situation): Remark | undefined {
  const { chosen, isAuthored } = situation;
  if (!isAuthored) return undefined;
  if (chosen('iso9660') === 'off') return chosen('udf') === 'off' ? stop('no-file-system', {}) : undefined;
  if (chosen('relocate') === 'on' && chosen('rockRidge') === 'off') return stop('moving-names', {});
  return chosen('zisofs') === 'on' ? packingRemark(situation) : undefined;
}

/** Names parted by commas, each of which is known. */
export const extrasRemark: Rule = (text) => {
  const unknown = text.split(',').find((name) => !recoveryExtras.some((known) => known === name.trim()));
  return unknown === undefined
    ? undefined
    : stop('no-extra', { name: unknown, known: recoveryExtras.join(', ') });
};

export const addressRemark: Rule = (text) =>
  /^https?:\/\//.test(text) && URL.canParse(text) ? undefined : stop('no-address', {});

/** Those of zstd that need no window of their own. */
export const levelRemark: Rule = (text) =>
  /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 19 ? undefined : stop('no-level', {});
