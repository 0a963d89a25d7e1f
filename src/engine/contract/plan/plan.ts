import * as z from 'zod';
import { burnPlan } from './kinds/burn.ts';
import { convertPlan } from './kinds/convert.ts';
import { editPlan } from './kinds/edit.ts';
import { makePlan } from './kinds/make.ts';
import { readPlan } from './kinds/read.ts';
import { recoveryPlan } from './kinds/recovery.ts';
import { restorePlan } from './kinds/restore.ts';
import { undoPlan } from './kinds/undo.ts';
import { verifyPlan } from './kinds/verify.ts';
import { writePlan } from './kinds/write.ts';

const anyPlan = z.discriminatedUnion('do', [
  makePlan,
  readPlan,
  writePlan,
  verifyPlan,
  undoPlan,
  restorePlan,
  convertPlan,
  editPlan,
  burnPlan,
  recoveryPlan,
]);

type AnyPlan = z.infer<typeof anyPlan>;
type Fields<P> = P extends unknown ? keyof P : never;
/** What a kind of plan does not have is absent; that saves its readers a question. */
type Padded<P> = P extends unknown
  ? P & { readonly [F in Exclude<Fields<AnyPlan>, keyof P>]?: undefined }
  : never;

/**
 * A Plan is what the wizard's questions and the flags both produce: plain JSON, complete, repeatable.
 * `--dry-run --json` prints it, `isowright run plan.json` carries it out, a job folder keeps it.
 */
export const plan: z.ZodType<Plan, z.input<typeof anyPlan>> = anyPlan;

export type Plan = Padded<AnyPlan>;
export type Kind = Plan['do'];
type PlansByKind = { [P in Plan as P['do']]: P };
export type PlanOf<K extends Kind> = PlansByKind[K];

export { type AuthorOptions, authorOptions } from './author-options.ts';
export type { BurnPlan } from './kinds/burn.ts';
export type { ConvertPlan } from './kinds/convert.ts';
export type { Change, EditPlan } from './kinds/edit.ts';
export type { MakePlan } from './kinds/make.ts';
export type { ReadPlan } from './kinds/read.ts';
export type { RecoveryPlan } from './kinds/recovery.ts';
export type { RestorePlan } from './kinds/restore.ts';
export type { UndoPlan } from './kinds/undo.ts';
export type { VerifyPlan } from './kinds/verify.ts';
export type { WritePlan } from './kinds/write.ts';
export { type AuthoredSource, type PlanSource, receiptSource, source } from './source.ts';
export { type PlanTarget, target } from './target.ts';
