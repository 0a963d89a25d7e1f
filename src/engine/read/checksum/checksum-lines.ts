import { present } from '../../contract/failure/present.ts';
import { type Said, spelled } from './algorithms.ts';
import { type ChecksumLine, parseBsd, parseGnu, parseGroups, parseLabelled, parseRow } from './line-forms.ts';
import { textLines } from './text-lines.ts';

export type { ChecksumLine } from './line-forms.ts';

export interface ChecksumText {
  readonly lines: readonly ChecksumLine[];
  /** Lines that hold something, and neither a checksum nor a comment nor a signature: counted from 1. */
  readonly strangeLines: readonly number[];
}

/**
 * All checksums in a text, and the lines that were not understood: lists of coreutils, of BSD and of PowerShell, `NAME: HASH`, what
 * certutil and gpg write, a hash alone. Of a text with a signature around it, what is signed. The text may be a byte string; then
 * so are the names. `said`: the algorithm that the name of the file tells.
 */
export function readChecksums(text: string, said?: Said): ChecksumText {
  const reader = new Reader(said);
  const strangeLines: number[] = [];
  for (const { number, line } of textLines(text)) if (!reader.take(line)) strangeLines.push(number);
  return { lines: reader.lines, strangeLines };
}

/** Reads line by line: some say what the next ones hold. */
class Reader {
  readonly lines: ChecksumLine[] = [];
  /** Of the section or table. */
  #said: Said | undefined;
  /** What the next hash that stands alone is of. */
  #heading: string | undefined;
  /** The last line is a row `Hash : …` that a row `Path : …` may follow. */
  #waitsForPath = false;

  constructor(said: Said | undefined) {
    this.#said = said;
  }

  /** False for a line that says nothing that is known here. */
  take(line: string): boolean {
    const parsed = this.#parsed(line);
    if (parsed) this.#push(parsed, line);
    return parsed !== undefined || this.#isAside(line);
  }

  #parsed(line: string): ChecksumLine | undefined {
    return (
      parseGnu(line, this.#said) ??
      parseBsd(line) ??
      parseRow(line) ??
      parseLabelled(line, this.#said) ??
      parseGroups(line, this.#said)
    );
  }

  #push(parsed: ChecksumLine, line: string): void {
    const name = parsed.name ?? this.#heading;
    this.lines.push(name === undefined ? parsed : { ...parsed, name });
    this.#heading = undefined;
    this.#waitsForPath = name === undefined && /^hash[ \t]*:/i.test(line);
  }

  /** Nothing, a comment, or what stands around checksums and only says what they are. */
  #isAside(line: string): boolean {
    if (/^[-= \t|]*$/.test(line) || /^(?:[;"]|untrusted comment:|CertUtil:|Algorithm[ \t]+Hash)/.test(line))
      return true;
    if (line.startsWith('#')) return this.#section(line);
    return this.#headed(line) || this.#field(line);
  }

  /** `# BLAKE2B HASH` (Gentoo): the lines up to the next such one are of that kind. */
  #section(line: string): true {
    const [, word = ''] = /^#[ \t]*([A-Za-z0-9-]{2,20}) HASH\b/.exec(line) ?? [];
    const said = spelled(word);
    if (said !== undefined) this.#said = said;
    return true;
  }

  /** `SHA256 hash of x.iso:` (certutil), the hash stands in the next line. */
  #headed(line: string): boolean {
    const [, word = '', name = ''] =
      /^([A-Z0-9]{2,8})[ -][Hh]ash (?:of|von) (?:file |Datei )?(.+)$/.exec(line) ?? [];
    const said = spelled(word);
    if (said === undefined || !name.endsWith(':')) return false;
    this.#said = said;
    this.#heading = name.slice(0, -1);
    return true;
  }

  /** `Algorithm : SHA256`, `Path : C:\x.iso` (`Get-FileHash | Format-List`) */
  #field(line: string): boolean {
    const [, label = '', value = ''] = /^(algorithm|path)[ \t]*:(.*)$/i.exec(line) ?? [];
    if (label === '') return false;
    if (label.toLowerCase() === 'algorithm') this.#said = spelled(value.trim()) ?? 'other';
    else if (this.#waitsForPath) {
      this.lines.push({ ...present(this.lines.pop()), name: value.trim() });
      this.#waitsForPath = false;
    }
    return true;
  }
}
