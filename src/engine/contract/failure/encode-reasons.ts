/** Why a structure of a format cannot hold a value; the sentences are in `words/encoding.ts`. */
export interface EncodeReasons {
  'too-many-characters': { characters: number; most: number };
  /** `set`: the standard's name of it. */
  'other-characters': { text: string; set: string };
  'not-whole': { value: number };
  'out-of-range': { value: number; least: number; most: number };
  'other-byte-count': { foundBytes: number; neededBytes: number };
  'too-many-digits': { value: number; digits: number };
  'no-guid': { text: string };
  'text-too-long': { text: string };
  'too-many-bytes': { text: string; neededBytes: number; mostBytes: number };
  'too-many-sectors': { sectors: number; most: number };
}

/** How a structure that was read deviates from the standard. */
export interface DeviationReasons {
  /** Both in hexadecimal. */
  'other-bytes': { found: string; expected: string };
  'reserved-not-zero': { byte: number };
  'copies-differ': { little: number; big: number };
  'other-characters': { text: string; set: string };
  'beyond-exact': Readonly<Record<never, never>>;
  'no-digits': { text: string };
  'length-beyond-field': { lengthBytes: number; fieldBytes: number };
  'compression-id': { id: number };
  'cut-off': { foundBytes: number; neededBytes: number };
}

type Facts<Reasons> = {
  readonly [R in keyof Reasons]: { readonly reason: R } & Readonly<Reasons[R]>;
}[keyof Reasons];

export type EncodeFacts = Facts<EncodeReasons>;
export type DeviationFacts = Facts<DeviationReasons>;
