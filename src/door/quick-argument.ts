/** The command that `quick-command.ts` knows. */
export const QUICK_COMMAND = 'ls';
