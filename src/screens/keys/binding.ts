import type { Table } from '../../words/en/table.ts';
import type { Key } from './key.ts';

/** What a key can do. */
export type Command =
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'first'
  | 'last'
  | 'next'
  | 'back'
  | 'toggle'
  | 'mark-all'
  | 'turn-back'
  | 'more'
  | 'wait'
  | 'unmount'
  | 'undo'
  | 'continue'
  | 'boot'
  | 'open'
  | 'parent'
  | 'filter'
  | 'hidden'
  | 'path'
  | 'complete'
  | 'sort'
  | 'places'
  | 'rescan'
  | 'field'
  | 'plan'
  | 'pause'
  | 'stop'
  | 'detach'
  | 'log'
  | 'again'
  | 'write'
  | 'try'
  | 'save'
  | 'retry'
  | 'resume'
  | 'change'
  | 'leave'
  | 'yes'
  | 'no'
  | 'close'
  | 'help'
  | 'quit'
  | 'interrupt'
  | 'redraw'
  | 'extract'
  | 'add'
  | 'remove'
  | 'rename'
  | 'take-back'
  | 'changes'
  | 'make';

type Words = Table['screens']['keys'];

/** Words at the foot of the screen, and on the help page. */
export type HintId = keyof Words['hints'];
export type HelpId = keyof Words['help'];

/** One row of the table that keys, hints and help all come from. */
export interface Binding {
  readonly command: Command;
  readonly keys: readonly Key[];
  /** At the foot of the screen; rows without one stand only in the help. */
  readonly hint?: readonly [key: Key | 'up-down', word: HintId];
  readonly help: HelpId;
}
