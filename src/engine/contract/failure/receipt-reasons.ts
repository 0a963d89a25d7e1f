type Nothing = Readonly<Record<never, never>>;

/** Why a receipt proves nothing, with its facts; the sentences are in `words/en/receipt-reasons.ts`. */
export interface ReceiptReasons {
  'too-large': Nothing;
  /** `field`: where it is not a receipt, as the schema names it. */
  'no-receipt': { field: string };
  'seal-broken': Nothing;
  'no-bytes': Nothing;
  'pieces-missing': Nothing;
  'root-hash-differs': Nothing;
  'sizes-differ': Nothing;
  'hashes-differ': Nothing;
  /** The pieces are what it says, but together they form another image. */
  'other-image': { sha256: string };
}

/** Why nothing of a job can be undone. */
export interface UndoReasons {
  running: Nothing;
  'kept-nothing': Nothing;
  'wrote-to-no-drive': Nothing;
  'kept-damaged': Nothing;
}

type Facts<Reasons> = {
  readonly [R in keyof Reasons]: { readonly reason: R } & Readonly<Reasons[R]>;
}[keyof Reasons];

export type ReceiptFacts = Facts<ReceiptReasons>;
export type UndoFacts = Facts<UndoReasons>;
