import type { Change } from '../../engine/contract/plan/plan.ts';
import type { Codec } from './codec.ts';
import type { Value } from './option.ts';

/**
 * A change as a line: its flag's name, a blank, and what follows the flag. `add /home/me/a.txt=/docs/a.txt`, `remove /old`,
 * `rename /a=/b`. A `=` or `\` that belongs to a name has a `\` before it.
 */
export function changeLine(change: Change): string {
  if (change.do === 'remove') return `remove ${change.path}`;
  return `${change.do} ${escaped(change.from)}=${escaped(change.to)}`;
}

/** Undefined for what is none. Paths in the image may be given without their first slash. */
export function changeOf(line: string): Change | undefined {
  const [, what = '', text = ''] = /^(add|remove|rename) (.*)$/s.exec(line) ?? [];
  if (what === 'remove') {
    const path = inImage(text);
    return isPath(path) ? { do: 'remove', path } : undefined;
  }
  const [from, to, ...more] = text === '' ? [] : halvesOf(text);
  if (from === undefined || to === undefined || more.length > 0) return undefined;
  if (what === 'add') {
    const place = inPlace(to);
    const isPlace = place === '/' || isPath(place.replace(/\/$/, ''));
    return from !== '' && to !== '' && isPlace ? { do: 'add', from, to: place } : undefined;
  }
  const [was, becomes] = [inImage(from), inImage(to)];
  return isPath(was) && isPath(becomes) ? { do: 'rename', from: was, to: becomes } : undefined;
}

/** Of the value of the option; lines that are none are left out. */
export function changesOf(value: Value | undefined): Change[] {
  const lines = typeof value === 'string' ? [value] : (value ?? []);
  return lines.map(changeOf).filter((change) => change !== undefined);
}

export const changeLines: Codec<Change[]> = {
  stored: changesOf,
  said: (changes) => changes.map(changeLine),
};

/** What stands before and behind each `=` that has no `\` before it. */
export function halvesOf(text: string): string[] {
  const halves = [''];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? '';
    if (letter === '=') halves.push('');
    else
      halves[halves.length - 1] +=
        letter === '\\' && /[=\\]/.test(text[at + 1] ?? '') ? (text[++at] ?? '') : letter;
  }
  return halves;
}

/** The halves as one text again. */
export function escaped(text: string): string {
  return text.replace(/[=\\]/g, '\\$&');
}

/** `/a/b`, however many slashes were typed. */
const inImage = (text: string): string => `/${text.split('/').filter(Boolean).join('/')}`;

const inPlace = (text: string): string => {
  const place = inImage(text);
  return text.endsWith('/') && place !== '/' ? `${place}/` : place;
};

const isPath = (path: string): boolean =>
  path !== '/' && !path.includes('\0') && !path.split('/').some((name) => name === '.' || name === '..');
