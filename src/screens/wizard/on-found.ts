import type { FileFacts } from '../ports.ts';
import { chooseSource, fileAnswer } from './answer.ts';
import { goTo, HERE } from './browser.ts';
import { nameOf, parentOf } from './paths.ts';
import type { Asking, Wizard } from './state.ts';
import { withNotice } from './walk.ts';

/** The entered path was looked up: a file or folder that fits is chosen, another folder is opened. */
export function onFound(
  asking: Asking,
  { path, facts, atMs }: { path: string; facts: FileFacts | undefined; atMs: number },
): Wizard {
  const { browser } = asking;
  if (asking.step !== 'source' || browser.asked === undefined) return asking;
  const looked = { ...asking, browser: { ...browser, asked: undefined } };
  if (facts === undefined) return withNotice(looked, `There is nothing at ${path}. Check the path.`);
  if (facts.kind === 'folder') return onFoundFolder(looked, path, atMs);
  if (facts.kind !== 'file')
    return withNotice(looked, 'This is no regular file: choose an image file or a folder.');
  const opened = { ...looked, browser: goTo(browser, parentOf(path), nameOf(path)) };
  return chooseSource(opened, fileAnswer(path, facts), atMs);
}

function onFoundFolder(asking: Asking, path: string, atMs: number): Wizard {
  const opened = { ...asking, browser: goTo(asking.browser, path, HERE) };
  return asking.answers.task === 'make'
    ? chooseSource(opened, { kind: 'folder', path, sizeBytes: undefined }, atMs)
    : opened;
}
