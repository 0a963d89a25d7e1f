import { t } from '../../words/language.ts';
import { wrapText } from '../look/fit.ts';
import { bodyColumns, type Look, short } from '../look/look.ts';
import { WHERES } from '../wizard/choose-medium.ts';
import type { Asking, WhereAnswer } from '../wizard/state.ts';

export interface WhereView {
  readonly question: string;
  readonly rows: readonly { readonly id: WhereAnswer; readonly text: string }[];
  readonly cursor: WhereAnswer;
  /** About the marked row. */
  readonly about: readonly string[];
}

/** What a drive or disc is saved to. */
export function whereView({ answers: { medium, where } }: Asking, look: Look): WhereView {
  const words = t().screens.where;
  const columns = bodyColumns(look);
  return {
    question: short(words.question(medium?.name ?? ''), columns, look),
    rows: WHERES.map((id) => ({ id, text: short(words[id].title, columns - 2, look) })),
    cursor: where,
    about: wrapText(words[where].about, columns),
  };
}
