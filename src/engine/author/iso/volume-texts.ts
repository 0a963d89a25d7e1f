import { printableAscii } from '../../bytes/formats/iso9660/characters.ts';
import { DATE_NOT_SET, type VolumeDate, volumeDateOf } from '../../bytes/formats/iso9660/dates.ts';
import { isoIdentifier } from '../../bytes/formats/iso9660/names.ts';
import { cutUnits } from '../../bytes/formats/joliet/volume.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { HiddenNodes } from '../tree/hidden.ts';
import type { Tree } from '../tree/tree.ts';
import type { DescribedVolume } from './like-original.ts';

/** The descriptive fields of a volume descriptor. ECMA-119 §8.4.5, §8.4.19-29. */
export interface VolumeTexts {
  readonly systemId: string;
  readonly volumeSetId: string;
  readonly publisherId: string;
  readonly preparerId: string;
  readonly applicationId: string;
  readonly copyrightFile: string;
  readonly abstractFile: string;
  readonly bibliographicFile: string;
  readonly createdAt: VolumeDate;
  readonly modifiedAt: VolumeDate;
  readonly expiresAt: VolumeDate;
  readonly effectiveAt: VolumeDate;
}

/** How text is said in one kind of descriptor: what it becomes, and what a file of the root is called. */
export interface TextForm {
  say(text: string, mostBytes: number): string;
  fileName(node: number): string;
  /** Whether its tree has a node. */
  shows(node: number): boolean;
}

type Hidden = Pick<HiddenNodes, 'has'>;

const APPLICATION = 'ISOWRIGHT';
const LONG_BYTES = 128;
const SYSTEM_BYTES = 32;
const FILE_BYTES = 37;

/** @throws Failure `usage` when a file that is named is not in the root folder */
export function volumeTexts(
  tree: Tree,
  options: DescribedVolume,
  madeAt: number,
  form: TextForm,
): VolumeTexts {
  const long = (text = '') => form.say(text, LONG_BYTES);
  const file = (name: string | undefined) =>
    name === undefined ? '' : form.say(fileName(tree, name, form), FILE_BYTES);
  const { originalDates } = options;
  const date = (seconds: number | undefined) =>
    seconds === undefined ? DATE_NOT_SET : volumeDateOf(seconds);
  return {
    systemId: form.say(options.systemId ?? '', SYSTEM_BYTES),
    volumeSetId: long(options.volumeSetId),
    publisherId: long(options.publisher),
    preparerId: long(options.preparer),
    applicationId: long(options.application ?? APPLICATION),
    copyrightFile: file(options.copyrightFile),
    abstractFile: file(options.abstractFile),
    bibliographicFile: file(options.bibliographicFile),
    createdAt:
      options.createdAt === undefined && originalDates
        ? originalDates.createdAt
        : date(options.createdAt ?? madeAt),
    modifiedAt:
      options.modifiedAt === undefined && options.createdAt === undefined && originalDates
        ? originalDates.modifiedAt
        : date(options.modifiedAt ?? options.createdAt ?? madeAt),
    expiresAt: date(options.expiresAt),
    effectiveAt: date(options.effectiveAt),
  };
}

/** The identifier of a file of the root folder in this hierarchy. */
function fileName(tree: Tree, name: string, form: TextForm): string {
  const first = tree.firstChildOf(0);
  for (let node = first; node < first + tree.childCountOf(0); node++)
    if (tree.textOf(node) === name && tree.isFile(node) && form.shows(node)) return form.fileName(node);
  throw usageRefused({ reason: 'no-file-of-folder', name });
}

/** Printable ASCII, for the primary and the enhanced descriptor. */
export function plainForm(nameOf: (node: number) => string, hidden: Hidden): TextForm {
  return {
    shows: (node) => !hidden.has(node),
    say: (text, mostBytes) =>
      (printableAscii.allows.test(text) ? text : text.replace(/[^\x20-\x7e]/gu, '_')).slice(0, mostBytes),
    fileName: (node) => isoIdentifier(nameOf(node), false),
  };
}

/** UCS-2: half as many characters. */
export function wideForm(nameOf: (node: number) => string, hidden: Hidden): TextForm {
  return {
    shows: (node) => !hidden.has(node),
    say: (text, mostBytes) => cutUnits(text, mostBytes >> 1),
    fileName: nameOf,
  };
}
