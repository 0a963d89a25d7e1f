import type { ExtractWish } from '../../../engine/contract/ports/inside.ts';
import { t } from '../../../words/language.ts';
import type { Asking, SourceAnswer } from '../state.ts';
import { enter, withNotice } from '../walk.ts';
import { addPicked } from './make-change.ts';
import { meant } from './marks.ts';
import { endPicking } from './picking.ts';

/** Something of this machine was chosen: what comes into the image, or the folder for what is taken out of it. */
export function picked(asking: Asking, source: SourceAnswer, atMs: number): Asking {
  if (asking.picking?.what === 'add') return addPicked(endPicking(asking, atMs), source, atMs);
  if (source.kind !== 'folder') return withNotice(asking, t().screens.inside.pickAFolder);
  const { place } = asking.inside;
  const back = endPicking(asking, atMs);
  if (place === undefined) return back;
  return beginExtract(back, { place, paths: meant(back).map(([path]) => path), into: source.path }, atMs);
}

export function beginExtract(asking: Asking, wish: ExtractWish, atMs: number): Asking {
  const extracting = {
    wish,
    progress: { entries: 0, readBytes: 0 },
    end: undefined,
    isStopping: false,
    scroll: 0,
  };
  return enter({ ...asking, extracting }, 'extract', atMs);
}
