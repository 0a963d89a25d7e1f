import { natureOf } from '../../contract/plan/natures.ts';
import { targetsOf } from '../../contract/plan/parts.ts';
import type { Plan } from '../../contract/plan/plan.ts';
import { identityAfterRestart } from '../../host/trust/file-identity.ts';
import { confirmedFilesOf } from './confirm-files.ts';

/** A plan that is kept and carried out later is for the very files that it was made for. */
export function withIdentities(plan: Plan): Plan {
  if (!natureOf(plan).erases) return plan;
  const files = confirmedFilesOf(plan);
  const targets = targetsOf(plan).map((target) => {
    const identity = target.kind === 'file' && identityAfterRestart(files[target.path] ?? '');
    return identity ? { ...target, identity } : target;
  });
  return { ...plan, targets } as Plan;
}
