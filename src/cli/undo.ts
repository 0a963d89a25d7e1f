import { findJob } from '../engine/jobs/job-store.ts';
import type { PlanTarget, UndoPlan } from '../engine/plan/plan.ts';
import { Failure } from '../engine/ports/failure.ts';
import { cleanText } from '../engine/words/clean.ts';
import { undoneText } from '../engine/words/undone.ts';
import { rehearse } from './dry-run.ts';
import type { CommonOptions, Face } from './face.ts';
import { follow } from './follow.ts';

export interface UndoFlags extends CommonOptions {
  readonly yes?: boolean;
  readonly partly?: boolean;
}

/** `isowright undo JOB` */
export async function undo(job: string, flags: UndoFlags, face: Face): Promise<number> {
  const plan: UndoPlan = {
    v: 1,
    do: 'undo',
    job,
    partly: flags.partly ?? false,
    targets: knownTargets(job, face),
  };
  if (flags.dryRun) return tellForecast(plan, flags, face);
  if (!flags.yes) await confirmUndo(plan, face);
  return follow(plan, flags, face);
}

/** Of a job of this user; root's are not seen from here, and then none are known. */
function knownTargets(job: string, { machine }: Face): PlanTarget[] {
  try {
    const { plan } = findJob(job);
    return 'targets' in plan ? [...plan.targets] : [];
  } catch (error) {
    if (machine.isPrivileged()) throw error;
    return [];
  }
}

async function tellForecast(plan: UndoPlan, { json }: UndoFlags, face: Face): Promise<number> {
  const { report } = await rehearse(plan, face);
  if (json) face.out(`${JSON.stringify({ ...plan, forecast: report.undone ?? [] }, undefined, 2)}\n`);
  else for (const line of (report.undone ?? []).flatMap(undoneText)) face.out(`${cleanText(line)}\n`);
  return 0;
}

/** @throws Failure `question-needed` without a terminal, `stopped` for any other answer */
async function confirmUndo(plan: UndoPlan, face: Face): Promise<void> {
  if (!face.ask) {
    const question = `Really put back what job ${plan.job} overwrote?`;
    throw new Failure('question-needed', { question, flag: '--yes' });
  }
  const { report } = await rehearse(plan, face);
  for (const line of (report.undone ?? []).flatMap(undoneText)) face.err(`${cleanText(line)}\n`);
  const answer = await face.ask('What is on it now will be lost. Type undo to go on: ');
  if (answer.trim() !== 'undo') throw new Failure('stopped', { by: 'person' });
}
