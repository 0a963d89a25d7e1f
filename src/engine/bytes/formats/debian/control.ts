/** Fields of a paragraph by their names in small letters; lines of one field are parted by a line feed. */
export type Paragraph = ReadonlyMap<string, string>;

/** One paragraph of control data. Debian Policy §5.1. Lines that are none of a field are passed over. */
export function parseParagraph(lines: Iterable<string>): Paragraph {
  const fields = new Map<string, string>();
  let name: string | undefined;
  for (const line of lines) {
    if (/^[ \t]/.test(line)) {
      if (name !== undefined) fields.set(name, `${fields.get(name) ?? ''}\n${line.slice(1)}`);
      continue;
    }
    const colon = line.indexOf(':');
    name = colon > 0 ? line.slice(0, colon).toLowerCase() : undefined;
    if (name !== undefined) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

/** Paragraphs of a text that is short. Lines that begin with `#` are remarks. */
export function parseParagraphs(text: string): Paragraph[] {
  return text
    .split(/\n(?:[ \t]*\n)+/)
    .map((part) => parseParagraph(part.split('\n').filter((line) => line !== '' && !line.startsWith('#'))))
    .filter(({ size }) => size > 0);
}
