import { bodyColumns, bodyRows, type Look, short } from '../look/look.ts';
import { wantedWords } from '../wizard/confirm-words.ts';
import type { Asking } from '../wizard/state.ts';
import { contentText, identityRows } from './drive-words.ts';
import { fieldText } from './field-text.ts';
import type { Row } from './row.ts';
import { fact } from './summary-view.ts';

export interface ConfirmView {
  readonly warning: string;
  readonly facts: readonly Row[];
  readonly wanted: string;
  readonly field: string;
  readonly state: string;
}

/** The warning, the question, the field and a line below it are always on the screen. */
const OTHER_ROWS = 4;

export function confirmView({ answers, confirm }: Asking, look: Look): ConfirmView {
  const drive = answers.target?.kind === 'drive' ? answers.target.drive : undefined;
  const columns = bodyColumns(look);
  if (drive === undefined) return { warning: '', facts: [], wanted: '', field: '', state: '' };
  const rows = [...identityRows(drive), ['holds', contentText(drive)] as const];
  return {
    warning: short(`Everything on ${drive.name} will be erased. This cannot be undone.`, columns, look),
    facts: [
      ...rows.flatMap(([label, text]) => fact(label, text, look)),
      ...drive.warnings.slice(0, 2).flatMap(({ text }) => fact('!', text, look, 'warn')),
    ].slice(0, Math.max(1, bodyRows(look) - OTHER_ROWS)),
    wanted: wantedWords(drive),
    field: fieldText(confirm.field, columns - 4, look),
    state: confirm.checking
      ? 'Looking at the drive once more...'
      : 'Esc goes back. Nothing has been changed yet.',
  };
}
