import type { Binding, HelpId, HintId } from './binding.ts';

// Rows that several places have.

export const up: Binding = { command: 'up', keys: ['up', 'k'], help: 'up' };
export const down: Binding = {
  command: 'down',
  keys: ['down', 'j'],
  hint: ['up-down', 'move'],
  help: 'down',
};
export const moves: readonly Binding[] = [
  up,
  down,
  { command: 'page-up', keys: ['page-up'], help: 'pageUp' },
  { command: 'page-down', keys: ['page-down'], help: 'pageDown' },
  { command: 'first', keys: ['home', 'g'], help: 'first' },
  { command: 'last', keys: ['end', 'G'], help: 'last' },
];
export const charless = moves.map((row) => ({ ...row, keys: row.keys.filter((key) => key.length > 1) }));
export const upDown = charless.filter(({ command }) => command === 'up' || command === 'down');

export const next = (word: HintId, helpId: HelpId): Binding => ({
  command: 'next',
  keys: ['enter'],
  hint: ['enter', word],
  help: helpId,
});
export const back: Binding = {
  command: 'back',
  keys: ['escape', 'left', 'b', 'shift-tab'],
  hint: ['escape', 'back'],
  help: 'back',
};
export const textBack: Binding = { ...back, keys: ['escape', 'shift-tab'] };
export const help: Binding = { command: 'help', keys: ['?'], hint: ['?', 'help'], help: 'help' };
export const quit: Binding = {
  command: 'quit',
  keys: ['q'],
  hint: ['q', 'quit'],
  help: 'quit',
};
export const interrupt: Binding = {
  command: 'interrupt',
  keys: ['ctrl-c'],
  help: 'interrupt',
};
export const redraw: Binding = { command: 'redraw', keys: ['ctrl-l'], help: 'redraw' };
export const always: readonly Binding[] = [help, interrupt, redraw];
export const scroll = moves.map((row) =>
  row === down ? { ...row, hint: ['up-down', 'scroll'] as const } : row,
);
