import { Failure } from './failure.ts';
import type { ReceiptFacts, UndoFacts } from './receipt-reasons.ts';
import type { UsageFacts } from './usage-reasons.ts';

/** What was asked for cannot be done. */
export function usageRefused(because: UsageFacts): Failure<'usage'> {
  return new Failure('usage', { problem: because.reason, because });
}

/** A receipt proves nothing. */
export function receiptInvalid(path: string, because: ReceiptFacts): Failure<'receipt-invalid'> {
  return new Failure('receipt-invalid', { path, problem: because.reason, because });
}

/** Nothing of a job can be undone. */
export function undoMissing(job: string, because: UndoFacts): Failure<'undo-missing'> {
  return new Failure('undo-missing', { job, why: because.reason, because });
}
