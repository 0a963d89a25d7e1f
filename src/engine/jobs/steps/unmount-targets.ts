import type { PlanTarget } from '../../contract/plan/plan.ts';
import type { JobContext } from './job-context.ts';

/**
 * Unmounts what the person agreed to have unmounted, and says what that was.
 *
 * @throws Failure `unmount-failed`, `target-system`, and what other refusals stand for
 */
export async function unmountTargets(
  targets: readonly PlanTarget[],
  { machine, onFact }: JobContext,
): Promise<void> {
  for (const target of targets) {
    if (target.kind !== 'drive' || !target.unmount) continue;
    const mounts = await machine.unmount(target.path, target.expect);
    for (const path of mounts) onFact({ event: 'note', code: 'unmounted', target: target.path, path });
  }
}
