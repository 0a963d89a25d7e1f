import { isSourcePath } from '../../engine/contract/plan/source-path.ts';
import { entryOf, menu } from '../../tasks/tasks.ts';
import { t } from '../../words/language.ts';
import type { FileFacts, Task } from '../ports.ts';
import type { Looks } from './browser.ts';
import { chooseMedium } from './choose-medium.ts';
import { CHECKSUM_ROW, driveId, selectableIds } from './drive-list.ts';
import { next } from './go-on.ts';
import { picked } from './inside/picked.ts';
import { withoutSource } from './options/texts.ts';
import { suggestMade, suggestOutput } from './output.ts';
import { purposeOf } from './purpose-of.ts';
import { listedDrives } from './readable-parts.ts';
import type { Answers, Asking, SourceAnswer, Wizard } from './state.ts';
import { entryIn } from './undertaking.ts';
import { withNotice } from './walk.ts';

/** What can be chosen, from top to bottom. */
export const tasks: readonly Task[] = menu.map(({ id }) => id);

export function chooseTask(asking: Asking, task: Task, atMs: number): Wizard {
  const { source, target } = asking.answers;
  const kept = source !== undefined && takes(task, source) ? source : undefined;
  const isOther = task !== asking.answers.task;
  const keptTarget = entryOf(task).drives !== 'compared' && target?.kind === 'checksum' ? undefined : target;
  // What was marked to be erased is not what is to be saved, nor the other way round.
  const changes = isOther && [task, asking.answers.task].some((id) => id && entryOf(id).drives === 'saved');
  const answers = {
    ...asking.answers,
    task,
    source: kept,
    ...(changes && NO_DRIVES),
    ...(!changes && { target: keptTarget }),
    job: undefined,
    changes: isOther ? [] : asking.answers.changes,
  };
  const { drives } = asking.driveList;
  const listed = drives && listedDrives(drives, purposeOf({ ...asking, answers }));
  const driveList = changes
    ? { ...asking.driveList, marks: [], cursor: undefined, drives: listed }
    : asking.driveList;
  const output = isOther && isMadeOfNothing(task) ? suggestMade(MADE, asking.start, atMs) : asking.output;
  return next({ ...asking, answers, driveList, output, taskCursor: tasks.indexOf(task) }, atMs);
}

/** What such an image is called, as it is offered. */
const MADE = 'isowright-rescue';

/** A file is made, and nothing is chosen that could give it its name. */
function isMadeOfNothing(task: Task): boolean {
  const { asks } = entryOf(task);
  return asks.includes('output') && !asks.includes('source') && !asks.includes('medium');
}

const NO_DRIVES = { medium: undefined, where: 'file', target: undefined } as const;

/** Whether a folder itself can be the source. */
export function takesFolders(answers: Pick<Answers, 'task'>): boolean {
  return entryIn(answers)?.takes.folder === 'yes';
}

/** What the open browser shows first. */
export function looksIn({ picking, answers }: Pick<Asking, 'picking' | 'answers'>): Looks {
  if (picking === undefined) return looksOf(answers);
  return { takesFolders: true, imagesFirst: false, hereFirst: picking.what === 'into' };
}

/** What the list of a folder shows first. */
export function looksOf(answers: Pick<Answers, 'task'>): Looks {
  return { takesFolders: takesFolders(answers), imagesFirst: entryIn(answers)?.takes.image === 'any' };
}

/** A folder becomes an image; an image is written or verified; a folder can be written at once; a receipt is for verifying. */
export function takes(
  task: Task | undefined,
  { kind, path, holdsFiles = OPENABLE.test(path) }: SourceAnswer,
): boolean {
  if (task === undefined) return false;
  const { takes } = entryOf(task);
  if (kind === 'receipt') return takes.receipt;
  if (kind === 'medium') return takes.medium === true && entryOf(task).asks.includes('source');
  if (kind === 'folder') return takes.folder === 'yes';
  return takes.image === 'any' || (takes.image === 'opened' && holdsFiles);
}

/** Of a file that nobody looked into, its name is all there is: such are opened, others are taken for a slip. */
const OPENABLE = /\.(iso|img|udf)$/i;

