import { isWhole } from '../../engine/contract/plan/path-style.ts';
import { isSourcePath, isUrl } from '../../engine/contract/plan/source-path.ts';
import { entryOf } from '../../tasks/tasks.ts';
import { t } from '../../words/language.ts';
import { droppedPath } from '../keys/dropped-path.ts';
import type { FileFacts, Task } from '../ports.ts';
import { chooseSource, chooseTask, fileAnswer, takes, tasks } from './answer.ts';
import { goTo } from './browser.ts';
import { nameOf, parentOf } from './paths.ts';
import type { Asking, SourceAnswer, Wizard } from './state.ts';
import { withNotice } from './walk.ts';

/** A path, as it is, is looked at first; an address needs no look. */
export function give(asking: Asking, text: string): Asking {
  const path = /^file:/i.test(text) ? (droppedPath(text) ?? text) : text;
  if (!isUrl(path)) return { ...asking, given: { path, source: undefined } };
  if (!isSourcePath(path)) return withNotice(asking, t().screens.source.onlyAddresses);
  const address = new URL(path).href;
  return offered({
    ...asking,
    given: { path: address, source: { kind: 'image', path: address, sizeBytes: undefined } },
  });
}

/** What was pasted or dropped on the first screen; anything but a whole path is not taken. */
export function onTaskPaste(asking: Asking, text: string): Asking {
  const path = droppedPath(text) ?? (isUrl(text.trim()) ? text.trim() : undefined);
  return path === undefined ? withNotice(asking, t().screens.source.noWholePath) : give(asking, path);
}

/** It was looked at: what it is says which tasks can take it. Where there is but one, that is the one meant. */
export function onFoundGiven(asking: Asking, path: string, facts: FileFacts | undefined): Asking {
  const words = t().screens.source;
  const nothing = { ...asking, given: undefined };
  if (facts === undefined) return withNotice(nothing, words.nothingAt(path));
  if (facts.kind === 'other') return withNotice(nothing, words.notRegularChoose);
  const source: SourceAnswer =
    facts.kind === 'folder' ? { kind: 'folder', path, sizeBytes: undefined } : fileAnswer(path, facts);
  return offered({ ...asking, given: { path, source } });
}

/** What can be chosen on the first screen: everything, or what takes the thing that was given. */
export function offeredTasks({ given }: Pick<Asking, 'given'>): readonly Task[] {
  const source = given?.source;
  return source === undefined ? tasks : tasks.filter((task) => takes(task, source));
}

/** The cursor on what is most likely meant: an image is written, a folder becomes an image. */
function offered(asking: Asking): Asking {
  const kind = asking.given?.source?.kind;
  const likely = offeredTasks(asking).findIndex(
    (task) => kind !== 'image' || entryOf(task).takes.image === 'any',
  );
  return { ...asking, taskCursor: kind === undefined ? asking.taskCursor : Math.max(0, likely) };
}

/** Chooses a task, and at once the source that was given for it. */
export function chooseTaskFor(asking: Asking, task: Task, atMs: number): Wizard {
  const source = asking.given?.source;
  const chosen = chooseTask({ ...asking, given: undefined }, task, atMs);
  if (source === undefined || chosen.at !== 'asking' || chosen.step !== 'source') return chosen;
  const { browser } = chosen;
  const there = isWhole(source.path) ? goTo(browser, parentOf(source.path), nameOf(source.path)) : browser;
  return chooseSource({ ...chosen, browser: there }, source, atMs);
}
