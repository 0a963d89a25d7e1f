import type { SignatureReport } from '../../contract/events/signature.ts';
import type { Check } from '../checksum/check.ts';
import type { ImageChecks } from '../checksum/find-checks.ts';
import type { OpenSourceOptions } from './open-options.ts';

/** Says what a source was held against and that it was right; and how much that is worth. */
export function noteCheck(
  { from, isWeak, isOpenToAll, isSilent }: Check,
  path: string,
  { onNote }: OpenSourceOptions,
): void {
  if (isSilent) return;
  const isImplanted = from === path;
  onNote?.({
    code: 'checksum-file-matches',
    path: from,
    ...(isImplanted && { facts: { implanted: true } }),
  });
  if (isWeak)
    onNote?.({
      code: 'checksum-weak',
      path: from,
      facts: { weak: isOpenToAll ? 'plain-http' : 'old-hash' },
    });
}

/** What is there and not gone by is said: whoever put it there expects something of it. */
export function noteRefused(
  { refused, leftAlone, signatures = [] }: ImageChecks,
  { onNote }: OpenSourceOptions,
): void {
  for (const signature of signatures) noteSignature(signature, { onNote });
  for (const { from, why } of leftAlone)
    onNote?.({ code: 'checksum-file-left-alone', path: from, facts: { leftBeside: why } });
  for (const { from, why } of refused)
    onNote?.({ code: 'block-map-refused', path: from, facts: { refusedMap: why } });
}

/** What came out of a signature, when it is not bad. */
export function noteSignature(
  signature: SignatureReport,
  { onNote }: Pick<OpenSourceOptions, 'onNote'>,
): void {
  if (signature.state === 'bad') return;
  const code = signature.state === 'unchecked' ? 'signature-unchecked' : 'signature-good';
  onNote?.({ code, path: signature.file, facts: { signature } });
}
