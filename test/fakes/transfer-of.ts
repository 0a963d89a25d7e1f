import type { JobFact } from '../../src/engine/contract/events/events.ts';
import type { Source } from '../../src/engine/contract/ports/image.ts';
import type { Target } from '../../src/engine/contract/ports/target.ts';
import { makeGate } from '../../src/engine/write/transfer/gate.ts';
import { type TransferJob, type TransferResult, transfer } from '../../src/engine/write/transfer/transfer.ts';

/** Starts a transfer that writes, hashes and proves, unless `options` say something else, and keeps its facts. */
export function startTransfer(
  source: Source,
  targets: readonly Target[],
  options: Partial<TransferJob> = {},
): { readonly result: Promise<TransferResult>; readonly facts: JobFact[] } {
  const facts: JobFact[] = [];
  const result = transfer({
    source,
    targets,
    write: true,
    verify: true,
    hash: true,
    clock: { nowMs: Date.now },
    gate: makeGate(),
    signal: new AbortController().signal,
    onFact: (fact) => facts.push(fact),
    ...options,
  });
  return { result, facts };
}

/** The same, to its end. */
export async function transferOf(
  source: Source,
  targets: readonly Target[],
  options: Partial<TransferJob> = {},
): Promise<TransferResult & { readonly facts: readonly JobFact[] }> {
  const { result, facts } = startTransfer(source, targets, options);
  return { ...(await result), facts };
}
