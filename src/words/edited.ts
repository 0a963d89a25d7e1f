import type { AppliedChange, EditedReport, KeptListFacts } from '../engine/contract/events/edited.ts';
import type { Forecast } from '../engine/contract/events/inspection.ts';
import type { JobReport } from '../engine/contract/events/report.ts';
import { cleanText } from './clean.ts';
import { t } from './language.ts';
import type { ReportFact } from './report-fact.ts';
import { countOf, sizeText } from './sizes.ts';

/** Changes on a screen; all of them stand in the report as a program reads it. */
const CHANGES_SHOWN = 20;

/** One change in words: what came, went or moved, and how much. */
function changeText({ do: what, path, from, files, bytes, replaced = 0 }: AppliedChange): string {
  const words = t().edited;
  const place = from === undefined ? path : `${from} → ${path}`;
  const { file } = t().nouns;
  const more = replaced === 0 ? '' : `; ${words.replaces(countOf(replaced, file))}`;
  return cleanText(`${words.what[what]}: ${place} (${countOf(files, file)}, ${sizeText(bytes)}${more})`);
}

function listText({ path, changedLines, signature }: KeptListFacts): string {
  const words = t().edited;
  const kept = words.listKept(path, countOf(changedLines, t().nouns.line));
  return cleanText(signature === undefined ? kept : `${kept}; ${words.signatureLost(signature)}`);
}

function changeTexts({ changes, lists = [] }: EditedReport): string[] {
  const { moreChange } = t().nouns;
  const more = changes.length - CHANGES_SHOWN;
  return [
    ...changes.slice(0, CHANGES_SHOWN).map(changeText),
    ...(more > 0 ? [t().edited.andMore(countOf(more, moreChange))] : []),
    ...lists.map(listText),
  ];
}

/** What was done to the files of an image, at the end of a job. */
export function editedFacts({ edited, forecast = [] }: JobReport): ReportFact[] {
  if (!edited) return [];
  const texts = [...changeTexts(edited), ...otherBoots(edited.before.forecast, forecast)];
  return texts.map((text, index) => ({ label: index === 0 ? t().edited.label : '', text }));
}

/** The same before it is done: each change, what the image was, and what will boot otherwise. */
export function editedLines({ edited, forecast = [] }: JobReport): string[] {
  if (!edited) return [];
  const { before } = edited;
  const words = t().edited;
  const boots = otherBoots(before.forecast, forecast);
  return [
    ...changeTexts(edited).map(words.change),
    words.before(sizeText(before.sizeBytes)),
    ...(boots.length > 0 ? boots : [words.bootsAsBefore]),
  ];
}

/** Where another answer is given than before. */
function otherBoots(before: readonly Forecast[], after: readonly Forecast[]): string[] {
  const { firmware: names, media } = t().boot;
  return after.flatMap(({ firmware, medium, boots }) => {
    const was = before.find((one) => one.firmware === firmware && one.medium === medium);
    if (was === undefined || was.boots === boots) return [];
    const name = names[firmware] ?? firmware;
    return [t().edited.bootsOtherwise(name, media[medium], bootsWord(was.boots), bootsWord(boots))];
  });
}

function bootsWord(boots: Forecast['boots']): string {
  const words = t().boot.boots;
  return boots === 'unknown' ? words.unknown : boots ? words.yes : words.no;
}
