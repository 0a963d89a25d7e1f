import { type Drive, mountsOf } from '../../engine/ports/drive.ts';
import type { Look } from '../look/look.ts';
import { isOnlyMounted } from '../wizard/drive-list.ts';
import type { Answers } from '../wizard/state.ts';
import { contentText, driveLine } from './drive-words.ts';
import { fact } from './fact.ts';
import { EMPTY_ROW, type Row, row } from './row.ts';

/** What is on the drives now, and will not be afterwards. */
export function lostRows(drives: readonly Drive[], answers: Answers, look: Look): Row[] {
  const [only] = drives;
  if (only === undefined) return [];
  const isOne = drives.length === 1;
  const dots = look.glyphs === 'utf8' ? '…' : '..';
  return [
    EMPTY_ROW,
    row(
      isOne
        ? `Everything on ${only.name} is erased`
        : `Everything on these ${drives.length} drives is erased`,
      'danger',
    ),
    ...(isOne
      ? fact('it holds', holdsText(only), look)
      : drives.flatMap((drive) =>
          fact(
            drive.name,
            `${driveLine(drive, dots).slice(drive.name.length).trim()}: ${holdsText(drive)}`,
            look,
          ),
        )),
    ...unmountRows(drives, look),
    ...drives.flatMap(({ name, warnings }) =>
      warnings.flatMap(({ text }) => fact('!', isOne ? text : `${name}: ${text}`, look, 'warn')),
    ),
    ...undoRows(answers, look),
  ];
}

const holdsText = (drive: Drive) => (drive.parts.length === 0 ? 'nothing that is known' : contentText(drive));

/** What is mounted now and will be unmounted, by consent. */
export function unmountRows(drives: readonly Drive[], look: Look): Row[] {
  const mounts = drives.filter(isOnlyMounted).flatMap(mountsOf);
  return mounts.length === 0 ? [] : fact('unmount', mounts.join(', '), look, 'danger');
}

/** How much of it could be undone: said carefully, because files that were overwritten never come back. */
export function undoRows({ options }: Answers, look: Look): Row[] {
  const { test, discard } = options.choices;
  const text =
    test === 'full' || discard === 'on'
      ? `${test === 'full' ? 'The full test overwrites' : 'Discarding empties'} the whole drive first: no file comes back.`
      : 'Partition tables and file system records are kept in the job folder, and can be put back. Files that are overwritten are gone for good.';
  return fact('undo', text, look);
}
