import type { Key } from './key.ts';

const KEY_NAMES: { readonly [key: string]: string } = {
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  'page-up': 'PgUp',
  'page-down': 'PgDn',
  home: 'Home',
  end: 'End',
  enter: 'Enter',
  escape: 'Esc',
  tab: 'Tab',
  'shift-tab': 'Shift-Tab',
  backspace: 'Backspace',
  delete: 'Del',
  'ctrl-c': 'Ctrl-C',
  'ctrl-l': 'Ctrl-L',
  'ctrl-u': 'Ctrl-U',
  ' ': 'Space',
};

/** A key as a person calls it. */
export function keyName(key: Key): string {
  return KEY_NAMES[key] ?? key;
}
