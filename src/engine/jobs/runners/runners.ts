import type { Kind, Plan, PlanOf } from '../../contract/plan/plan.ts';
import type { Ending, JobContext } from '../steps/job-context.ts';
import { runBurn } from './run-burn.ts';
import { runConvert } from './run-convert.ts';
import { runEdit } from './run-edit.ts';
import { runMake } from './run-make.ts';
import { runRead } from './run-read.ts';
import { runRecovery } from './run-recovery.ts';
import { runRestore } from './run-restore.ts';
import { runUndo } from './run-undo.ts';
import { runVerify } from './run-verify.ts';
import { runWrite } from './run-write.ts';

/** Carries out one kind of plan. */
export type Runner<K extends Kind> = { run(plan: PlanOf<K>, context: JobContext): Promise<Ending> }['run'];

/** Complete by type: a kind without one does not compile. */
const runners: { readonly [K in Kind]: Runner<K> } = {
  make: runMake,
  read: runRead,
  write: runWrite,
  verify: runVerify,
  undo: runUndo,
  restore: runRestore,
  convert: runConvert,
  edit: runEdit,
  burn: runBurn,
  recovery: runRecovery,
};

export function runnerOf(plan: Pick<Plan, 'do'>): Runner<Kind> {
  return runners[plan.do];
}
