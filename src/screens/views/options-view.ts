import type { JobReport } from '../../engine/contract/events/report.ts';
import { bootLines, isBootable, startsLines } from '../../words/boot.ts';
import { excludedText, sampleText } from '../../words/forecast.ts';
import { t } from '../../words/language.ts';
import { remarkText } from '../../words/options/remarks.ts';
import { containerText } from '../../words/sources.ts';
import { fill, wrapText } from '../look/fit.ts';
import { bodyColumns, bodyRows, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { derivedLabel, foundReport, wantedLabel } from '../wizard/options/found.ts';
import { markedOption } from '../wizard/options/on-options.ts';
import type { OptionRow } from '../wizard/options/option-row.ts';
import { changedAdvanced, hasAdvanced, optionRows } from '../wizard/options/rows.ts';
import { isAuthored } from '../wizard/options/values.ts';
import { remarkOn } from '../wizard/options/wrong-option.ts';
import { nameOf } from '../wizard/paths.ts';
import type { Asking } from '../wizard/state.ts';
import { isAskedWhichWay } from '../wizard/two-ways.ts';
import { fieldText } from './field-text.ts';
import { outOfSight, soFar } from './out-of-sight.ts';
import { type Row, row } from './row.ts';
import { waysRows } from './two-ways-view.ts';
import { windowOf } from './window.ts';

export interface OptionsView {
  /** What the source was found to be, when it matters. */
  readonly found: readonly Row[];
  readonly rows: readonly { readonly id: string; readonly text: string }[];
  readonly cursor: string | undefined;
  /** Rows that are out of sight, above and below, and behind Tab. */
  readonly more: string;
  /** About the marked row, and what is wrong with it. */
  readonly about: readonly Row[];
}

/** The question, gaps, and the line that says what is hidden. */
const OTHER_ROWS = 4;
/** Lines of explanation, and of what a dry run knows about it. */
const MOST_ABOUT_ROWS = 4;
const LEAST_ABOUT_ROWS = 2;
const LEAST_ROWS_TO_WRAP = 12;

export function optionsView(asking: Asking, look: Look): OptionsView {
  const { answers, optionList } = asking;
  const columns = bodyColumns(look);
  const rows = optionRows(answers, optionList.showsAdvanced);
  const marked = markedOption(asking);
  const found = isCompared(marked, asking) ? [] : foundRows(asking, look);
  const about = marked === undefined ? [] : aboutRows(marked, asking, look);
  const aboutRoom = Math.max(LEAST_ABOUT_ROWS, about.length);
  const room = Math.max(2, bodyRows(look) - OTHER_ROWS - aboutRoom - found.length);
  const { from, to } = windowOf(rows.length, marked === undefined ? 0 : rows.indexOf(marked), room);
  const widest = Math.max(...rows.map(({ title }) => displayWidth(title)));
  const valueColumns = Math.max(6, columns - 2 - widest - 2);
  return {
    found,
    rows: rows.slice(from, to).map((option) => ({
      id: option.id,
      text: short(
        `${fill(option.title, widest)}  ${valueText(option, option === marked, asking, { columns: valueColumns, look })}`,
        columns - 2,
        look,
      ),
    })),
    cursor: marked?.id,
    more: short(moreText(asking, from, rows.length - to), columns, look),
    about,
  };
}

/** Both ways stand side by side: what was found of one of them is said there. */
function isCompared(marked: OptionRow | undefined, asking: Asking): boolean {
  return marked?.id === 'files' && isAskedWhichWay(asking) && isAuthored(asking.answers);
}

function valueText(
  option: OptionRow,
  isMarked: boolean,
  asking: Asking,
  { columns, look }: { columns: number; look: Look },
): string {
  const { choices, texts } = asking.answers.options;
  if (option.kind === 'choice') {
    const value = choices[option.id];
    const word = option.words[value]?.[0];
    return word ?? (value === 'on' ? '[x]' : '[ ]');
  }
  const field = texts[option.id];
  if (field.text === '') {
    const empty = option.id === 'label' ? t().screens.options.auto(derivedLabel(asking)) : option.empty;
    return isMarked ? `_  (${empty})` : empty;
  }
  return isMarked ? fieldText(field, columns, look) : field.text;
}

/** The explanation of the value chosen, then what is wrong with a text, or what a dry run knows about it. */
function aboutRows(option: OptionRow, asking: Asking, look: Look): Row[] {
  const ways = option.id === 'files' ? waysRows(asking, look) : [];
  const about = aboutOption(option, asking, look).slice(0, MOST_ABOUT_ROWS);
  const isLow = bodyRows(look) < LEAST_ROWS_TO_WRAP;
  // Where there is room for one of them only: what each way would be says more.
  return isLow && ways.length > 0 ? ways : [...about, ...ways];
}

function aboutOption(option: OptionRow, asking: Asking, look: Look): Row[] {
  const { answers } = asking;
  const wrapped = (text: string, tone: 'plain' | 'warn' | 'good' = 'plain') =>
    wrapText(text, bodyColumns(look)).map((line) => row(line, tone));
  if (option.kind === 'choice') {
    const why = option.words[answers.options.choices[option.id]]?.[1] ?? option.why;
    const known = option.id === 'delta' ? sampleText(foundReport(asking)?.samples) : undefined;
    return [...wrapped(why), ...(known === undefined ? [] : wrapped(known, 'good'))];
  }
  const remark = remarkOn(option.id, answers, wantedLabel(asking));
  if (remark !== undefined) return wrapped(remarkText(remark), 'warn');
  const count = option.id === 'exclude' ? foundReport(asking)?.excludedEntries : undefined;
  const taken = count === undefined ? [] : wrapped(t().screens.options.leftOut(excludedText(count)));
  return [...wrapped(option.why), ...taken];
}

function foundRows(asking: Asking, look: Look): Row[] {
  const columns = bodyColumns(look);
  const report = foundReport(asking);
  // In a window of a few rows the list needs them.
  const isLow = bodyRows(look) < LEAST_ROWS_TO_WRAP;
  const lines = (text: string) => (isLow ? [short(text, columns, look)] : wrapText(text, columns));
  if (!isAuthored(asking.answers)) return imageRows(report, look);
  const { done, entries } = asking.summary.progress;
  if (report === undefined) {
    if (done !== undefined) return [];
    return [row(short(t().screens.options.looking(soFar(entries)), columns, look), 'accent')];
  }
  const [what] = report.boot ? bootLines(report.boot) : [];
  const starts = isBootable(report.forecast ?? []) ? startsLines(report.forecast ?? []).join('; ') : '';
  const lacks = (report.boot?.notes ?? []).find(({ code }) => code.endsWith('-missing'));
  return [
    ...[what, starts]
      .filter((text): text is string => text !== undefined && text !== '')
      .flatMap((text) => lines(text).map((line) => row(line, 'accent'))),
    ...(lacks === undefined
      ? []
      : [row(short(t().screens.options.lacks(lacks.about ?? ''), columns, look), 'warn')]),
  ];
}

/** An image file: what it is packed in, and what it is compared with. */
function imageRows(report: JobReport | undefined, look: Look): Row[] {
  const source = report?.source;
  if (source === undefined) return [];
  const { container, checkedAgainst = [] } = source;
  const texts = [
    ...(container === undefined ? [] : [t().screens.options.packed(containerText(source))]),
    ...(checkedAgainst.length === 0
      ? []
      : [t().screens.options.comparedWith(checkedAgainst.map(nameOf).join(', '))]),
  ];
  return texts.map((text) => row(short(text, bodyColumns(look), look), 'accent'));
}

function moreText({ answers, optionList }: Asking, above: number, below: number): string {
  const changed = changedAdvanced(answers);
  const hidden =
    optionList.showsAdvanced || !hasAdvanced(answers)
      ? []
      : [changed > 0 ? t().screens.options.tabShowsChanged(changed) : t().screens.options.tabShows];
  return outOfSight(above, below, ...hidden);
}
