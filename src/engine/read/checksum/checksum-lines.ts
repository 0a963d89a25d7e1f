import { present } from '../../contract/failure/present.ts';
import { type Said, spelled } from './algorithms.ts';
import { parseCells } from './line-cells.ts';
import { type ChecksumLine, parseBsd, parseGnu, parseGroups, parseLabelled, parseRow } from './line-forms.ts';
import { textLines } from './text-lines.ts';

export type { ChecksumLine, LineOfFile } from './line-forms.ts';

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

const LONGEST_TITLE = 60;
const LONGEST_PHRASE = 1024;

/** Reads line by line: some say what the next ones hold. */
class Reader {
  readonly lines: ChecksumLine[] = [];
  /** Of the section or table. */
  #said: Said | undefined;
  /** What the next hash that stands alone is of. */
  #heading: Pick<ChecksumLine, 'name' | 'under'> = {};
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
      parseGroups(line, this.#said) ??
      parseCells(line, this.#said)
    );
  }

  #push(parsed: ChecksumLine, line: string): void {
    const whole = parsed.name === undefined ? { ...parsed, ...this.#heading } : parsed;
    this.lines.push(whole);
    this.#heading = {};
    this.#waitsForPath = whole.name === undefined && /^hash[ \t]*:/i.test(line);
  }

  /** Nothing, a comment, or what stands around checksums and only says what they are. */
  #isAside(line: string): boolean {
    if (/^[-= \t|]*$/.test(line) || /^(?:[;"]|untrusted comment:|CertUtil:|Algorithm[ \t]+Hash)/.test(line))
      return true;
    if (line.startsWith('#')) return this.#section(line);
    return this.#headed(line) || this.#field(line) || this.#title(line) || this.#phrase(line);
  }

  /** `# BLAKE2B HASH` (Gentoo): the lines up to the next such one are of that kind. */
  #section(line: string): true {
    const [, word = ''] = /^#[ \t]*([A-Za-z0-9-]{2,20}) HASH\b/.exec(line) ?? [];
    const said = spelled(word);
    if (said !== undefined) this.#said = said;
    else this.#title(line);
    return true;
  }

  /** `BLAKE3:`, `### SHA256SUMS:`, `[SHA-512]`: the lines below are of that kind. */
  #title(line: string): boolean {
    const said = spelled(
      line
        .slice(0, LONGEST_TITLE)
        .replace(/[#:=*[\]]/g, '')
        .trim(),
    );
    if (said !== undefined && line.length < LONGEST_TITLE) this.#said = said;
    return said !== undefined && line.length < LONGEST_TITLE;
  }

  /** `Hachage SHA256 de fichier x.iso :` (certutil of other languages), the hash stands in the next line. */
  #phrase(line: string): boolean {
    const whole = line.trim();
    if (whole.length > LONGEST_PHRASE || !/[:\uff1a]$/.test(whole)) return false;
    const [word = ''] = /\b(?:md5|sha-?(?:1|224|256|384|512))\b/i.exec(whole) ?? [];
    const said = spelled(word);
    if (said === undefined) return false;
    this.#said = said;
    this.#heading = { under: whole.slice(0, -1) };
    return true;
  }

  /** `SHA256 hash of x.iso:` (certutil), the hash stands in the next line. */
  #headed(line: string): boolean {
    const [, word = '', name = ''] =
      /^([A-Z0-9]{2,8})[ -][Hh]ash (?:of|von) (?:file |Datei )?(.+)$/.exec(line) ?? [];
    const said = spelled(word);
    if (said === undefined || !name.endsWith(':')) return false;
    this.#said = said;
    this.#heading = { name: name.slice(0, -1) };
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
