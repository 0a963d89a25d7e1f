import { t } from '../../words/language.ts';
import type { Place } from '../keys/table.ts';

/** What lies over a screen says itself what it is for. */
type Over = 'scroll' | 'ask-quit' | 'over' | 'ask-stop';

/** What a screen is for, in a few sentences; stands above its keys in the help. */
export function aboutPlace(place: Place): readonly string[] {
  const about: { readonly [P in Exclude<Place, Over>]: readonly string[] } = t().screens.keys.about;
  return isOver(place) ? [] : about[place];
}

function isOver(place: Place): place is Over {
  return place === 'scroll' || place === 'ask-quit' || place === 'over' || place === 'ask-stop';
}
