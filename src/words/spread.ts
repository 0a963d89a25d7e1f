import type { JobReport, TargetReport } from '../engine/contract/events/report.ts';

/** What was written of an image, and what was found in place. */
export interface Spread {
  readonly writtenBytes: number;
  readonly skippedBytes: number;
}

/**
 * The two as they make the image. Reports of versions before 0.2 counted what was found in place as written as well;
 * such a job folder is shown like one of today.
 */
export function spreadOf({ writtenBytes, skippedBytes, image }: TargetReport, report: JobReport): Spread {
  const imageBytes = image === undefined ? (report.image ?? report.source)?.sizeBytes : undefined;
  if (imageBytes === undefined || writtenBytes + skippedBytes <= imageBytes)
    return { writtenBytes, skippedBytes };
  return { writtenBytes: Math.max(0, Math.min(writtenBytes, imageBytes - skippedBytes)), skippedBytes };
}

/** Bytes of the image that a target got or had. */
export function coveredBytes(target: TargetReport, report: JobReport): number {
  const { writtenBytes, skippedBytes } = spreadOf(target, report);
  return writtenBytes + skippedBytes;
}
