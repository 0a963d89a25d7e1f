/** Why nothing can be taken from a checksum file beside an image; `names-others` is the only one that is no failure to check. */
export type BesideFacts =
  | {
      readonly reason:
        | 'empty'
        | 'not-understood'
        | 'too-large'
        | 'unreadable'
        | 'named-twice'
        | 'no-name'
        | 'not-named'
        | 'names-others';
    }
  | { readonly reason: 'line-not-understood'; readonly line: number };

/** A checksum file beside an image that it was not checked against. */
export interface LeftBeside {
  readonly from: string;
  readonly why: BesideFacts;
}
