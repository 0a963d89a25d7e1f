/** Keys that are not a character. */
export const namedKeys = [
  'up',
  'down',
  'left',
  'right',
  'page-up',
  'page-down',
  'home',
  'end',
  'enter',
  'escape',
  'tab',
  'shift-tab',
  'backspace',
  'delete',
  'ctrl-c',
  'ctrl-l',
  'ctrl-u',
] as const;

export type NamedKey = (typeof namedKeys)[number];

/** A named key, or one character. */
export type Key = NamedKey | (string & {});

const NAMED: ReadonlySet<string> = new Set(namedKeys);

/** True for a key that writes itself into a text field. */
export function isCharacter(key: Key): boolean {
  return !NAMED.has(key);
}
