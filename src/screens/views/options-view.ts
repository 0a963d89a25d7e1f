import { fill } from '../look/fit.ts';
import { bodyColumns, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { optionRows } from '../wizard/options.ts';
import type { Asking } from '../wizard/state.ts';
import { fieldText } from './field-text.ts';

export interface OptionsView {
  readonly rows: readonly { readonly id: string; readonly text: string }[];
  readonly cursor: string | undefined;
  readonly about: string;
}

export function optionsView({ answers, optionsCursor }: Asking, look: Look): OptionsView {
  const columns = bodyColumns(look);
  const rows = optionRows(answers);
  const marked = rows[optionsCursor];
  const widest = Math.max(...rows.map(({ title }) => displayWidth(title)));
  const { options } = answers;
  const value = (id: (typeof rows)[number]['id']) => {
    if (id !== 'label') return options[id] ? '[x]' : '[ ]';
    return marked?.id === 'label' ? fieldText(options.label, 34, look) : options.label.text;
  };
  return {
    rows: rows.map(({ id, title }) => ({
      id,
      text: short(`${fill(title, widest)}  ${value(id)}`, columns - 2, look),
    })),
    cursor: marked?.id,
    about: short(marked?.why ?? '', columns, look),
  };
}
