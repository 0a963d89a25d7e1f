import { isInside } from '../paths.ts';
import type { Answers } from '../state.ts';
import type { Choices } from './choices.ts';
import { secondsOf, type TextId, typedText } from './texts.ts';

/** Something about a typed text: `stops` keeps the wizard here, else it is only said. */
export interface Remark {
  readonly text: string;
  readonly stops: boolean;
}

const stop = (text: string): Remark => ({ text, stops: true });
const say = (text: string): Remark => ({ text, stops: false });

type Rule = (text: string, answers: Answers, wantedLabel: string | undefined) => Remark | undefined;

/** Characters a field of the volume descriptors holds. ECMA-119 §8.4. */
const atMost = (most: number, what: string): Rule => {
  return (text) =>
    text.length > most ? stop(`${what} has ${text.length} characters; ${most} fit.`) : undefined;
};
const fileInTree: Rule = (text) => {
  if (text.includes('/')) return stop('The name of a file at the top of the folder: no slash.');
  return text.length > 37 ? stop('A file name of at most 37 characters.') : undefined;
};
const time: Rule = (text) =>
  secondsOf(text) === undefined
    ? stop('A time like 2026-11-22T12:00:00Z, or seconds since 1970.')
    : undefined;

/** ISO 9660 holds 32 characters, Joliet 16, neither all of Unicode in the first case. ECMA-119 §8.4.6, §8.5.6. */
const label: Rule = (text, { options }, wanted) => {
  if (text.length > 32) return stop(`The label has ${text.length} characters; 32 fit.`);
  if (wanted !== undefined && text !== wanted)
    return say(`The boot menu looks for a volume named ${wanted}: with another label it may not start.`);
  if (/[^\x20-\x7e]/.test(text)) return say('ISO 9660 knows only ASCII here: other letters become _ there.');
  if (options.choices.joliet === 'on' && text.length > 16)
    return say(`Windows shows the first 16 characters of it: ${text.slice(0, 16)}`);
  return undefined;
};

const padding: Rule = (text) =>
  /^\d{1,6}$/.test(text) || text === '1000000' ? undefined : stop('A number of sectors, at most 1,000,000.');

const wholePath: Rule = (text) =>
  text.startsWith('/') && !text.endsWith('/') ? undefined : stop('The whole path of a file, from / on.');

const receipt: Rule = (text, { source }) => {
  if (!text.startsWith('/')) return stop('The whole path of a new file, from / on.');
  if (text.endsWith('/')) return stop('The path of a new file, not of a folder.');
  return source?.kind === 'folder' && isInside(text, source.path)
    ? say('This lies in the folder that becomes the image.')
    : undefined;
};

/** What FAT and exFAT both take. */
const driveLabel: Rule = (text) => {
  if (text.length > 11) return stop(`The name has ${text.length} characters; 11 fit.`);
  return /^[\w !#$%&'()@^`{}~-]+$/.test(text)
    ? undefined
    : stop('Plain English letters, digits, spaces and -_ only.');
};

const rules: { readonly [T in TextId]: Rule } = {
  label,
  exclude: () => undefined,
  receipt,
  bootFrom: wholePath,
  bmapFile: wholePath,
  driveLabel,
  padding,
  fixedTime: (text) => (/^\d{1,11}$/.test(text) ? undefined : stop('Seconds since 1970, digits only.')),
  systemId: atMost(32, 'The field'),
  volumeSetId: atMost(128, 'The field'),
  publisher: atMost(128, 'The field'),
  preparer: atMost(128, 'The field'),
  application: atMost(128, 'The field'),
  copyrightFile: fileInTree,
  abstractFile: fileInTree,
  bibliographicFile: fileInTree,
  createdAt: time,
  modifiedAt: time,
  expiresAt: time,
  effectiveAt: time,
};

/** What is to be said of a typed text, if anything. `wantedLabel`: the one the folder's boot menus look for. */
export function remarkOn(id: TextId, answers: Answers, wantedLabel?: string): Remark | undefined {
  const text = typedText(answers.options.texts, id);
  return text === undefined ? undefined : rules[id](text, answers, wantedLabel);
}

/** zisofs is said by Rock Ridge, and by nothing else. */
function packingProblem({ rockRidge, udf, checksums, padChanged }: Choices): string | undefined {
  if (rockRidge === 'off') return 'Packed files are told by Rock Ridge, and it is off.';
  if (udf === 'on') return 'UDF cannot say that a file is packed: turn one of them off.';
  if (checksums !== 'none') return 'Checksums of files cannot be made of packed ones: turn one of them off.';
  return padChanged === 'on' ? 'A file that changes cannot be padded once it is packed.' : undefined;
}

/** Choices that cannot go together. The engine refuses them too; here it is said at once. */
export function contradiction({ options: { choices } }: Answers): string | undefined {
  if (choices.iso9660 === 'off') {
    return choices.udf === 'off'
      ? 'Without ISO 9660 and without UDF there is no file system left.'
      : undefined;
  }
  if (choices.relocate === 'on' && choices.rockRidge === 'off')
    return 'Deep folders are moved by Rock Ridge, and it is off.';
  return choices.zisofs === 'on' ? packingProblem(choices) : undefined;
}
