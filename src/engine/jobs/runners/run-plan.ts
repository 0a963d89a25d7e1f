import type { DoneFact } from '../../contract/events/events.ts';
import { lastWord } from '../../contract/events/last-word.ts';
import { asFailure } from '../../contract/failure/failure.ts';
import type { Plan } from '../../contract/plan/plan.ts';
import { CheckLedger } from '../steps/check-ledger.ts';
import type { Ending, JobContext } from '../steps/job-context.ts';
import { runnerOf } from './runners.ts';

/** Carries out a plan; says `plan` first and returns the last word, `done`. Never throws. */
export async function runPlan(plan: Plan, context: JobContext): Promise<DoneFact> {
  const startedAtMs = context.clock.nowMs();
  context.onFact({ event: 'plan', plan });
  const ledger = new CheckLedger();
  const onFact: JobContext['onFact'] = (fact) => {
    ledger.take(fact);
    context.onFact(fact);
  };
  const { report, ...ending } = await runnerOf(plan)(plan, { ...context, plan, onFact }).catch(
    (error: unknown): Ending => ({ report: {}, failure: asFailure(error), proved: false }),
  );
  const isHeld = plan.source !== undefined && plan.source.kind !== 'receipt' && !context.dryRun;
  const signatures = ledger.signatures(ending.failure);
  const checked = isHeld
    ? { checked: ledger.report(ending.failure), ...(signatures.length > 0 && { signatures }) }
    : {};
  return lastWord({
    ...ending,
    report: { ...report, ...checked },
    elapsedMs: context.clock.nowMs() - startedAtMs,
  });
}
