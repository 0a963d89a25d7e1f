/** All was tried, or what was allowed was used up. `untriedBytes` of the missing ones were not. */
export interface SectorsMissing {
  readonly path: string;
  readonly badBytes: number;
  readonly places: number;
  readonly untriedBytes: number;
  readonly output?: string;
  /** Where the image is until it gets the output's name. */
  readonly partial?: string;
  /** The command had `--force`: it goes on only with it (`needed`: another file has the name), or without (`not`: it would begin anew). */
  readonly force?: 'needed' | 'not';
  readonly map?: string;
}
