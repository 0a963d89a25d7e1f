import { burnNature } from './kinds/burn.ts';
import { convertNature } from './kinds/convert.ts';
import { editNature } from './kinds/edit.ts';
import { makeNature } from './kinds/make.ts';
import type { Nature } from './kinds/nature.ts';
import { readNature } from './kinds/read.ts';
import { recoveryNature } from './kinds/recovery.ts';
import { restoreNature } from './kinds/restore.ts';
import { undoNature } from './kinds/undo.ts';
import { verifyNature } from './kinds/verify.ts';
import { writeNature } from './kinds/write.ts';
import type { Kind, Plan } from './plan.ts';

/** Complete by type: a kind without one does not compile. */
const natures: { readonly [K in Kind]: Nature } = {
  make: makeNature,
  read: readNature,
  write: writeNature,
  verify: verifyNature,
  undo: undoNature,
  restore: restoreNature,
  convert: convertNature,
  edit: editNature,
  burn: burnNature,
  recovery: recoveryNature,
};

/** Every kind of job there is. */
export const planKinds = Object.keys(natures) as [Kind, ...Kind[]];

export function natureOf(plan: Pick<Plan, 'do' | 'targets'>): Nature {
  const { onDrives, ...nature } = natures[plan.do];
  return (plan.targets ?? []).length > 0 ? { ...nature, ...onDrives } : nature;
}
