import type { TargetSample } from '../jobs/events.ts';
import { countOf, percentText } from './sizes.ts';

/** Entries that patterns took away, when the folder was last looked at. */
export function excludedText(count: number): string {
  return count === 0
    ? 'no entry fits the patterns'
    : `${countOf(count, 'entry', 'entries')} (a folder counts as one)`;
}

/** What a few dozen places of the drives say about writing only what differs; `undefined` when none was read. */
export function sampleText(samples: readonly TargetSample[] = []): string | undefined {
  const { places, differing } = together(samples);
  if (places === 0) return undefined;
  const verdict = deltaPays(samples) ? 'is' : 'is not';
  return `A sample of ${places} places: about ${percentText(differing / places)} differs. Writing only that ${verdict} quicker.`;
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
