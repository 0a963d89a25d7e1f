#!/usr/bin/env node
import { tooOldNode } from './door/node-version.ts';

// Nothing else is loaded for this module, and its syntax is that of Node 12 (`scripts/bundle.mjs`): whoever starts it with an old Node
// gets a sentence, where the rest of the program could not even be read.

/** Starts the program, and is the only place that ends the process. */
async function main(): Promise<number> {
  const tooOld = tooOldNode();
  if (tooOld === undefined) return (await import('./door/begin.ts')).begin();
  process.stderr.write(`${tooOld}\n`);
  return 1;
}

main()
  .catch(lastWords)
  .then((code) => process.exit(code));

/** What comes here could not be said any better way: not even the parts that say it could be read. */
function lastWords(error: unknown): number {
  const { code, stack = String(error) } = error as NodeJS.ErrnoException;
  const isOutOfFiles = code === 'EMFILE' || code === 'ENFILE';
  const said = isOutOfFiles ? 'too few files can be open at once (try: ulimit -n 1024)' : stack;
  // Names may stand in it, and what cleans them may be what could not be read.
  process.stderr.write(`isowright: ${said.replace(/[^\n -~]/g, '?')}\n`);
  return 1;
}
