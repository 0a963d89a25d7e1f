import type { Entry, Task } from '../../tasks/task.ts';
import { t } from '../../words/language.ts';
import type { Place } from '../keys/table.ts';

/** What lies over a screen says itself what it is for. */
type Over = 'scroll' | 'ask-quit' | 'over' | 'ask-stop';

type Screen = Exclude<Place, Over>;
type About = { readonly [P in Screen]?: readonly string[] };

/** What is being done: the entry of the first list, and the kind of job where that is known. */
export interface Doing {
  readonly entry: Pick<Entry, 'drives' | 'words'> | undefined;
  readonly kind: Pick<Task, 'confirms'> | undefined;
}

/** What the task does, then what this screen is for, in a few sentences; stands above the keys in the help. */
export function aboutPlace(place: Place, { entry, kind }: Doing): readonly string[] {
  if (isOver(place)) return [];
  const about: { readonly [P in Screen]: readonly string[] } = t().screens.keys.about;
  const { compared, saved, putBack } = t().screens.keys.about;
  const own: About = {
    ...(entry?.drives === 'compared' && compared),
    ...(entry?.drives === 'saved' && saved),
    ...(kind?.confirms === 'word' && putBack),
  };
  const task = entry?.words.menu?.about ?? [];
  return [
    ...(place === 'task' || task.length === 0 ? [] : [task.join(' ')]),
    ...(own[place] ?? about[place]),
  ];
}

function isOver(place: Place): place is Over {
  return place === 'scroll' || place === 'ask-quit' || place === 'over' || place === 'ask-stop';
}
