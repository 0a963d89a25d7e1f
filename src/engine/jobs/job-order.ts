import { z } from 'zod';
import { plan as planSchema } from '../plan/plan.ts';
import { confirmedFiles } from '../safety/confirmed-files.ts';
import { JOB_ID } from './job-id.ts';

const job = z.string().regex(JOB_ID);

/**
 * The first line a job process is told. The process validates it itself: it may run as root, and whoever speaks to it
 * need not.
 */
export const jobOrder = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('start'),
    job,
    dryRun: z.boolean(),
    plan: planSchema,
    standardInput: z.string().optional(),
    files: confirmedFiles.optional(),
  }),
  /** Goes on with an interrupted job from its own folder. */
  z.strictObject({ do: z.literal('resume'), job, standardInput: z.string().optional() }),
]);

export type JobOrder = z.infer<typeof jobOrder>;

/** What may be said to a running job. */
export const jobCommand = z.strictObject({ do: z.enum(['pause', 'resume', 'stop']) });
