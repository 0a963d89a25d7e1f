import { t } from '../../words/language.ts';
import { isCharacter, type Key } from '../keys/key.ts';
import { commandAt } from '../keys/table.ts';
import { chooseWhere, WHERES } from './choose-medium.ts';
import { chosenDrives, wantedWords } from './confirm-words.ts';
import { isMove, movedIndex, scrolled } from './cursor.ts';
import { chooseTaskFor, offeredTasks } from './given.ts';
import { next } from './go-on.ts';
import type { Asking, OutputForm, Wizard } from './state.ts';
import { isLooking } from './steps.ts';
import { editField, type TextField } from './text-field.ts';
import { back, withNotice } from './walk.ts';

/** Destructive screens take no key so soon: it was meant for the screen before. */
const DEAF_MS = 300;

export function onTaskKey(asking: Asking, key: Key, atMs: number): Wizard {
  const command = commandAt('task', key);
  const offered = offeredTasks(asking);
  if (command === 'next') {
    const task = offered[asking.taskCursor];
    if (isLooking(asking) || task === undefined)
      return { ...withNotice(asking, t().screens.task.stillLooking), isAhead: isLooking(asking) };
    return chooseTaskFor(asking, task, atMs);
  }
  if (command === undefined || !isMove(command)) return asking;
  return { ...asking, taskCursor: movedIndex(asking.taskCursor, command, offered.length) };
}

/** The cursor is the answer, as far as that goes without Enter. */
export function onWhereKey(asking: Asking, key: Key, atMs: number): Wizard {
  const command = commandAt('where', key);
  const { where } = asking.answers;
  if (command === 'next') return chooseWhere(asking, where, atMs);
  if (command === 'back') return back(asking, atMs);
  if (command === undefined || !isMove(command)) return asking;
  const moved = WHERES[movedIndex(WHERES.indexOf(where), command, WHERES.length)] ?? where;
  return { ...asking, answers: { ...asking.answers, where: moved } };
}

export function onOutputKey(asking: Asking, key: Key, atMs: number): Wizard {
  const { output } = asking;
  const isReplaceRow = output.focus === 'replace';
  const command = key === ' ' && !isReplaceRow ? undefined : commandAt('output', key);
  if (command === 'next') return next(asking, atMs);
  if (command === 'back') return back(asking, atMs);
  if (command === 'field')
    return { ...asking, output: { ...output, focus: otherField(asking, key === 'up' ? -1 : 1) } };
  if (command === 'toggle')
    return { ...asking, answers: { ...asking.answers, replace: !asking.answers.replace } };
  if (output.focus === 'replace') return asking;
  const field = editField(output[output.focus], key);
  return field === undefined ? asking : { ...asking, output: edited(output, field) };
}

function edited(output: OutputForm, field: TextField): OutputForm {
  const touched = output.touched || output.focus === 'name';
  return output.focus === 'name' ? { ...output, name: field, touched } : { ...output, folder: field };
}

function otherField({ output }: Asking, by: number): OutputForm['focus'] {
  const fields = ['name', 'folder', ...(output.found?.kind === 'file' ? ['replace' as const] : [])] as const;
  return fields[(fields.indexOf(output.focus) + by + fields.length) % fields.length] ?? 'name';
}

export function onSummaryKey(asking: Asking, key: Key, atMs: number, maxScroll: number): Wizard {
  const { summary } = asking;
  const command = commandAt('summary', key);
  if (command === 'next') return next(asking, atMs);
  if (command === 'back') return back(asking, atMs);
  if (command === 'boot') return { ...asking, overlay: { kind: 'boot', scroll: 0 } };
  if (command === 'plan') return { ...asking, overlay: { kind: 'plan', scroll: 0 } };
  if (command === undefined || !isMove(command)) return asking;
  return { ...asking, summary: { ...summary, scroll: scrolled(summary.scroll, command, maxScroll) } };
}

export function onConfirmKey(asking: Asking, key: Key, atMs: number): Wizard {
  if (atMs - asking.enteredAtMs < DEAF_MS || asking.confirm.checking) return asking;
  const command = commandAt('confirm', key);
  if (command === 'next') return next(asking, atMs);
  if (command === 'back') return back(asking, atMs);
  const field = editField(asking.confirm.field, key);
  return field === undefined || tooLong(field, key, asking)
    ? asking
    : { ...asking, confirm: { ...asking.confirm, field } };
}

/** Room for every name, and for some mistakes. */
const tooLong = (field: TextField, key: Key, { answers }: Asking) =>
  isCharacter(key) && field.text.length > 60 + wantedWords(chosenDrives(answers)).join(' ').length;
