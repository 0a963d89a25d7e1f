import type { MakePlan } from '../../contract/plan/plan.ts';
import type { Ending, JobContext } from '../steps/job-context.ts';
import { makeImage } from '../steps/make-image.ts';
import { openFolder } from '../steps/open-source.ts';

/** Folder, or the files of an image → image file. */
export function runMake(plan: MakePlan, context: JobContext): Promise<Ending> {
  return makeImage(plan, () => openFolder(plan.source, context), context);
}
