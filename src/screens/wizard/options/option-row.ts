import type { Option } from '../../../tasks/options/option.ts';
import type { OptionWords } from '../../../words/options/option-words.ts';
import type { ChoiceId } from './choices.ts';
import type { TextId } from './texts.ts';

export interface Common {
  readonly title: string;
  /** What it is good for; one or two lines. */
  readonly why: string;
  /** Shown only after Tab. */
  readonly isAdvanced: boolean;
  readonly option: Option;
}

export interface Choice extends Common {
  readonly kind: 'choice';
  readonly id: ChoiceId;
  /** A word for each value that is not `on` or `off`, and what it means. */
  readonly words: NonNullable<OptionWords['values']>;
}

export interface Text extends Common {
  readonly kind: 'text';
  readonly id: TextId;
  /** What stands there while nothing is typed. */
  readonly empty: string;
}

/** One thing that can be chosen about how a job is done; all have a good default. */
export type OptionRow = Choice | Text;
