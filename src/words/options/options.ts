import { keysOf } from '../../engine/contract/plan/record.ts';
import type { Table } from '../en/table.ts';
import { t } from '../language.ts';
import type { OptionWords } from './option-words.ts';

export type WordedId = keyof Table['options'];

export const wordedIds = keysOf(t().options);

/** The words of an option or a flag, in the language that is spoken. */
export function optionWords(id: WordedId): OptionWords {
  return t().options[id];
}
