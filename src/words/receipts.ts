import type { ReceiptFacts } from '../engine/contract/events/report.ts';
import { cleanText } from './clean.ts';
import { t } from './language.ts';
import { countOf } from './sizes.ts';

/** What a receipt says was written when and where: `debian.iso, 2026-11-22, to sdb SanDisk Ultra, serial 0419`. */
export function receiptText({ imagePath, endedAt, targets }: ReceiptFacts): string {
  const [only] = targets;
  const to =
    only !== undefined && targets.length === 1
      ? [
          [only.target, only.model].filter(Boolean).join(' '),
          ...(only.serial ? [t().sources.serial(only.serial)] : []),
        ]
      : [countOf(targets.length, t().nouns.target)];
  const image = imagePath.slice(imagePath.lastIndexOf('/') + 1);
  return cleanText(t().sources.receipt(image, endedAt.slice(0, 10), to.join(', ')));
}
