import type { Forecast } from '../../../engine/contract/events/inspection.ts';
import { t } from '../../../words/language.ts';
import { remedy } from '../../../words/remedies.ts';
import { countOf, sizeText } from '../../../words/sizes.ts';
import { balanceOf, inOrder } from '../../wizard/inside/changes.ts';
import type { Asking } from '../../wizard/state.ts';

/** `2 changes, Tab makes it: +12.0 MiB of files, 643 MiB in all, boots: BIOS, UEFI (x64)`; undefined when there are none. */
export function changeText({ answers, summary }: Asking): string | undefined {
  const { changes } = answers;
  const words = t().screens.inside;
  if (changes.length === 0) return undefined;
  const { done } = summary.progress;
  const said = words.changed(countOf(changes.length, words.changes));
  const failure = done?.report.failure;
  if (failure !== undefined) return `${said}: ${words.notSo(remedy(failure).title)}`;
  const sizeBytes = done?.report.image?.sizeBytes ?? done?.report.source?.sizeBytes;
  const facts = [
    balanceText(balanceOf(changes)),
    done === undefined ? words.rehearsing : sizeBytes === undefined ? '' : words.newSize(sizeText(sizeBytes)),
    done?.report.forecast === undefined ? '' : bootsText(done.report.forecast),
  ];
  return `${said}: ${facts.filter((fact) => fact !== '').join(', ')}`;
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
