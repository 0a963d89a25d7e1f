import type { Option, Situation, Value } from '../../../tasks/options/option.ts';
import { optionOf } from '../../../tasks/options/options.ts';
import { situationOf } from '../../../tasks/situation.ts';
import type { Values } from '../../../tasks/task.ts';
import type { Answers, OptionAnswers } from '../state.ts';
import { entryIn, taskIn } from '../undertaking.ts';
import { type ChoiceId, choiceValues } from './choices.ts';
import { patternsOf, type TextId, typedText } from './texts.ts';

/** What the options of these answers may depend on. */
export function situationIn(answers: Answers, wantedLabel?: string): Situation {
  const { source, options } = answers;
  const seen = source && { ...source, profile: source.profile ?? '' };
  return situationOf(taskIn(answers), { source: seen, values: options.choices, wantedLabel });
}

/** Options that these answers can have. */
export function optionsOf(answers: Answers): Option[] {
  const entry = taskIn(answers) ?? entryIn(answers);
  if (!entry?.asks.includes('options')) return [];
  const situation = situationIn(answers);
  return entry.options.map(optionOf).filter((option) => option.applies(situation));
}

/** What was said of them; what is at its default is left out. */
export function valuesOf(answers: Answers): Values {
  return Object.fromEntries(
    optionsOf(answers).map((option) => [option.id, valueIn(answers.options, option)]),
  );
}

function valueIn({ choices, texts }: OptionAnswers, { id, kind }: Option): Value | undefined {
  if (kind === 'choice') {
    const value = choices[id as ChoiceId];
    return value === choiceValues[id as ChoiceId][0] ? undefined : value;
  }
  if (kind === 'text') return typedText(texts, id as TextId);
  const patterns = patternsOf(texts[id as TextId].text);
  return patterns.length === 0 ? undefined : patterns;
}

/** Files are laid out: a folder's, or those of an image. */
export function isAuthored(answers: Answers): boolean {
  const { isAuthored, isStick } = situationIn(answers);
  return isAuthored || isStick;
}
