import type { AnswerAction } from '../action.ts';
import { movedIndex } from '../cursor.ts';
import type { Asking } from '../state.ts';
import { withNotice } from '../walk.ts';
import { addPicked, whyNot } from './make-change.ts';
import { meant } from './marks.ts';
import { withInside } from './move.ts';
import { itemsIn } from './on-look.ts';
import { beginExtract } from './picked.ts';
import { insideRows, isChangeable } from './rows.ts';

type InsideAnswer = Extract<AnswerAction, { do: 'put-cursor' | 'add-inside' | 'extract-to' }>;

/** What is said in lines about an image that is looked into. */
export function onInsideAnswer(asking: Asking, action: InsideAnswer): Asking {
  switch (action.do) {
    case 'put-cursor':
      return cursorAt(asking, action.cursor);
    case 'add-inside':
      return isChangeable(asking)
        ? addPicked(asking, action.source, action.atMs)
        : withNotice(asking, whyNot(asking));
    case 'extract-to': {
      const { place } = asking.inside;
      const paths = meant(asking).map(([path]) => path);
      if (place === undefined || paths.length === 0) return asking;
      return beginExtract(asking, { place, paths, into: action.into }, action.atMs);
    }
  }
}

function cursorAt(asking: Asking, cursor: number): Asking {
  const { looking } = asking;
  if (asking.step === 'look')
    return { ...asking, looking: { ...looking, cursor: movedIndexTo(cursor, itemsIn(asking).length) } };
  if (asking.step !== 'inside') return asking;
  return withInside(asking, { cursor: movedIndexTo(cursor, insideRows(asking).length) });
}

/** Never behind the last. */
const movedIndexTo = (cursor: number, count: number): number =>
  cursor >= count ? movedIndex(0, 'last', count) : Math.max(0, cursor);
