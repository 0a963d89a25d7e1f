import type { InsideListing, LookedInto, VolumePlace } from '../../../engine/contract/ports/inside.ts';
import type { Asking } from '../state.ts';
import { cursorFor, withInside } from './move.ts';

/** A look at another image comes too late. */
export function onLookedInto(asking: Asking, path: string, found: LookedInto): Asking {
  const { looking } = asking;
  if (asking.step !== 'look' || looking.path !== path || looking.found !== undefined) return asking;
  return { ...asking, looking: { ...looking, found } };
}

/** The folder was read. */
export function onInsideListed(
  asking: Asking,
  place: VolumePlace,
  folder: string,
  listing: InsideListing,
): Asking {
  const { inside } = asking;
  if (inside.place !== place || inside.folder.path !== folder || inside.listing !== undefined) return asking;
  const listed = withInside(asking, { listing, wanted: undefined });
  return withInside(listed, { cursor: cursorFor(listed, inside.wanted) });
}
