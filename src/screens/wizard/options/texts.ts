import { allOptions, optionOf, type TextId } from '../../../tasks/options/options.ts';
import { type TextField, textField } from '../text-field.ts';

export type { TextId } from '../../../tasks/options/options.ts';

/** What is typed; empty is the default and stays out of the plan. */
export const textIds = allOptions.filter(({ kind }) => kind !== 'choice').map(({ id }) => id) as TextId[];

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

/** With another source, what was typed about the one before is forgotten. */
export function withoutSource(texts: Texts): Texts {
  const kept = textIds.filter((id) => !optionOf(id).ofSource).map((id) => [id, texts[id]]);
  return { ...emptyTexts, ...Object.fromEntries(kept) };
}
