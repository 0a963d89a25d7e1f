type Nothing = Readonly<Record<never, never>>;

/** What a container needs, or is made of, that is not read here; the sentences and the ways out are in `words/unsupported.ts`. */
export interface UnsupportedReasons {
  /** It holds only what differs from another disk. */
  'backing-file': Nothing;
  encrypted: Nothing;
  /** Its data lies in a file of its own, whatever its name. */
  'data-file': Nothing;
  /** QCOW2: parts of clusters. */
  'extended-l2': Nothing;
  /** Bits that say that a reader must know something. */
  features: { bits: string };
  version: { version: string };
  'packed-with': { method: string };
  /** One image in so many files. */
  segments: { count: number };
  /** One of a disk in parts that is no plain file. */
  'extent-kind': { kind: string };
  /** A part whose name leads elsewhere than to the same folder. */
  'extent-name': { name: string };
  /** VMware ESX, version 3 and older, and its successors. */
  'vmfs-sparse': Nothing;
  /** A disc without a track of data. */
  'audio-only': Nothing;
  /** A sheet says that its data is in a file of sound. */
  'sound-file': { name: string; type: string };
  /** A sector of 2324 bytes, which no drive gives out as one of 2048. `sector`: of the track. */
  'form-2': { sector: number };
  /** The sectors of a disc in so many files. */
  'disc-parts': { count: number };
}

export type UnsupportedFacts = {
  readonly [R in keyof UnsupportedReasons]: { readonly reason: R } & Readonly<UnsupportedReasons[R]>;
}[keyof UnsupportedReasons];

/** How a container that was recognised cannot be read: codes of `Failure`. */
export interface ContainerFailures {
  /** A container that is known, and needs something that is not read here. `wayOut`: a sentence. */
  'source-unsupported': {
    path: string;
    format: string;
    what: string;
    wayOut?: string;
    because?: UnsupportedFacts;
  };
  /** Files that belong to it, and are not beside it. */
  'source-needs-parts': { path: string; missing: readonly string[] };
}
