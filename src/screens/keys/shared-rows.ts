import type { Binding } from './binding.ts';

// Rows that several places have.

export const up: Binding = { command: 'up', keys: ['up', 'k'], help: 'one row up' };
export const down: Binding = {
  command: 'down',
  keys: ['down', 'j'],
  hint: ['Up/Dn', 'move'],
  help: 'one row down',
};
export const moves: readonly Binding[] = [
  up,
  down,
  { command: 'page-up', keys: ['page-up'], help: 'a page up' },
  { command: 'page-down', keys: ['page-down'], help: 'a page down' },
  { command: 'first', keys: ['home', 'g'], help: 'first row' },
  { command: 'last', keys: ['end', 'G'], help: 'last row' },
];
export const charless = moves.map((row) => ({ ...row, keys: row.keys.filter((key) => key.length > 1) }));
export const upDown = charless.filter(({ command }) => command === 'up' || command === 'down');

export const next = (word: string, help: string): Binding => ({
  command: 'next',
  keys: ['enter'],
  hint: ['Enter', word],
  help,
});
export const back: Binding = {
  command: 'back',
  keys: ['escape', 'left', 'b', 'shift-tab'],
  hint: ['Esc', 'back'],
  help: 'one step back; answers are kept',
};
export const textBack: Binding = { ...back, keys: ['escape', 'shift-tab'] };
export const help: Binding = { command: 'help', keys: ['?'], hint: ['?', 'help'], help: 'this page' };
export const quit: Binding = {
  command: 'quit',
  keys: ['q'],
  hint: ['q', 'quit'],
  help: 'leave; asks when something was chosen',
};
export const interrupt: Binding = {
  command: 'interrupt',
  keys: ['ctrl-c'],
  help: 'asks whether to leave; twice within two seconds leaves',
};
export const redraw: Binding = { command: 'redraw', keys: ['ctrl-l'], help: 'draw the screen anew' };
export const always: readonly Binding[] = [help, interrupt, redraw];
export const scroll = moves.map((row) =>
  row === down ? { ...row, hint: ['Up/Dn', 'scroll'] as const } : row,
);
