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

process.exit(await main());
