import type { ReceiptReasons, UndoReasons } from '../../engine/contract/failure/receipt-reasons.ts';
import type { ReasonWords } from '../reason-words.ts';

const reasons: {
  readonly receipt: ReasonWords<ReceiptReasons>;
  readonly undo: ReasonWords<UndoReasons>;
} = {
  receipt: {
    'too-large': (_f) => 'it is too large for a receipt',
    'no-receipt': (f) =>
      f.field === '' ? 'it is not a receipt' : `it is not a receipt: ${f.field} is missing or wrong`,
    'seal-broken': (_f) => 'it was changed after it was made: its own hash does not match',
    'no-bytes': (_f) => 'it covers no bytes',
    'pieces-missing': (_f) => 'it does not have a hash for every piece',
    'root-hash-differs': (_f) => 'the hashes of its pieces do not match the hash over all of them',
    'sizes-differ': (_f) => 'its sizes contradict each other',
    'hashes-differ': (_f) => 'its hashes contradict each other',
    'other-image': (f) =>
      `the drive holds its pieces, but together they form the image with SHA-256 ${f.sha256}, not the one it names`,
  },
  undo: {
    running: (_f) => 'it is still running; stop it first',
    'kept-nothing': (_f) => 'it kept nothing of what it overwrote',
    'wrote-to-no-drive': (_f) => 'it wrote to no drive',
    'kept-damaged': (_f) => 'what it kept of the drive is damaged',
  },
};

/** Why a receipt proves nothing, and why nothing can be undone. */
export const receiptReasons = reasons;
