import * as z from 'zod';

/**
 * Which file each path of a plan stood for when the person was asked. The job's process may be root and opens them later:
 * in a folder others may write to, a link could stand there by then. A path that stood for nothing is noted only where a
 * file is to be made.
 */
export const confirmedFiles = z.record(z.string(), z.string());

export type ConfirmedFiles = z.infer<typeof confirmedFiles>;
