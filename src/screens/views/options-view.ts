import type { JobReport } from '../../engine/jobs/events.ts';
import { bootLines, isBootable, startsLines } from '../../engine/words/boot.ts';
import { excludedText, sampleText } from '../../engine/words/forecast.ts';
import { countOf } from '../../engine/words/sizes.ts';
import { containerText } from '../../engine/words/sources.ts';
import { fill, wrapText } from '../look/fit.ts';
import { bodyColumns, bodyRows, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { isAuthored } from '../wizard/author-of.ts';
import { derivedLabel, foundReport, wantedLabel } from '../wizard/options/found.ts';
import { markedOption } from '../wizard/options/on-options.ts';
import { remarkOn } from '../wizard/options/problems.ts';
import { changedAdvanced, hasAdvanced, type OptionRow, optionRows } from '../wizard/options/rows.ts';
import { nameOf } from '../wizard/paths.ts';
import type { Asking } from '../wizard/state.ts';
import { fieldText } from './field-text.ts';
import { type Row, row } from './row.ts';
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
/** Lines of explanation; narrow windows need more of them. */
const mostAboutRows = ({ columns }: Look) => (columns < 70 ? 4 : 3);
const LEAST_ABOUT_ROWS = 2;

export function optionsView(asking: Asking, look: Look): OptionsView {
  const { answers, optionList } = asking;
  const columns = bodyColumns(look);
  const rows = optionRows(answers, optionList.showsAdvanced);
  const marked = markedOption(asking);
  const found = foundRows(asking, look);
  const about = marked === undefined ? [] : aboutRows(marked, asking, look).slice(0, mostAboutRows(look));
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

function valueText(
  option: OptionRow,
  isMarked: boolean,
  asking: Asking,
  { columns, look }: { columns: number; look: Look },
): string {
  const { choices, texts } = asking.answers.options;
  if (option.kind === 'choice') {
    const value = choices[option.id];
    const word = option.words?.[value]?.[0];
    return word ?? (value === 'on' ? '[x]' : '[ ]');
  }
  const field = texts[option.id];
  if (field.text === '') {
    const empty = option.id === 'label' ? `auto: ${derivedLabel(asking)}` : option.empty;
    return isMarked ? `_  (${empty})` : empty;
  }
  return isMarked ? fieldText(field, columns, look) : field.text;
}

/** The explanation of the value chosen, then what is wrong with a text, or what a dry run knows about it. */
function aboutRows(option: OptionRow, asking: Asking, look: Look): Row[] {
  const { answers } = asking;
  const wrapped = (text: string, tone: 'plain' | 'warn' | 'good' = 'plain') =>
    wrapText(text, bodyColumns(look)).map((line) => row(line, tone));
  if (option.kind === 'choice') {
    const why = option.words?.[answers.options.choices[option.id]]?.[1] ?? option.why;
    const known = option.id === 'delta' ? sampleText(foundReport(asking)?.samples) : undefined;
    return [...wrapped(why), ...(known === undefined ? [] : wrapped(known, 'good'))];
  }
  const remark = remarkOn(option.id, answers, wantedLabel(asking));
  if (remark !== undefined) return wrapped(remark.text, 'warn');
  const count = option.id === 'exclude' ? foundReport(asking)?.excludedEntries : undefined;
  const taken = count === undefined ? [] : wrapped(`Left out: ${excludedText(count)}.`);
  return [...wrapped(option.why), ...taken];
}

function foundRows(asking: Asking, look: Look): Row[] {
  const columns = bodyColumns(look);
  const report = foundReport(asking);
  if (!isAuthored(asking.answers)) return imageRows(report, look);
  const { done, entries } = asking.summary.progress;
  if (report === undefined) {
    if (done !== undefined) return [];
    const seen = entries > 0 ? `, ${countOf(entries, 'entry', 'entries')} so far` : '';
    return [row(short(`Looking at what is in it${seen}...`, columns, look), 'accent')];
  }
  const [what] = report.boot ? bootLines(report.boot) : [];
  const starts = isBootable(report.forecast ?? []) ? startsLines(report.forecast ?? []).join('; ') : '';
  const lacks = (report.boot?.notes ?? []).find(({ code }) => code.endsWith('-missing'));
  return [
    ...[what, starts]
      .filter((text): text is string => text !== undefined && text !== '')
      .map((text) => row(short(text, columns, look), 'accent')),
    ...(lacks === undefined
      ? []
      : [
          row(
            short(`Something is missing to start it (i on the summary): ${lacks.about ?? ''}`, columns, look),
            'warn',
          ),
        ]),
  ];
}

/** An image file: what it is packed in, and what it is compared with. */
function imageRows(report: JobReport | undefined, look: Look): Row[] {
  const source = report?.source;
  if (source === undefined) return [];
  const { container, checkedAgainst = [] } = source;
  const texts = [
    ...(container === undefined ? [] : [`Packed: ${containerText(source)}`]),
    ...(checkedAgainst.length === 0 ? [] : [`It is compared with ${checkedAgainst.map(nameOf).join(', ')}`]),
  ];
  return texts.map((text) => row(short(text, bodyColumns(look), look), 'accent'));
}

function moreText({ answers, optionList }: Asking, above: number, below: number): string {
  const changed = changedAdvanced(answers);
  const hidden =
    optionList.showsAdvanced || !hasAdvanced(answers)
      ? []
      : [changed > 0 ? `Tab shows more, ${changed} of it changed` : 'Tab shows more'];
  return [...(above > 0 ? [`${above} above`] : []), ...(below > 0 ? [`${below} below`] : []), ...hidden].join(
    ', ',
  );
}
