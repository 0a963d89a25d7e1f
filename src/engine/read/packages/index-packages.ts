import { parseParagraph } from '../../bytes/formats/debian/control.ts';
import { type DebianPackage, packageOf } from '../../bytes/formats/debian/package.ts';

/** The packages of an index, one after the other: paragraphs parted by empty lines. Memory: one paragraph, and a chunk. */
export async function* indexPackages(
  chunks: AsyncIterable<Uint8Array>,
  from = '',
): AsyncGenerator<DebianPackage, void, void> {
  const decoder = new TextDecoder();
  const paragraphs = new ParagraphLines(from);
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* paragraphs.take(lines);
  }
  yield* paragraphs.take([rest, '']);
}

/** Most of an index is descriptions. */
const WANTED = /^(package|version|architecture|(pre-)?depends|provides|size|sha256|filename|source):/i;

class ParagraphLines {
  readonly #from: string;
  #lines: string[] = [];
  #isWanted = false;

  constructor(from: string) {
    this.#from = from;
  }

  *take(lines: readonly string[]): Generator<DebianPackage, void, void> {
    for (const line of lines) {
      if (line !== '') {
        // A line that begins with a blank belongs to the field before it.
        if (!/^[ \t]/.test(line)) this.#isWanted = WANTED.test(line);
        if (this.#isWanted) this.#lines.push(line);
        continue;
      }
      const found = packageOf(parseParagraph(this.#lines), this.#from);
      this.#lines = [];
      if (found) yield found;
    }
  }
}
