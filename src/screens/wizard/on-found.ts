import { t } from '../../words/language.ts';
import type { FileFacts } from '../ports.ts';
import { chooseSource, fileAnswer, isDrivePath, takesFolders } from './answer.ts';
import { isBrowsing } from './browse.ts';
import { goTo, HERE } from './browser.ts';
import { onFoundGiven } from './given.ts';
import { nameOf, parentOf } from './paths.ts';
import type { Asking, Wizard } from './state.ts';
import { asksFor } from './undertaking.ts';
import { withNotice } from './walk.ts';

/** The entered path was looked up: a file or folder that fits is chosen, another folder is opened. */
export function onFound(
  asking: Asking,
  { path, facts, atMs }: { path: string; facts: FileFacts | undefined; atMs: number },
): Wizard {
  const { browser } = asking;
  if (asking.step === 'task' && asking.given !== undefined) return onFoundGiven(asking, path, facts);
  if (!isBrowsing(asking) || browser.asked === undefined) return asking;
  const looked = { ...asking, browser: { ...browser, asked: undefined } };
  // The folder for what is taken out is made.
  if (facts === undefined && asking.picking?.what === 'into')
    return chooseSource(looked, { kind: 'folder', path, sizeBytes: undefined }, atMs);
  if (facts === undefined) return withNotice(looked, t().screens.source.nothingAt(path));
  if (facts.kind === 'folder') return onFoundFolder(looked, path, atMs);
  if (facts.kind !== 'file' && !(asking.step === 'source' && isDrivePath(asking.answers, path)))
    return withNotice(looked, t().screens.source.notRegularChoose);
  // Chosen in the folder that is shown: its list stays.
  const isHere = browser.line === undefined && parentOf(path) === browser.folder;
  const there = isHere ? looked.browser : goTo(browser, parentOf(path), nameOf(path));
  return chooseSource(
    { ...looked, browser: there },
    facts.kind === 'file' ? fileAnswer(path, facts) : { kind: 'medium', path, sizeBytes: undefined },
    atMs,
  );
}

function onFoundFolder(asking: Asking, path: string, atMs: number): Wizard {
  const opened = { ...asking, browser: goTo(asking.browser, path, HERE) };
  const takes = asking.step === 'pick' || takesFolders(asking.answers);
  return !takes || asksFor(asking.answers, 'target')
    ? opened
    : chooseSource(opened, { kind: 'folder', path, sizeBytes: undefined }, atMs);
}
