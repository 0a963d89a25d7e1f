/** What is chosen from a few words; the first is the default and stays out of the plan. `on` and `off` are drawn as a box. */
export const choiceValues = {
  boot: ['auto', 'none'],
  hybrid: ['auto', 'on', 'off'],
  udf: ['auto', 'on', 'off'],
  joliet: ['on', 'off'],
  rockRidge: ['on', 'off'],
  iso9660: ['on', 'off'],
  isoLevel: ['auto', '1', '2', '3', '4'],
  relocate: ['off', 'on'],
  partitionTree: ['off', 'on'],
  followLinks: ['off', 'on'],
  checksums: ['none', 'sha256', 'md5'],
  md5: ['off', 'on'],
  zisofs: ['off', 'on'],
  strict: ['off', 'on'],
  padChanged: ['off', 'on'],
  verify: ['on', 'off'],
  delta: ['off', 'on'],
  discard: ['off', 'on'],
  bmap: ['on', 'off'],
  rebuild: ['off', 'on'],
  test: ['auto', 'quick', 'full', 'off'],
} as const;

export type ChoiceId = keyof typeof choiceValues;

export type Choices = { readonly [C in ChoiceId]: (typeof choiceValues)[C][number] };

/** Every choice at its default. */
export const defaultChoices = Object.fromEntries(
  Object.entries(choiceValues).map(([id, [first]]) => [id, first]),
) as Choices;

/** The value after (or before) the one chosen; goes round. */
export function turned(choices: Choices, id: ChoiceId, by: 1 | -1): Choices {
  const values: readonly string[] = choiceValues[id];
  const next = values[(values.indexOf(choices[id]) + by + values.length) % values.length];
  return { ...choices, [id]: next };
}
