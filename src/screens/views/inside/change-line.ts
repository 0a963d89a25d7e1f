import type { Forecast } from '../../../engine/contract/events/inspection.ts';
import { t } from '../../../words/language.ts';
import { remedy } from '../../../words/remedies.ts';
import { countOf, sizeText } from '../../../words/sizes.ts';
import { displayWidth } from '../../look/width.ts';
import { balanceOf, inOrder } from '../../wizard/inside/changes.ts';
import type { Asking } from '../../wizard/state.ts';

/**
 * `2 changes, Tab makes it: 643 MiB in all, boots: BIOS, UEFI (x64), +12.0 MiB of files`, in so many columns: what does not fit is left out
 * as a whole. Undefined when there are none.
 */
export function changeText(asking: Asking, columns = Number.POSITIVE_INFINITY): string | undefined {
  const { changes } = asking.answers;
  const words = t().screens.inside;
  if (changes.length === 0) return undefined;
  const said = words.changed(countOf(changes.length, words.changes));
  return factsOf(asking).reduce((shown, fact) => {
    const longer = `${shown}${shown === said ? ':' : ','} ${fact}`;
    return displayWidth(longer) <= columns ? longer : shown;
  }, said);
}

/** What they lead to, as far as a dry run found it out. */
function factsOf({ answers, summary }: Asking): readonly string[] {
  const words = t().screens.inside;
  const { done } = summary.progress;
  const balance = balanceText(balanceOf(answers.changes));
  if (done === undefined) return [words.rehearsing, balance].filter((fact) => fact !== '');
  const { failure, image, source, forecast } = done.report;
  if (failure !== undefined) return [words.notSo(remedy(failure).title)];
  const sizeBytes = image?.sizeBytes ?? source?.sizeBytes;
  return [
    sizeBytes === undefined ? '' : words.newSize(sizeText(sizeBytes)),
    forecast === undefined ? '' : bootsText(forecast),
    balance,
  ].filter((fact) => fact !== '');
}

function balanceText(balance: number | undefined): string {
  if (balance === undefined || balance === 0) return '';
  const sign = balance > 0 ? '+' : '-';
  return t().screens.inside.balance(`${sign}${sizeText(Math.abs(balance))}`);
}

function bootsText(forecast: readonly Forecast[]): string {
  const { boots, bootsNot } = t().screens.inside;
  const { firmware } = t().boot;
  const starting = forecast.filter((one) => one.boots === true);
  const names = [...new Set(starting.map((one) => firmware[one.firmware] ?? one.firmware))];
  return names.length === 0 ? bootsNot : boots(names.join(', '));
}

/** All changes, a line each, in the order in which they are made. */
export function changeLines({ answers }: Asking): string[] {
  const words = t().screens.inside;
  return inOrder(answers.changes).map((change) => {
    if (change.do === 'remove') return words.remove(change.path);
    return words[change.do](change.from, change.to);
  });
}
