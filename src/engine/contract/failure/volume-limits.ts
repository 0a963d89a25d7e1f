type Nothing = Readonly<Record<never, never>>;

/** What is sound in a file system and not read here; the sentences are in `words/volume-limits.ts`. */
export interface VolumeLimits {
  /** `features`: as the tools of the file system call them, or numbers of unknown ones. */
  'volume-features': { standard: string; features: readonly string[] };
  /** What was written last is in a journal on another device. */
  'journal-elsewhere': Nothing;
  /** A file or folder. */
  'entry-encrypted': Nothing;
  /** Only its place is in the image: it is in a cloud, on a tape, in the store of a deduplication. */
  'entry-elsewhere': Nothing;
  /** In a way that is not known. */
  'entry-packed': Nothing;
  'wim-solid': Nothing;
  'wim-parts': { part: number; parts: number };
  'wim-pipable': Nothing;
}

export type VolumeLimitFacts = {
  readonly [R in keyof VolumeLimits]: { readonly reason: R } & Readonly<VolumeLimits[R]>;
}[keyof VolumeLimits];
