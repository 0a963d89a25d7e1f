export type XmlProblem =
  /** One that no document may have. */
  | 'character'
  | 'markup'
  | 'comment'
  | 'declaration'
  | 'doctype'
  /** `&` that begins no known reference. */
  | 'reference'
  | 'attribute'
  | 'attribute-twice'
  | 'text-outside'
  | 'other-closed'
  | 'not-closed'
  | 'second-root'
  | 'no-root'
  | 'too-deep';

/** Where a document is not well formed; lines and columns count from 1. */
export interface XmlTrouble {
  readonly problem: XmlProblem;
  readonly line: number;
  readonly column: number;
  /** The element that is not closed. */
  readonly name?: string;
}
