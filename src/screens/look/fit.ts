import { characterWidth, displayWidth } from './width.ts';

/** The beginning of a text, cut to `columns`; `dots` stand for what is missing. */
export function fitEnd(text: string, columns: number, dots: string): string {
  if (displayWidth(text) <= columns) return text;
  const room = columns - displayWidth(dots);
  return room <= 0 ? take([...text], columns) : take([...text], room) + dots;
}

/** The end of a text (paths: the last names matter most). */
export function fitStart(text: string, columns: number, dots: string): string {
  if (displayWidth(text) <= columns) return text;
  const room = columns - displayWidth(dots);
  const kept = take([...text].reverse(), Math.max(0, room));
  return (room > 0 ? dots : '') + [...kept].reverse().join('');
}

/** Exactly `columns` wide: cut or filled up. */
export function cell(text: string, columns: number, dots: string): string {
  return fill(fitEnd(text, columns, dots), columns);
}

/** At least `columns` wide. */
export function fill(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
}

/** At least `columns` wide, to the right: numbers. */
export function fillLeft(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - displayWidth(text))) + text;
}

/** Text as lines of at most `columns`, broken at spaces where there are some. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((long) => pieces(long, columns))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (displayWidth(longer) <= columns) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

function pieces(word: string, columns: number): string[] {
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const character of word) {
    const width = characterWidth(character);
    if (used + width > columns && part !== '') {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += character;
    used += width;
  }
  return [...parts, part];
}

function take(characters: readonly string[], columns: number): string {
  let used = 0;
  let taken = '';
  for (const character of characters) {
    used += characterWidth(character);
    if (used > columns) break;
    taken += character;
  }
  return taken;
}
