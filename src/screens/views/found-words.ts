import { countOf, percentText } from '../../engine/words/sizes.ts';
import { foundReport } from '../wizard/options/found.ts';
import type { Asking } from '../wizard/state.ts';

/** Entries that patterns took away, when the folder was last looked at. */
export function excludedText(count: number): string {
  return count === 0
    ? 'no entry fits the patterns'
    : `${countOf(count, 'entry', 'entries')} (a folder counts as one)`;
}

/** What a few dozen places of the drives say about writing only what differs. */
export function sampleText(asking: Asking): string | undefined {
  const sample = sampleOf(asking);
  if (sample === undefined) return undefined;
  const share = percentText(sample.differing / sample.places);
  const verdict = deltaPays(asking) ? 'This will be quicker.' : 'This will not be quicker.';
  return `A sample of ${sample.places} places: about ${share} differs. ${verdict}`;
}

/** Reading is so much quicker than writing on most drives that half of it may differ. */
export function deltaPays(asking: Asking): boolean {
  const sample = sampleOf(asking);
  return sample !== undefined && sample.differing * 2 <= sample.places;
}

function sampleOf(asking: Asking) {
  const samples = foundReport(asking)?.samples ?? [];
  const sum = (count: (sample: (typeof samples)[number]) => number) =>
    samples.reduce((all, one) => all + count(one), 0);
  const places = sum((sample) => sample.places);
  return places === 0 ? undefined : { places, differing: sum((sample) => sample.differing) };
}
