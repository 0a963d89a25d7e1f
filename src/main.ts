#!/usr/bin/env node
import { enableCompileCacheOfOurs } from './door/compile-cache.ts';
import { JOB_ARGUMENT } from './door/job-argument.ts';

// The pool's size is read when it is first used.
if (process.argv[2] === JOB_ARGUMENT) process.env.UV_THREADPOOL_SIZE ??= process.argv[3] ?? '16';

enableCompileCacheOfOurs();

/** The door: decides which face answers, and is the only place that ends the process. */
async function main(): Promise<number> {
  if (process.argv[2] === JOB_ARGUMENT) return (await import('./door/job.ts')).runJob();
  return (await import('./door/command.ts')).runCommand(process.argv.slice(2));
}

process.exit(await main().catch(lastWords));

/** What comes here could not be said any better way: not even the parts that say it could be read. */
function lastWords(error: unknown): number {
  const { code, stack = String(error) } = error as NodeJS.ErrnoException;
  const isOutOfFiles = code === 'EMFILE' || code === 'ENFILE';
  const said = isOutOfFiles ? 'too few files can be open at once (try: ulimit -n 1024)' : stack;
  // Names may stand in it, and what cleans them may be what could not be read.
  process.stderr.write(`isowright: ${said.replace(/[^\n -~]/g, '?')}\n`);
  return 1;
}
