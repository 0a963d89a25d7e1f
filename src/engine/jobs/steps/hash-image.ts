import type { Source } from '../../contract/ports/image.ts';
import { type TransferResult, transfer } from '../../write/transfer/transfer.ts';
import type { JobContext } from './job-context.ts';

/** SHA-256 of a source, and its tree when that is wanted; nothing is said of it. @throws Failure of the source, or of a stop */
export async function hashImage(
  source: Source,
  tree: boolean,
  context: JobContext,
): Promise<Pick<TransferResult, 'sha256' | 'tree'>> {
  const onFact = (): void => undefined;
  const read = { ...context, onFact, source, targets: [], write: false, verify: true, hash: true, tree };
  const { failure, ...digest } = await transfer(read);
  if (failure) throw failure;
  return digest;
}
