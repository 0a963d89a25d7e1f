import { allOptions, type ChoiceId, type ChoiceValue } from '../../../tasks/options/options.ts';

export type { ChoiceId } from '../../../tasks/options/options.ts';

/** What is chosen from a few words; the first is the default and stays out of the plan. `on` and `off` are drawn as a box. */
export const choiceValues = Object.fromEntries(
  allOptions.filter(({ kind }) => kind === 'choice').map(({ id, values }) => [id, values]),
) as unknown as { readonly [C in ChoiceId]: readonly [ChoiceValue<C>, ...ChoiceValue<C>[]] };

export type Choices = { readonly [C in ChoiceId]: ChoiceValue<C> };

/** Every choice at its default. */
export const defaultChoices = Object.fromEntries(
  Object.entries(choiceValues).map(([id, [first]]) => [id, first]),
) as unknown as Choices;

/** The value after (or before) the one chosen; goes round. */
export function turned(choices: Choices, id: ChoiceId, by: 1 | -1): Choices {
  const values: readonly string[] = choiceValues[id];
  const next = values[(values.indexOf(choices[id]) + by + values.length) % values.length];
  return { ...choices, [id]: next };
}
