import type { EditPlan } from '../../contract/plan/plan.ts';
import type { Ending, JobContext } from '../steps/job-context.ts';
import { makeImage } from '../steps/make-image.ts';
import { openEdited } from '../steps/open-source.ts';

/** The files of an image, with changes → image file. */
export function runEdit(plan: EditPlan, context: JobContext): Promise<Ending> {
  return makeImage(plan, () => openEdited(plan, context), context);
}