export function chooseSource(asking: Asking, source: SourceAnswer, atMs: number): Wizard {
  if (asking.step === 'pick') return picked(asking, source, atMs);
  const { task } = asking.answers;
  if (!takes(task, source)) return withNotice(asking, wrongKind(source.kind));
  if (source.kind === 'image' && source.sizeBytes === 0)
    return withNotice(asking, t().screens.source.emptyFile);
  if (source.path === asking.answers.source?.path) return next(withSource(asking, source), atMs);
  const { outputFolder = asking.start.folder ?? '/' } = asking.start;
  const isCopied = source.kind === 'image' && entryIn(asking.answers)?.takes.image === 'any';
  const fresh = { ...asking, output: suggestOutput(source, outputFolder, atMs, isCopied) };
  return next(withoutLabel(withSource(fresh, source)), atMs);
}

/** An image that is fetched while it is written. */
export function chooseAddress(asking: Asking, typed: string, atMs: number): Wizard {
  const address = typed.trim();
  if (asking.step === 'pick') return withNotice(asking, t().screens.inside.onlyHere);
  if (entryIn(asking.answers)?.takes.image !== 'any')
    return withNotice(asking, t().screens.source.onlyFolders);
  if (!isSourcePath(address)) return withNotice(asking, t().screens.source.onlyAddresses);
  return chooseSource(asking, { kind: 'image', path: new URL(address).href, sizeBytes: undefined }, atMs);
}

/**
 * Whether a file must be looked into before it is chosen: a drive is compared with what a receipt says and not with its
 * text, a receipt that is written to a drive is a slip, and what is laid out anew must hold files.
 */
export function mustLookInto(task: Task | undefined, name: string): boolean {
  const { receipt, image } = task === undefined ? { receipt: false, image: 'none' } : entryOf(task).takes;
  return receipt || image === 'opened' || name.toLowerCase().endsWith('.json');
}

/** What is no file may be a drive, for those that look at one. */
export function isDrivePath(answers: Pick<Answers, 'task'>, path: string): boolean {
  return entryIn(answers)?.takes.medium === true && path.startsWith('/dev/');
}

/** A file that was looked at. */
export function fileAnswer(path: string, { sizeBytes, isReceipt, holdsFiles }: FileFacts): SourceAnswer {
  if (isReceipt) return { kind: 'receipt', path, sizeBytes: undefined };
  return { kind: 'image', path, sizeBytes, ...(holdsFiles !== undefined && { holdsFiles }) };
}

function wrongKind(kind: SourceAnswer['kind']): string {
  if (kind === 'receipt') return t().screens.source.isReceipt;
  return kind === 'image' ? t().screens.source.isNoImage : t().screens.source.isFolder;
}

function withSource(asking: Asking, source: SourceAnswer): Asking {
  const { target } = asking.answers;
  const kept = source.kind === 'receipt' && target?.kind === 'checksum' ? undefined : target;
  return { ...asking, answers: { ...asking.answers, source, target: kept, replace: false } };
}

/** What was typed about another folder does not hold for this one. */
function withoutLabel(asking: Asking): Asking {
  const { options } = asking.answers;
  const texts = withoutSource(options.texts);
  return { ...asking, answers: { ...asking.answers, options: { ...options, texts } } };
}

/** Only what the list offers now can be chosen, and not while the person has yet to look at a change. */
export function chooseTarget(asking: Asking, ids: readonly string[], atMs: number): Wizard {
  const { driveList, answers } = asking;
  const purpose = purposeOf(asking);
  if (driveList.mustLook) {
    const looked = { ...asking, driveList: { ...driveList, mustLook: false } };
    return withNotice(looked, t().screens.target.changedEnter);
  }
  const offered = selectableIds(driveList, purpose);
  if (ids.length === 0 || !ids.every((id) => offered.includes(id)))
    return withNotice(asking, t().screens.target.markFirst);
  if (ids[0] === CHECKSUM_ROW)
    return next({ ...asking, answers: { ...answers, target: { kind: 'checksum' } } }, atMs);
  // In the order of the list, whatever was marked first.
  const drives = (driveList.drives ?? []).filter((drive) => ids.includes(driveId(drive)));
  if (purpose === 'saved') return chooseMedium(asking, drives, atMs);
  const marks = ids.length > 1 ? ids : driveList.marks;
  const chosen = { ...asking, driveList: { ...driveList, marks, cursor: driveList.cursor ?? ids[0] } };
  return next({ ...chosen, answers: { ...answers, target: { kind: 'drives', drives } } }, atMs);
}
