import { burnOptions } from './burn-options.ts';
import { convertOptions } from './convert-options.ts';
import { descriptorOptions } from './descriptor-options.ts';
import { editOptions } from './edit-options.ts';
import { advancedImageOptions, imageOptions } from './image-options.ts';
import { installerOptions } from './installer-options.ts';
import { jobOptions } from './job-options.ts';
import type { Option } from './option.ts';
import { readOptions } from './read-options.ts';
import { recoveryOptions } from './recovery-options.ts';

const records = [
  ...imageOptions,
  ...advancedImageOptions,
  ...descriptorOptions,
  ...jobOptions,
  ...installerOptions,
  ...readOptions,
  ...convertOptions,
  ...editOptions,
  ...burnOptions,
  ...recoveryOptions,
] as const;

type Records = (typeof records)[number];
export type OptionId = Records['id'];
export type ChoiceId = Extract<Records, { kind: 'choice' }>['id'];
/** Typed, in the wizard: one text, or several parted by commas. */
export type TextId = Extract<Records, { kind: 'text' | 'list' }>['id'];
/** The values of one choice. */
export type ChoiceValue<C extends ChoiceId> = Extract<Records, { id: C }>['values'][number];

/** Every option there is. */
export const allOptions: readonly (Option & { readonly id: OptionId })[] = records;

/** How files become an image, as the wizard shows it. */
export const authorOptionIds: readonly OptionId[] = [
  ...imageOptions,
  ...advancedImageOptions,
  ...descriptorOptions,
].map(({ id }) => id);

const byId = new Map<string, Option>(records.map((record) => [record.id, record]));

/** @throws RangeError for an id that no option has */
export function optionOf(id: string): Option {
  const found = byId.get(id);
  if (found === undefined) throw new RangeError(`no option is called ${id}`);
  return found;
}
