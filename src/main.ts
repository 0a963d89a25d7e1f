#!/usr/bin/env node
import { enableCompileCacheOfOurs } from './door/compile-cache.ts';
import { JOB_ARGUMENT } from './door/job-argument.ts';
import { tooOldNode } from './door/node-version.ts';
import { QUICK_COMMAND } from './door/quick-argument.ts';
import { SERVE_ARGUMENT } from './door/serve-argument.ts';

// The pool's size is read when it is first used.
if (process.argv[2] === JOB_ARGUMENT) process.env.UV_THREADPOOL_SIZE ??= process.argv[3] ?? '16';

enableCompileCacheOfOurs();

/** The door: decides which face answers, and is the only place that ends the process. */
async function main(): Promise<number> {
  const tooOld = tooOldNode();
  if (tooOld !== undefined) {
    process.stderr.write(`${tooOld}\n`);
    return 1;
  }
  if (process.argv[2] === JOB_ARGUMENT) return (await import('./door/job.ts')).runJob();
  if (process.argv[2] === SERVE_ARGUMENT)
    return (await import('./door/serve.ts')).runServer(process.argv.slice(3));
  const words = process.argv.slice(2);
  return (await quickly(words)) ?? (await import('./door/command.ts')).runCommand(words);
}

/** What most of the program is not even loaded for; undefined for all else. */
async function quickly(words: readonly string[]): Promise<number | undefined> {
  if (words[0] !== QUICK_COMMAND) return undefined;
  return (await import('./door/quick-command.ts')).runQuickCommand(words);
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
