import type { VolumeOptions } from '../../../engine/plan/format-options.ts';
import { type TextField, textField } from '../text-field.ts';

type VolumeIds = readonly (keyof VolumeOptions)[];

/** Texts of the volume descriptors, named as in the plan. */
export const descriptorTexts = [
  'systemId',
  'volumeSetId',
  'publisher',
  'preparer',
  'application',
  'copyrightFile',
  'abstractFile',
  'bibliographicFile',
] as const satisfies VolumeIds;

/** Times of the volume descriptors, named as in the plan. */
export const descriptorTimes = [
  'createdAt',
  'modifiedAt',
  'expiresAt',
  'effectiveAt',
] as const satisfies VolumeIds;

/** What is typed; empty is the default and stays out of the plan. */
export const textIds = [
  'label',
  'exclude',
  'bootFrom',
  'bmapFile',
  'receipt',
  'driveLabel',
  'padding',
  'fixedTime',
  ...descriptorTexts,
  ...descriptorTimes,
] as const;

export type TextId = (typeof textIds)[number];

export type Texts = { readonly [T in TextId]: TextField };

export const emptyTexts = Object.fromEntries(textIds.map((id) => [id, textField()])) as Texts;

/** What was typed, without the spaces around it; `undefined` for nothing. */
export function typedText(texts: Texts, id: TextId): string | undefined {
  return texts[id].text.trim() || undefined;
}

/** Patterns one after the other, parted by commas; `\,` is a comma. */
export function patternsOf(text: string): string[] {
  return text
    .split(/(?<!\\),|\n/)
    .map((pattern) => pattern.replaceAll('\\,', ',').trim())
    .filter((pattern) => pattern !== '');
}

/** Unix seconds of `2026-11-22`, `2026-11-22T12:00:00Z` or a number of seconds; `undefined` for anything else. */
export function secondsOf(text: string): number | undefined {
  const seconds = /^-?\d+$/.test(text) && !/^\d{4}$/.test(text) ? Number(text) : Date.parse(text) / 1000;
  return Number.isFinite(seconds) ? Math.floor(seconds) : undefined;
}
