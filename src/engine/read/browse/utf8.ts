/** Text as a byte string of UTF-8: names and targets are kept so everywhere in this program. */
export function utf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
