import type { Plan } from '../../engine/plan/plan.ts';
import type { Binding, Command } from '../keys/binding.ts';
import { keyTable, type Place } from '../keys/table.ts';
import { bodyColumns, glyphsOf, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { piece, type Row, row } from './row.ts';

/** What stands around every screen. */
export interface FrameView {
  readonly head: Row;
  /** What is known so far, one line. */
  readonly subject: string;
  readonly notice: Row;
  readonly hints: string;
}

export interface FrameFacts {
  readonly task: Plan['do'] | 'jobs' | undefined;
  readonly right: string;
  readonly subject: string;
  readonly notice: string | undefined;
  readonly place: Place;
  /** What would do nothing now: no hint is given. */
  readonly idle: readonly Command[];
}

const titles: { readonly [T in Plan['do'] | 'jobs']: string } = {
  make: 'Make an image',
  write: 'Write',
  verify: 'Verify',
  undo: 'Undo',
  restore: 'Give me my stick back',
  jobs: 'Jobs',
};

export function frameView(facts: FrameFacts, look: Look): FrameView {
  return {
    head: headRow(facts, look),
    subject: facts.subject,
    notice: row(short(facts.notice ?? '', bodyColumns(look), look), 'warn'),
    hints: hintText(
      keyTable[facts.place].filter(({ command }) => !facts.idle.includes(command)),
      bodyColumns(look),
      look,
    ),
  };
}

function headRow({ task, right }: FrameFacts, look: Look): Row {
  const columns = bodyColumns(look);
  const title = task === undefined ? '' : `   ${titles[task]}`;
  const shortRight = short(right, columns - 10, look);
  const room = columns - 9 - displayWidth(shortRight) - 1;
  const shownTitle = displayWidth(title) <= room ? title : '';
  const gap = columns - 9 - displayWidth(shownTitle) - displayWidth(shortRight);
  return [
    piece('isowright', 'strong'),
    piece(shownTitle),
    piece(' '.repeat(Math.max(1, gap))),
    piece(shortRight, 'accent'),
  ];
}

/** As many hints as fit; `? help` always does, because it tells the rest. */
export function hintText(bindings: readonly Binding[], columns: number, look: Look): string {
  const texts = bindings.flatMap(({ hint }) => (hint === undefined ? [] : [hintWord(hint, look)]));
  const last = texts.findLast((text) => text.startsWith('?'));
  let shown = last ?? '';
  for (let count = 0; count <= texts.length; count += 1) {
    const some = texts.filter((text, index) => index < count || text === last).join('   ');
    if (displayWidth(some) > columns) break;
    shown = some;
  }
  return shown;
}

function hintWord([key, word]: readonly [string, string], look: Look): string {
  return `${key === 'Up/Dn' ? glyphsOf(look).upDown : key} ${word}`;
}
