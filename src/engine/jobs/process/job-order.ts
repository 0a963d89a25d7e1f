import * as z from 'zod';
import { confirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { plan as planSchema } from '../../contract/plan/plan.ts';
import { isAbsolutePath } from '../../contract/plan/source-path.ts';
import { handedList } from '../../host/trust/handed-list.ts';
import { network } from '../../read/download/network.ts';
import { MOST_CLOSED } from '../folder/closed-paths.ts';
import { JOB_ID } from '../folder/job-id.ts';

const job = z.string().regex(JOB_ID);
const socket = z.string().refine(isAbsolutePath, 'absolute-path');

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
    standardInput: socket.optional(),
    files: confirmedFiles.optional(),
    neverTouch: handedList.optional(),
    network: network.optional(),
    /** What the person may not read in the folder that is read, by `closedPathsOf`. */
    closed: z.array(z.string()).max(MOST_CLOSED).optional(),
  }),
  /** Goes on with an interrupted job from its own folder. */
  z.strictObject({
    do: z.literal('resume'),
    job,
    standardInput: socket.optional(),
    neverTouch: handedList.optional(),
    network: network.optional(),
  }),
]);

export type JobOrder = z.infer<typeof jobOrder>;

/** What may be said to a running job. */
export const jobCommand = z.strictObject({ do: z.enum(['pause', 'resume', 'stop']) });
