import { isSourcePath } from '../../engine/plan/source-path.ts';
import type { FileFacts, Task } from '../ports.ts';
import { CHECKSUM_ROW, driveId, purposeOf, selectableIds } from './drive-list.ts';
import { next } from './go-on.ts';
import { suggestOutput } from './output.ts';
import type { Asking, SourceAnswer, Wizard } from './state.ts';
import { textField } from './text-field.ts';
import { withNotice } from './walk.ts';

/** Tasks from top to bottom. */
export const tasks: readonly Task[] = ['make', 'write', 'verify', 'restore', 'jobs'];

export function chooseTask(asking: Asking, task: Task, atMs: number): Wizard {
  const { source, target } = asking.answers;
  const kept = source !== undefined && takes(task, source) ? source : undefined;
  const keptTarget = task !== 'verify' && target?.kind === 'checksum' ? undefined : target;
  const answers = { ...asking.answers, task, source: kept, target: keptTarget, job: undefined };
  return next({ ...asking, answers, taskCursor: tasks.indexOf(task) }, atMs);
}

/** Whether a folder itself can be the source. */
export function takesFolders(task: Task | undefined): boolean {
  return task === 'make' || task === 'write';
}

/** A folder becomes an image; an image is written or verified; a folder can be written at once; a receipt is for verifying. */
export function takes(task: Task | undefined, { kind, path }: Pick<SourceAnswer, 'kind' | 'path'>): boolean {
  if (task === 'restore' || task === 'jobs') return false;
  if (kind === 'receipt') return task === 'verify';
  if (task === 'make') return kind === 'folder' || OPENABLE.test(path);
  return kind === 'image' || task === 'write';
}

/** Files of these names are opened, and what is in them is laid out anew; others are taken for a slip. */
const OPENABLE = /\.(iso|img|udf)$/i;

export function chooseSource(asking: Asking, source: SourceAnswer, atMs: number): Wizard {
  const { task } = asking.answers;
  if (!takes(task, source)) return withNotice(asking, wrongKind(source.kind));
  if (source.kind === 'image' && source.sizeBytes === 0)
    return withNotice(asking, 'This file is empty: choose another one.');
  if (source.path === asking.answers.source?.path) return next(withSource(asking, source), atMs);
  const { outputFolder = asking.start.folder ?? '/' } = asking.start;
  const fresh = { ...asking, output: suggestOutput(source, outputFolder, atMs) };
  return next(withoutLabel(withSource(fresh, source)), atMs);
}

/** An image that is fetched while it is written. */
export function chooseAddress(asking: Asking, typed: string, atMs: number): Wizard {
  const address = typed.trim();
  if (asking.answers.task === 'make')
    return withNotice(asking, 'An image is made from a folder of this machine.');
  if (!isSourcePath(address))
    return withNotice(asking, 'Only http and https addresses, without a name and password in them.');
  return chooseSource(asking, { kind: 'image', path: new URL(address).href, sizeBytes: undefined }, atMs);
}

/**
 * Whether a file must be looked into before it is chosen: a drive is compared with what a receipt says and not with its
 * text, and a receipt that is written to a drive is a slip.
 */
export function mayBeReceipt(task: Task | undefined, name: string): boolean {
  return task === 'verify' || name.toLowerCase().endsWith('.json');
}

/** A file that was looked at. */
export function fileAnswer(path: string, { sizeBytes, isReceipt }: FileFacts): SourceAnswer {
  return isReceipt ? { kind: 'receipt', path, sizeBytes: undefined } : { kind: 'image', path, sizeBytes };
}

function wrongKind(kind: SourceAnswer['kind']): string {
  if (kind === 'receipt') return 'This is a receipt: Verify takes it. Esc goes back.';
  return kind === 'image'
    ? 'This is no image. Open the folder that holds everything, and choose it with Space.'
    : 'This is a folder. Open it, and choose an image file in it.';
}

function withSource(asking: Asking, source: SourceAnswer): Asking {
  const { target } = asking.answers;
  const kept = source.kind === 'receipt' && target?.kind === 'checksum' ? undefined : target;
  return { ...asking, answers: { ...asking.answers, source, target: kept, replace: false } };
}

/** What was typed about another folder does not hold for this one. */
function withoutLabel(asking: Asking): Asking {
  const { options } = asking.answers;
  const texts = { ...options.texts, label: textField() };
  return { ...asking, answers: { ...asking.answers, options: { ...options, texts } } };
}

/** Only what the list offers now can be chosen, and not while the person has yet to look at a change. */
export function chooseTarget(asking: Asking, ids: readonly string[], atMs: number): Wizard {
  const { driveList, answers } = asking;
  if (driveList.mustLook) {
    const looked = { ...asking, driveList: { ...driveList, mustLook: false } };
    return withNotice(looked, 'The list has changed. Look at the mark, then press Enter again.');
  }
  const offered = selectableIds(driveList, purposeOf(answers));
  if (ids.length === 0 || !ids.every((id) => offered.includes(id)))
    return withNotice(asking, 'Mark a drive with Up and Down first.');
  if (ids[0] === CHECKSUM_ROW)
    return next({ ...asking, answers: { ...answers, target: { kind: 'checksum' } } }, atMs);
  // In the order of the list, whatever was marked first.
  const drives = (driveList.drives ?? []).filter((drive) => ids.includes(driveId(drive)));
  const marks = ids.length > 1 ? ids : driveList.marks;
  const chosen = { ...asking, driveList: { ...driveList, marks, cursor: driveList.cursor ?? ids[0] } };
  return next({ ...chosen, answers: { ...answers, target: { kind: 'drives', drives } } }, atMs);
}
