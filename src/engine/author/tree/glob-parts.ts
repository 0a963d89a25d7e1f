import { present } from '../../contract/failure/present.ts';
/** A piece of a glob that takes letters of a path. */
export type GlobPart =
  | { readonly kind: 'letter'; readonly letter: number }
  /** One letter of a kind, never a slash. */
  | { readonly kind: 'one'; readonly takes: (letter: number) => boolean }
  /** Any letters of one name. */
  | { readonly kind: 'star' }
  /** Nothing, or whole folders with the slash behind the last. */
  | { readonly kind: 'folders' }
  /** Anything. */
  | { readonly kind: 'rest' };

/** The parts of a glob: `*`, `?`, `[a-z]`, `[!a-z]`, `**` before or after a slash, `\` before a letter that means itself. */
export function partsOf(pattern: string): GlobPart[] {
  const letters = [...pattern];
  const parts: GlobPart[] = [];
  // Past this place there is no `]`: it is not looked for again.
  const end = letters.lastIndexOf(']');
  for (let at = 0; at < letters.length; ) at = takePart(letters, at, end, parts);
  return parts;
}

/** Adds the part that begins at a place; returns where the next one begins. */
function takePart(letters: readonly string[], at: number, lastBracket: number, parts: GlobPart[]): number {
  const is = (offset: number, letter: string): boolean => letters[at + offset] === letter;
  if (is(0, '*') && is(1, '*') && is(2, '/')) return add(parts, { kind: 'folders' }, at + 3);
  if (is(0, '/') && is(1, '*') && is(2, '*') && at + 3 === letters.length)
    return add(parts, { kind: 'rest' }, add(parts, literal('/'), at + 3));
  if (is(0, '*')) return add(parts, { kind: 'star' }, endOfStars(letters, at));
  if (is(0, '?')) return add(parts, { kind: 'one', takes: () => true }, at + 1);
  const close = is(0, '[') ? endOfClass(letters, at, lastBracket) : undefined;
  if (close !== undefined && close > at + 1)
    return add(parts, { kind: 'one', takes: classOf(letters.slice(at + 1, close)) }, close + 1);
  const isEscape = is(0, '\\') && at + 1 < letters.length;
  return add(parts, literal(present(letters[isEscape ? at + 1 : at])), isEscape ? at + 2 : at + 1);
}

function add(parts: GlobPart[], part: GlobPart, next: number): number {
  parts.push(part);
  return next;
}

function literal(letter: string): GlobPart {
  return { kind: 'letter', letter: present(letter.codePointAt(0)) };
}

function endOfStars(letters: readonly string[], at: number): number {
  let end = at;
  while (letters[end] === '*') end++;
  return end;
}

/** Where the class that begins here ends; a `]` at its beginning belongs to it when another follows. */
function endOfClass(letters: readonly string[], at: number, lastBracket: number): number | undefined {
  const first = letters[at + 1] === '!' || letters[at + 1] === '^' ? at + 2 : at + 1;
  if (first > lastBracket) return undefined;
  if (letters[first] !== ']') return letters.indexOf(']', first);
  return first < lastBracket ? letters.indexOf(']', first + 1) : first;
}

/** What stands between the brackets. A range that goes backwards matches nothing, and neither does its class. */
function classOf(inside: readonly string[]): (letter: number) => boolean {
  const isNegated = inside[0] === '!' || inside[0] === '^';
  const members = isNegated ? inside.slice(1) : inside;
  const ranges: (readonly [from: number, to: number])[] = [];
  for (let at = 0; at < members.length; ) {
    const isRange = members[at + 1] === '-' && at + 2 < members.length;
    const to = present(present(members[isRange ? at + 2 : at]).codePointAt(0));
    ranges.push([present(present(members[at]).codePointAt(0)), to]);
    at += isRange ? 3 : 1;
  }
  if (ranges.some(([from, to]) => from > to)) return () => false;
  return (letter) => ranges.some(([from, to]) => from <= letter && letter <= to) !== isNegated;
}
