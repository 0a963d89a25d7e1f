import { droppedPath } from '../keys/dropped-path.ts';
import type { Key } from '../keys/key.ts';
import { commandAt } from '../keys/table.ts';
import type { TypedKeys } from './action.ts';
import { isBrowsing } from './browse.ts';
import { onTaskPaste } from './given.ts';
import { pasteInside } from './inside/inside-line.ts';
import { onExtractKey } from './inside/on-extract.ts';
import { onInsideKey } from './inside/on-inside.ts';
import { onLookKey } from './inside/on-look.ts';
import { onJobsKey } from './job-list.ts';
import { interrupt, quit } from './leave.ts';
import { onRunKey } from './on-job.ts';
import { onOverlayKey } from './on-overlay.ts';
import { onReportKey } from './on-report.ts';
import { onSourceKey } from './on-source.ts';
import { onSourcePaste } from './on-source-line.ts';
import { onConfirmKey, onOutputKey, onSummaryKey, onTaskKey, onWhereKey } from './on-step.ts';
import { onTargetKey } from './on-target.ts';
import { onOptionsKey, pasteOption } from './options/on-options.ts';
import { placeOf } from './place.ts';
import type { Asking, Wizard } from './state.ts';
import { insertText } from './text-field.ts';

/** Keys that came in one read, one after the other; a whole path is taken as dropped where a path is asked for. */
export function onKeys(wizard: Wizard, action: TypedKeys): Wizard {
  const { dropped } = action;
  const taken = wizard.at === 'asking' && dropped !== undefined ? dropPath(wizard, dropped.text) : undefined;
  const keys = taken === undefined ? action.keys : (dropped?.thenKeys ?? []);
  return keys.reduce<Wizard>((now, key) => onKey(now, key, action), taken ?? wizard);
}

/** Undefined where no path is asked for. */
function dropPath(asking: Asking, text: string): Asking | undefined {
  const place = placeOf(asking);
  if (place === 'source') return onSourcePaste(asking, text);
  return place === 'task' ? onTaskPaste(asking, text) : undefined;
}

function onKey(wizard: Wizard, key: Key, { atMs, maxScroll = 0 }: TypedKeys): Wizard {
  if (wizard.at === 'left') return wizard;
  const place = placeOf(wizard);
  const command = commandAt(place, key);
  if (command === 'interrupt') return interrupt(wizard, atMs);
  if (wizard.overlay.kind !== 'none') return onOverlayKey(wizard, key, maxScroll);
  if (command === 'help') return { ...wizard, overlay: { kind: 'help', scroll: 0 } };
  if (wizard.at === 'running') return onRunKey({ ...wizard, notice: undefined }, key);
  if (wizard.at === 'finished') return onReportKey(wizard, key, { atMs, maxScroll });
  if (command === 'quit') return quit(wizard);
  return onAskingKey({ ...wizard, notice: undefined, isAhead: false }, key, { atMs, maxScroll });
}

function onAskingKey(
  asking: Asking,
  key: Key,
  { atMs, maxScroll }: { atMs: number; maxScroll: number },
): Wizard {
  switch (asking.step) {
    case 'task':
      return onTaskKey(asking, key, atMs);
    case 'jobs':
      return onJobsKey(asking, key, atMs);
    case 'source':
    case 'pick':
      return onSourceKey(asking, key, atMs);
    case 'look':
      return onLookKey(asking, key, atMs);
    case 'inside':
      return onInsideKey(asking, key, atMs);
    case 'extract':
      return onExtractKey(asking, key, { atMs, maxScroll });
    case 'output':
      return onOutputKey(asking, key, atMs);
    case 'where':
      return onWhereKey(asking, key, atMs);
    case 'medium':
    case 'target':
      return onTargetKey(asking, key, atMs);
    case 'options':
      return onOptionsKey(asking, key, atMs);
    case 'summary':
      return onSummaryKey(asking, key, atMs, maxScroll);
    case 'confirm':
      return onConfirmKey(asking, key, atMs);
  }
}

/** A paste fills a field; it never presses Enter. */
export function onPaste(wizard: Wizard, text: string): Wizard {
  if (wizard.at !== 'asking' || wizard.overlay.kind !== 'none') return wizard;
  if (wizard.step === 'task') return onTaskPaste(wizard, text);
  if (isBrowsing(wizard)) return onSourcePaste(wizard, text);
  if (wizard.step === 'inside') return pasteInside(wizard, text);
  if (wizard.step === 'output' && wizard.output.focus !== 'replace') return pasteOutput(wizard, text);
  if (wizard.step === 'options') return pasteOption(wizard, text);
  if (wizard.step !== 'confirm' || wizard.confirm.checking) return wizard;
  const field = insertText(wizard.confirm.field, text.slice(0, 2_000));
  return { ...wizard, confirm: { ...wizard.confirm, field } };
}

/** A pasted path replaces the folder; anything else is put in at the caret. */
function pasteOutput(asking: Asking, text: string): Asking {
  const { output } = asking;
  const focus = output.focus === 'folder' ? 'folder' : 'name';
  const path = focus === 'folder' ? droppedPath(text) : undefined;
  const field =
    path === undefined ? insertText(output[focus], text) : insertText({ text: '', caret: 0 }, path);
  return { ...asking, output: { ...output, [focus]: field, touched: output.touched || focus === 'name' } };
}
