/** The words of a line of a boot menu, whatever blanks stand around and between them. */
export function wordsOf(line: string): string[] {
  return line.split(/\s/).filter((word) => word !== '');
}

/** Where a label stands in a line of a menu. */
export interface LabelPlace {
  /** Of its first letter, behind a quote. */
  readonly start: number;
  readonly end: number;
}

/** Where GRUB's `search … --label X` has its label, in quotes or without; options may stand before it. Step by step: a line may be long. */
export function searchedLabelIn(line: string): LabelPlace | undefined {
  if (!line.trimStart().startsWith('search')) return undefined;
  const at = labelAt(line);
  if (at === undefined) return undefined;
  const letter = line.charAt(at);
  const isQuoted = letter === '"' || letter === "'";
  const start = isQuoted ? at + 1 : at;
  let end = start;
  const isOver = isQuoted ? (one: string) => one === letter : (one: string) => /[\s;"']/.test(one);
  while (end < line.length && !isOver(line.charAt(end))) end++;
  return end > start ? { start, end } : undefined;
}

function labelAt(line: string): number | undefined {
  let isNext = false;
  for (let at = 0; at < line.length; ) {
    while (isBlank(line[at])) at++;
    let end = at;
    while (end < line.length && !isBlank(line[end])) end++;
    const word = line.slice(at, end);
    if (isNext && word !== '' && !word.startsWith('--')) return at;
    isNext ||= word === '--label' || word === '-l';
    at = end;
  }
  return undefined;
}

function isBlank(letter: string | undefined): boolean {
  return letter === ' ' || letter === '\t' || letter === '\r';
}
