/** A regular expression as a tree. */
export type Node =
  | {
      readonly is: 'letter';
      readonly takes: (letter: string) => boolean;
      readonly samples: readonly string[];
    }
  | { readonly is: 'sequence'; readonly parts: readonly Node[] }
  | { readonly is: 'either'; readonly ways: readonly Node[] }
  | {
      readonly is: 'repeated';
      readonly part: Node;
      readonly least: number;
      readonly most: number;
      readonly isLazy: boolean;
    }
  | { readonly is: 'look'; readonly part: Node; readonly isBehind: boolean; readonly isNegative: boolean }
  | { readonly is: 'begin' | 'end' | 'edge' | 'no-edge' };

/** What letters are tried with: of each kind that patterns tell apart. */
const LETTERS = [...' \n\t\r', ...'ax01A.Z/-_"\'\\:=[]<>(){},*+!#%&;@|~$^?é\0'];

/** @throws Error for syntax that no pattern of ours has so far */
export function parsePattern(pattern: string, flags: string): Node {
  return new Parser(pattern, flags.replace(/[gmy]/g, '')).either();
}

class Parser {
  readonly #text: string;
  readonly #flags: string;
  #at = 0;

  constructor(text: string, flags: string) {
    this.#text = text;
    this.#flags = flags;
  }

  either(): Node {
    const ways = [this.#sequence()];
    while (this.#take('|')) ways.push(this.#sequence());
    return ways.length === 1 ? ways[0]! : { is: 'either', ways };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#text.length && !this.#next('|') && !this.#next(')'))
      parts.push(this.#repeated(this.#atom()));
    return { is: 'sequence', parts };
  }

  #repeated(part: Node): Node {
    const [whole, sign, least, comma, most] =
      /^(?:([*+?])|\{(\d+)(,?)(\d*)\})/.exec(this.#text.slice(this.#at)) ?? [];
    if (whole === undefined) return part;
    this.#at += whole.length;
    const range = sign
      ? { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] }[sign]!
      : [Number(least), most ? Number(most) : comma ? Infinity : Number(least)];
    return { is: 'repeated', part, least: range[0]!, most: range[1]!, isLazy: this.#take('?') };
  }

  #atom(): Node {
    if (this.#take('(')) return this.#group();
    if (this.#take('^')) return { is: 'begin' };
    if (this.#take('$')) return { is: 'end' };
    if (this.#take('\\b')) return { is: 'edge' };
    if (this.#take('\\B')) return { is: 'no-edge' };
    return this.#letter();
  }

  #group(): Node {
    const looks = { '?=': [false, false], '?!': [false, true], '?<=': [true, false], '?<!': [true, true] };
    const look = Object.entries(looks).find(([sign]) => this.#take(sign));
    if (!look && !this.#take('?:') && this.#next('?'))
      throw new Error(`a group of a new kind: ${this.#text}`);
    const part = this.either();
    this.#take(')');
    return look ? { is: 'look', part, isBehind: look[1][0]!, isNegative: look[1][1]! } : part;
  }

  /** One letter, an escape or a class: the machine itself says what it takes. */
  #letter(): Node {
    const source =
      /^(?:\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\.|.)/is.exec(
        this.#text.slice(this.#at),
      )?.[0] ?? '';
    this.#at += source.length;
    const machine = new RegExp(`^(?:${source})$`, this.#flags);
    const known = new Map<string, boolean>();
    const takes = (letter: string): boolean => {
      if (!known.has(letter)) known.set(letter, machine.test(letter));
      return known.get(letter)!;
    };
    const plain = source.length === 1 ? [source] : [];
    return { is: 'letter', takes, samples: [...plain, ...LETTERS].filter(takes).slice(0, 3) };
  }

  #next(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  #take(text: string): boolean {
    const isNext = this.#next(text);
    if (isNext) this.#at += text.length;
    return isNext;
  }
}
