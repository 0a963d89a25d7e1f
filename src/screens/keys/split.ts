import type { Key as InkKey } from 'ink';
import type { Key, NamedKey } from './key.ts';

/** One report of the terminal, as Ink hands it on. */
export type InkFlags = Partial<InkKey>;

const FLAGS: readonly (readonly [flag: keyof InkKey, name: NamedKey])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'page-up'],
  ['pageDown', 'page-down'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

const CONTROLS: { readonly [character: string]: NamedKey } = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\u007f': 'backspace',
  '\u0003': 'ctrl-c',
  '\u000c': 'ctrl-l',
  '\u0015': 'ctrl-u',
  '\u001b': 'escape',
};

/**
 * Keys one by one. Ink hands on what arrived in one read as one text, so `sdc⏎` would never press Enter (terminal.md
 * §1.4.1). On a slow line an arrow key may arrive as Escape and then `[A`: that tail is dropped. Escape and a letter in
 * one read look like Alt and that letter: they are two keys here.
 */
export function splitKeys(input: string, flags: InkFlags): Key[] {
  const named = flagged(input, flags);
  if (named !== undefined) return [named];
  if (flags.ctrl || /^[[O][A-D]?$/.test(input))
    return flags.meta || flags.ctrl || input.length > 1 ? [] : [input];
  const keys = [...input].flatMap((character) => CONTROLS[character] ?? printable(character));
  return flags.meta ? ['escape', ...keys] : keys;
}

function flagged(input: string, flags: InkFlags): Key | undefined {
  if (flags.tab) return flags.shift ? 'shift-tab' : 'tab';
  if (flags.ctrl && input === 'c') return 'ctrl-c';
  if (flags.ctrl && input === 'l') return 'ctrl-l';
  if (flags.ctrl && input === 'u') return 'ctrl-u';
  return FLAGS.find(([flag]) => flags[flag])?.[1];
}

function printable(character: string): Key[] {
  return /^[\p{C}\p{Zl}\p{Zp}]$/u.test(character) ? [] : [character];
}
