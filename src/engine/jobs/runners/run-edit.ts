import { Failure } from '../../contract/failure/failure.ts';
import type { EditPlan } from '../../contract/plan/plan.ts';
import type { Ending } from '../steps/job-context.ts';

/** Image → image file with other files in it. It is read back and compared before it gets its name. */
export async function runEdit(plan: EditPlan): Promise<Ending> {
  throw new Failure('not-supported-here', { what: plan.do, platform: process.platform });
}
