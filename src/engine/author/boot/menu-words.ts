/** The words of a line of a boot menu, whatever blanks stand around and between them. */
export function wordsOf(line: string): string[] {
  return line.split(/\s/).filter((word) => word !== '');
}
