import type { JobReport } from '../engine/contract/events/report.ts';
import type { SignatureReport } from '../engine/contract/events/signature.ts';
import { t } from './language.ts';
import type { ReportFact } from './report-fact.ts';

/** A signature that is there: who made it, or why it was not checked. */
export function signatureText(report: SignatureReport): string {
  const words = t().signatures;
  const { file, state } = report;
  if (state === 'unchecked') {
    const { because, key = '' } = report;
    const why = Object.hasOwn(words.unchecked, because) ? words.unchecked[because](key) : because;
    return words.isUnchecked(file, why);
  }
  const { key, signer } = report;
  // sqv knows keys, and no names.
  if (signer === '') return state === 'bad' ? words.badKey(file) : words.goodKey(file, key);
  return words[state](file, signer, key);
}

/** A line of a report for each. */
export function signatureFacts({ signatures = [] }: JobReport): ReportFact[] {
  return signatures.map((report, index) => ({
    label: index === 0 ? t().report.labels.signature : '',
    text: signatureText(report),
  }));
}
