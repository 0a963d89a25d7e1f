import type { Target } from '../../contract/ports/target.ts';
import type { JobContext } from './job-context.ts';

/** Says of each target whose read-back may come from memory that its proof is worth less. */
export function noteCached(
  targets: readonly Pick<Target, 'name' | 'uncached'>[],
  { onFact }: Pick<JobContext, 'onFact'>,
): void {
  for (const { name, uncached } of targets) {
    if (!uncached) onFact({ event: 'note', code: 'read-back-cached', target: name });
  }
}
