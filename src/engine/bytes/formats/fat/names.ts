import { writeUtf16le } from '../../codec/utf16.ts';
import { longEntry } from './directory-entry.ts';

/** What a short name may hold beside letters and digits. fatgen103 "Short directory entries". */
const SHORT_SIGNS = /[^A-Z0-9$%\x27\-_@~\x60!(){}^#&]/g;
const BASE = 8;
const EXTENSION = 3;
const UNITS_AN_ENTRY = 13;

export interface FatName {
  /** 11 bytes. */
  readonly short: Uint8Array;
  /** Entries of the long name as they stand before the short one; none when the short name is the name. */
  readonly longEntries: readonly Uint8Array[];
}

/** The names of one folder: short ones are different from each other. fatgen103 "The basis-name generation algorithm". */
export class FatNames {
  readonly #taken = new Set<string>();
  /** Where to go on numbering, by what stands around the number and how many digits it has. */
  readonly #next = new Map<string, number>();
  /** Short names that are whole names of this folder: no number may make one of them. */
  readonly #exact = new Set<string>();

  /** @param all the folder's names, where they are known: a number never makes a name that a later one already is */
  constructor(all: Iterable<string> = []) {
    for (const name of all) {
      const exact = exactShort(name);
      if (exact !== undefined) this.#exact.add(exact);
    }
  }

  take(name: string): FatName {
    const exact = exactShort(name);
    const short = exact !== undefined && !this.#taken.has(exact) ? exact : this.#made(name);
    this.#taken.add(short);
    const bytes = Uint8Array.from(short, (letter) => letter.charCodeAt(0));
    return { short: bytes, longEntries: short === exact ? [] : longEntriesOf(name, shortChecksum(bytes)) };
  }

  #made(name: string): string {
    const plain = shortForm(name.toUpperCase());
    return plain !== undefined && this.#isFree(plain) ? plain : this.#numbered(name);
  }

  #isFree(short: string): boolean {
    return !this.#taken.has(short) && !this.#exact.has(short);
  }

  /** `LONGNA~1EXT` */
  #numbered(name: string): string {
    const { base, extension } = basis(name);
    for (let digits = 1; ; digits++) {
      const start = base.slice(0, BASE - 1 - digits);
      const key = `${digits} ${start} ${extension}`;
      for (let number = this.#next.get(key) ?? 10 ** (digits - 1); number < 10 ** digits; number++) {
        this.#next.set(key, number + 1);
        const short = `${start}~${number}`.padEnd(BASE) + extension;
        if (this.#isFree(short)) return short;
      }
    }
  }
}

/** The eleven letters of a name in capitals, when it has 8 and 3 of them and no sign that is not allowed. */
function shortForm(name: string): string | undefined {
  const [, base, extension = ''] = /^([^.]{1,8})(?:\.([^.]{1,3}))?$/.exec(name) ?? [];
  if (base === undefined || (base + extension).replace(SHORT_SIGNS, '').length !== (base + extension).length)
    return undefined;
  return base.padEnd(BASE) + extension.padEnd(EXTENSION);
}

/** The short name that is the whole name: capitals, nothing lost. */
function exactShort(name: string): string | undefined {
  return name === name.toUpperCase() ? shortForm(name) : undefined;
}

/** How many 32-byte entries a name takes in a folder, if it is told from all others there. */
export function entriesOfName(name: string): number {
  return 1 + (exactShort(name) === undefined ? Math.ceil(name.length / UNITS_AN_ENTRY) : 0);
}

function basis(name: string): { readonly base: string; readonly extension: string } {
  const clean = name.toUpperCase().replaceAll(' ', '').replace(/^\.+/, '');
  const dot = clean.lastIndexOf('.');
  const legal = (text: string) => text.replaceAll('.', '').replace(SHORT_SIGNS, '_');
  const base = legal(dot < 0 ? clean : clean.slice(0, dot)) || '_';
  return {
    base,
    extension: legal(dot < 0 ? '' : clean.slice(dot + 1))
      .slice(0, EXTENSION)
      .padEnd(EXTENSION),
  };
}

/** fatgen103 "ChkSum". */
export function shortChecksum(short: Uint8Array): number {
  return short.reduce((sum, byte) => ((((sum & 1) << 7) | (sum >> 1)) + byte) & 0xff, 0);
}

/** Last part first; the part after the end of the name is one 0 and then 0xFFFF. */
function longEntriesOf(name: string, checksum: number): Uint8Array[] {
  const count = Math.ceil(name.length / UNITS_AN_ENTRY);
  const units = new Uint8Array(count * UNITS_AN_ENTRY * 2).fill(0xff);
  writeUtf16le(units, 0, name.length % UNITS_AN_ENTRY === 0 ? name : `${name}\0`);
  const part = (i: number): Uint8Array => {
    const own = units.subarray(i * UNITS_AN_ENTRY * 2, (i + 1) * UNITS_AN_ENTRY * 2);
    return longEntry.encode({
      order: (i + 1) | (i === count - 1 ? 0x40 : 0),
      checksum,
      name1: own.slice(0, 10),
      name2: own.slice(10, 22),
      name3: own.slice(22, 26),
    });
  };
  return Array.from({ length: count }, (_, i) => part(count - 1 - i));
}
