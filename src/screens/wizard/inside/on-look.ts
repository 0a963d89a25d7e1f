import type { VolumePlace } from '../../../engine/contract/ports/inside.ts';
import { t } from '../../../words/language.ts';
import type { Key } from '../../keys/key.ts';
import { commandAt } from '../../keys/table.ts';
import { isMove, movedIndex } from '../cursor.ts';
import type { Asking, Wizard } from '../state.ts';
import { back, enter, withNotice } from '../walk.ts';
import { type LookItem, lookItems } from './look-items.ts';
import { openInside } from './state.ts';

/** Items of the page about what was looked into; none before that. */
export function itemsIn({ looking }: Pick<Asking, 'looking'>): readonly LookItem[] {
  const { path, found } = looking;
  return path === undefined || found === undefined ? [] : lookItems(path, found);
}

export function onLookKey(asking: Asking, key: Key, atMs: number): Wizard {
  const command = commandAt('look', key);
  const { looking } = asking;
  if (command === 'next' || command === 'open') return openMarked(asking, atMs);
  if (command === 'back') return back(asking, atMs);
  if (command === 'rescan') return { ...asking, looking: { ...looking, found: undefined, cursor: 0 } };
  if (command === undefined || !isMove(command)) return asking;
  return {
    ...asking,
    looking: { ...looking, cursor: movedIndex(looking.cursor, command, itemsIn(asking).length) },
  };
}

/** What the cursor is on, else the image itself, else the only partition there is. */
function openMarked(asking: Asking, atMs: number): Wizard {
  const { looking } = asking;
  const words = t().screens.look;
  if (looking.found === undefined) return withNotice(asking, words.stillLooking);
  const items = itemsIn(asking);
  const here = items[looking.cursor]?.opens;
  if (here) return openPlace(asking, here, atMs);
  const all = items.flatMap(({ opens }) => (opens ? [opens] : []));
  const [first, ...others] = all;
  if (first === undefined) return withNotice(asking, words.nothingToOpen);
  if (first.partition === undefined || others.length === 0) return openPlace(asking, first, atMs);
  const cursor = items.findIndex(({ opens }) => opens !== undefined);
  return withNotice({ ...asking, looking: { ...looking, cursor } }, words.whichOne);
}

const isSame = (a: VolumePlace, b: VolumePlace | undefined): boolean =>
  a.path === b?.path && a.partition === b.partition;

/** Who comes back to the same one finds it as it was. Changes are of one file system: another forgets none, it has none. */
export function openPlace(asking: Asking, place: VolumePlace, atMs: number): Asking {
  const { inside } = asking;
  const isOpen = inside.place !== undefined && isSame(inside.place, place) && inside.listing?.ok === true;
  return enter({ ...asking, inside: isOpen ? inside : openInside(place) }, 'inside', atMs);
}
