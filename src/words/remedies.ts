import type { FailureCode, FailureFacts, FailureReport } from '../engine/contract/failure/failure.ts';
import { oneLine } from './clean.ts';
import type { Remedy, Showing } from './failure-words.ts';
import { wrongInsideText } from './inside.ts';
import { t } from './language.ts';
import { quoted } from './quoted.ts';
import { bothSizesText, countOf, countText, sizeText } from './sizes.ts';
import { saidFacts } from './told-facts.ts';

/** The words for a failure. */
export function remedy<C extends FailureCode>(failure: Pick<FailureReport<C>, 'code' | 'facts'>): Remedy {
  const { remedies } = t();
  try {
    const showing = { ...tools, wrongInside: wrongInside(failure) };
    return remedies[failure.code](saidFacts(failure), showing);
  } catch {
    // The folder of an older or newer job, or one that somebody else filled.
    return remedies.internal(
      { problem: `${failure.code} ${JSON.stringify(failure.facts)}` },
      { ...tools, wrongInside: '' },
    );
  }
}

/** A sentence of another topic, made before: where umlauts are spelled out, its names must stay. */
function wrongInside({ code, facts }: Pick<FailureReport, 'code' | 'facts'>): string {
  if (code !== 'checksum-wrong') return '';
  const wrong = facts as FailureFacts['checksum-wrong'];
  return wrong.inside ? wrongInsideText(wrong, wrong.inside) : '';
}

const tools: Omit<Showing, 'wrongInside'> = {
  size: sizeText,
  bothSizes: bothSizesText,
  count: (count) => countText(known(count)),
  bytes: (count) => countOf(count, t().nouns.byte),
  place: (atByte, sectorBytes = 512) =>
    t().numbers.place(countText(known(atByte)), String(Math.floor(atByte / sectorBytes))),
  quoted,
  oneLine,
};

/** A fact that another version did not write: the whole failure is shown as it is. */
function known(number: number): number {
  if (typeof number !== 'number') throw new TypeError('a fact is missing');
  return number;
}
