import type { Task } from '../ports.ts';
import { CHECKSUM_ROW, driveId, purposeOf, selectableIds } from './drive-list.ts';
import { next } from './go-on.ts';
import { suggestedLabel, suggestOutput } from './output.ts';
import type { Asking, SourceAnswer, Wizard } from './state.ts';
import { textField } from './text-field.ts';
import { withNotice } from './walk.ts';

/** Tasks from top to bottom. */
export const tasks: readonly Task[] = ['make', 'write', 'verify'];

export function chooseTask(asking: Asking, task: Task, atMs: number): Wizard {
  const { source, target } = asking.answers;
  const kept = source !== undefined && takes(task, source.kind) ? source : undefined;
  const keptTarget = task === 'write' && target?.kind === 'checksum' ? undefined : target;
  const answers = { ...asking.answers, task, source: kept, target: keptTarget };
  return next({ ...asking, answers, taskCursor: tasks.indexOf(task) }, atMs);
}

/** A folder becomes an image; an image is written or verified; a folder can be written at once. */
export function takes(task: Task | undefined, kind: SourceAnswer['kind']): boolean {
  if (task === 'write') return true;
  return task === (kind === 'folder' ? 'make' : 'verify');
}

export function chooseSource(asking: Asking, source: SourceAnswer, atMs: number): Wizard {
  const { task } = asking.answers;
  if (!takes(task, source.kind)) return withNotice(asking, wrongKind(source.kind));
  if (source.kind === 'image' && source.sizeBytes === 0)
    return withNotice(asking, 'This file is empty: choose another one.');
  if (source.path === asking.answers.source?.path) return next(withSource(asking, source), atMs);
  const { outputFolder = asking.start.folder ?? '/' } = asking.start;
  const fresh = { ...asking, output: suggestOutput(source, outputFolder, atMs) };
  return next(withLabel(withSource(fresh, source)), atMs);
}

function wrongKind(kind: SourceAnswer['kind']): string {
  return kind === 'image'
    ? 'This is a file. Open the folder that holds everything, and choose it with Space.'
    : 'This is a folder. Open it, and choose an image file in it.';
}

function withSource(asking: Asking, source: SourceAnswer): Asking {
  return { ...asking, answers: { ...asking.answers, source, replace: false } };
}

function withLabel(asking: Asking): Asking {
  const { answers } = asking;
  const label = answers.source?.kind === 'folder' ? suggestedLabel(answers.source.path) : '';
  return { ...asking, answers: { ...answers, options: { ...answers.options, label: textField(label) } } };
}

/** Only what the list offers now can be chosen, and not while the person has yet to look at a change. */
export function chooseTarget(asking: Asking, id: string | undefined, atMs: number): Wizard {
  const { driveList, answers } = asking;
  if (driveList.mustLook) {
    const looked = { ...asking, driveList: { ...driveList, mustLook: false } };
    return withNotice(looked, 'The list has changed. Look at the mark, then press Enter again.');
  }
  if (id === undefined || !selectableIds(driveList, purposeOf(answers.task)).includes(id))
    return withNotice(asking, 'Mark a drive with Up and Down first.');
  if (id === CHECKSUM_ROW)
    return next({ ...asking, answers: { ...answers, target: { kind: 'checksum' } } }, atMs);
  const drive = driveList.drives?.find((other) => driveId(other) === id);
  if (drive === undefined) return asking;
  const chosen = { ...asking, driveList: { ...driveList, cursor: id } };
  return next({ ...chosen, answers: { ...answers, target: { kind: 'drive', drive } } }, atMs);
}
