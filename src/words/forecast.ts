import type { TargetSample } from '../engine/contract/events/report.ts';
import { t } from './language.ts';
import { countOf, percentText } from './sizes.ts';

/** Entries that patterns took away, when the folder was last looked at. */
export function excludedText(count: number): string {
  const { noExcluded, excluded } = t().sources;
  return count === 0 ? noExcluded : excluded(countOf(count, t().nouns.entry));
}

/** What a few dozen places of the drives say about writing only what differs; `undefined` when none was read. */
export function sampleText(samples: readonly TargetSample[] = []): string | undefined {
  const { places, differing } = together(samples);
  if (places === 0) return undefined;
  const { sample, deltaPays: quicker, deltaDoesNotPay } = t().sources;
  const verdict = deltaPays(samples) ? quicker : deltaDoesNotPay;
  return `${sample(places, percentText(differing / places))} ${verdict}`;
}

/** Reading is so much quicker than writing on most drives that half of it may differ. */
export function deltaPays(samples: readonly TargetSample[] = []): boolean {
  const { places, differing } = together(samples);
  return places > 0 && differing * 2 <= places;
}

function together(samples: readonly TargetSample[]): Pick<TargetSample, 'places' | 'differing'> {
  return {
    places: samples.reduce((sum, { places }) => sum + places, 0),
    differing: samples.reduce((sum, { differing }) => sum + differing, 0),
  };
}
