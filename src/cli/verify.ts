import type { VerifyPlan } from '../engine/plan/plan.ts';
import { isReceiptFile } from '../engine/receipt/receipt-file.ts';
import { dryRun } from './dry-run.ts';
import type { CommonOptions, Face } from './face.ts';
import { follow } from './follow.ts';
import { absolutePath, sourceOf } from './sources.ts';
import { readTargets } from './targets.ts';

export interface VerifyFlags extends CommonOptions {
  readonly fileTarget?: boolean;
  readonly bmap?: string | boolean;
}

/** `isowright verify IMAGE [TARGET…]` */
export async function verify(
  source: string,
  targets: readonly string[],
  flags: VerifyFlags,
  face: Face,
): Promise<number> {
  const plan: VerifyPlan = {
    v: 1,
    do: 'verify',
    source: await verifiable(source, flags, face),
    targets: await readTargets(targets, flags, face),
  };
  return flags.dryRun ? dryRun(plan, flags, face) : follow(plan, flags, face);
}

/** An image, a folder, or the receipt of a job. */
async function verifiable(source: string, flags: VerifyFlags, face: Face): Promise<VerifyPlan['source']> {
  const path = absolutePath(source, face);
  return (await isReceiptFile(path))
    ? { kind: 'receipt', path }
    : sourceOf(source, flags.bmap === undefined ? {} : { bmap: flags.bmap }, face);
}
