import * as z from 'zod';

/**
 * Which file each path of a plan stood for when the user was asked. The job's process may be root and opens them later:
 * in a folder that others may write to, a link could be there by then. A path that stood for nothing is recorded only where a
 * file is to be created.
 */
export const confirmedFiles = z.record(z.string(), z.string());

export type ConfirmedFiles = z.infer<typeof confirmedFiles>;
