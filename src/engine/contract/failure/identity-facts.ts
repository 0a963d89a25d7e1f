/** What a drive was expected to be, and what it is. */
export interface IdentityFacts {
  target: string;
  /** `serial` or `size`. */
  field: string;
  expected: string;
  found: string;
  /** The drives in `found` all have the serial that was expected. */
  isOfSeveral?: true;
  /** The serials that the drives here have, each with its drive, for one that was mistyped. */
  serials?: readonly string[];
}
