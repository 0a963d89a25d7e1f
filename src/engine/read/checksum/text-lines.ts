/** A line of a text, counted from 1, without blanks in front. */
export interface TextLine {
  readonly number: number;
  readonly line: string;
}

/** Before a text with its signature around it. */
export const SIGNED = '-----BEGIN PGP SIGNED MESSAGE-----';
const SIGNATURE = '-----BEGIN PGP SIGNATURE';

/**
 * The lines of a list that matter: without signatures (RFC 9580 §7) and their headers, and of a signed text only what the signature
 * is about. What stands outside it comes with a mark in front that no checksum has.
 */
export function textLines(text: string): TextLine[] {
  const found: TextLine[] = [];
  const places = new Places(text.includes(SIGNED));
  text
    .replace(/^(?:\ufeff|\xef\xbb\xbf)/, '')
    .split(text.includes('\n') ? /\r?\n/ : '\r')
    .forEach((whole, index) => {
      const number = index + 1;
      const place = places.of(whole);
      if (place === 'outside' && whole.trim() !== '') found.push({ number, line: `${UNSIGNED}${whole}` });
      if (place === 'signed' && !whole.startsWith('Hash: ')) push(found, number, whole.replace(/^- /, ''));
      if (place === 'text') push(found, number, whole);
    });
  return found;
}

type Place = 'text' | 'signed' | 'signature' | 'outside' | 'border';

/** Where lines stand, one after the other. */
class Places {
  readonly #around: Place;
  #now: Place;

  constructor(isSigned: boolean) {
    this.#around = isSigned ? 'outside' : 'text';
    this.#now = this.#around;
  }

  of(line: string): Place {
    if (line.startsWith(SIGNED)) this.#now = 'signed';
    else if (line.startsWith(SIGNATURE)) this.#now = 'signature';
    else if (this.#now === 'signature' && line.startsWith('-----END PGP SIGNATURE')) this.#now = this.#around;
    else return this.#now;
    return 'border';
  }
}

/** No checksum begins with it. */
const UNSIGNED = '! ';

/** What goes on in the next line, blanks in front, is put together: `gpg --print-md` breaks a hash. */
function push(found: TextLine[], number: number, whole: string): void {
  const line = whole.replace(/^[ \t]+/, '');
  const last = found.at(-1);
  if (line !== whole && last && goesOn(last.line, line))
    found[found.length - 1] = { number: last.number, line: `${last.line} ${line}` };
  else found.push({ number, line });
}

const LONGEST = 4096;

function goesOn(before: string, line: string): boolean {
  if (line.length > LONGEST || before.length > LONGEST || !/^[0-9A-Fa-f \t]+$/.test(line)) return false;
  const sign = Math.max(before.lastIndexOf(':'), before.lastIndexOf('='));
  return sign > 0 && /^[0-9A-Fa-f \t]*$/.test(before.slice(sign + 1));
}
