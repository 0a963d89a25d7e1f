/** Kinds of discs, by the profile that a drive gives them (MMC-6 §5.3.1). `dvd-rw` is one that is written in order. */
export const discKinds = [
  'cd-rom',
  'cd-r',
  'cd-rw',
  'dvd-rom',
  'dvd-r',
  'dvd-r-dl',
  'dvd-ram',
  'dvd-rw',
  'dvd-rw-overwrite',
  'dvd+rw',
  'dvd+rw-dl',
  'dvd+r',
  'dvd+r-dl',
  'bd-rom',
  'bd-r',
  'bd-re',
] as const;
export type DiscKind = (typeof discKinds)[number];

/** `rewritable`: it holds something that can be overwritten. `appendable`: it takes a further session, or the rest of one. */
export const discStates = ['blank', 'appendable', 'rewritable', 'closed'] as const;
export type DiscState = (typeof discStates)[number];

/** What is known about a disc in a drive before anything is written to it; plain JSON. */
export interface DiscFacts {
  readonly kind: DiscKind;
  readonly state: DiscState;
  /** Blocks of 2048 bytes that can be written from the next place on; of a rewritable disc, all it has. */
  readonly freeBlocks: number;
  /** Where the next byte would go. */
  readonly nextBlock: number;
  readonly sessions: number;
  readonly tracks: number;
  /** Whether it must be formatted before it takes anything. */
  readonly isFormatted: boolean;
  /** kB/s that the drive offers for this disc, the fastest first. */
  readonly speeds: readonly number[];
}

/** What a person saw of a disc, and what it must still be when it is burned. */
export interface ExpectedDisc {
  readonly kind?: DiscKind | undefined;
  readonly state?: DiscState | undefined;
  readonly freeBlocks?: number | undefined;
}
