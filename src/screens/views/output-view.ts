import { t } from '../../words/language.ts';
import { wrapText } from '../look/fit.ts';
import { bodyColumns, type Look, short, shortPath } from '../look/look.ts';
import { goesOnThere } from '../wizard/goes-on-there.ts';
import { outputPath } from '../wizard/output.ts';
import { savesMedium } from '../wizard/purpose-of.ts';
import { isOnChosen } from '../wizard/saved-name.ts';
import type { Asking, OutputForm } from '../wizard/state.ts';
import { fieldText } from './field-text.ts';

export interface OutputView {
  readonly fields: readonly {
    readonly id: OutputForm['focus'];
    readonly title: string;
    readonly text: string;
  }[];
  readonly focus: OutputForm['focus'];
  readonly about: readonly string[];
  readonly warning: string | undefined;
}

export function outputView(asking: Asking, look: Look): OutputView {
  const { output, answers } = asking;
  const columns = bodyColumns(look);
  const room = columns - 12;
  const words = t().screens.output;
  const exists = output.found?.kind === 'file' && output.found.path === outputPath(output);
  const draw = (id: 'name' | 'folder') =>
    output.focus === id ? fieldText(output[id], room, look) : shortPath(output[id].text, room, look);
  return {
    fields: [
      { id: 'name', title: words.name, text: draw('name') },
      { id: 'folder', title: words.folder, text: draw('folder') },
      ...(exists
        ? [
            {
              id: 'replace' as const,
              title: words.replace,
              text: answers.replace ? `[x] ${words.yes}` : `[ ] ${words.no}`,
            },
          ]
        : []),
    ],
    focus: output.focus,
    about: aboutLines(answers, output.name.text, columns).map((line) => short(line, columns, look)),
    warning: warningOf(asking, exists),
  };
}

function warningOf(asking: Asking, exists: boolean): string | undefined {
  const words = t().screens.output;
  if (goesOnThere(asking)) return words.goesOnThere;
  if (exists) return words.isThere;
  return isOnChosen(asking) ? words.isOnIt : undefined;
}

/** What else appears there, and when. */
function aboutLines(answers: Asking['answers'], name: string, columns: number): string[] {
  const words = t().screens.output;
  return savesMedium(answers)
    ? [...wrapText(words.savedAs, columns), ...wrapText(words.besideSaved(name), columns)]
    : [...wrapText(words.onlyComplete, columns), words.besideIt(name)];
}
