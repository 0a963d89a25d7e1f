import * as z from 'zod';

/** What is not a plan at all is wrong everywhere. */
const SAID_AT_MOST = 5;

/** What is wrong with a plan, in the words of its schema, on one line. */
export function planProblem(error: z.ZodError): string {
  return z
    .prettifyError(new z.ZodError(error.issues.slice(0, SAID_AT_MOST)))
    .split(/[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}
