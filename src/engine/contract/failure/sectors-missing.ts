/** All was tried, or what was allowed was used up. `untriedBytes` of the missing ones were not. */
export interface SectorsMissing {
  readonly path: string;
  readonly badBytes: number;
  readonly places: number;
  readonly untriedBytes: number;
  readonly output?: string;
  readonly map?: string;
}
