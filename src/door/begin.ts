import { enableCompileCacheOfOurs } from './compile-cache.ts';
import { JOB_ARGUMENT } from './job-argument.ts';
import { QUICK_COMMAND } from './quick-argument.ts';
import { SERVE_ARGUMENT } from './serve-argument.ts';

/** The door: decides which face answers. @returns the exit code */
export async function begin(): Promise<number> {
  const words = process.argv.slice(2);
  const isJob = words[0] === JOB_ARGUMENT;
  // The pool's size is read when it is first used.
  if (isJob) process.env.UV_THREADPOOL_SIZE ??= words[1] ?? '16';
  enableCompileCacheOfOurs();
  if (isJob) return (await import('./job.ts')).runJob();
  if (words[0] === SERVE_ARGUMENT) return (await import('./serve.ts')).runServer(words.slice(1));
  return (await quickly(words)) ?? (await import('./command.ts')).runCommand(words);
}

/** What most of the program is not even loaded for; undefined for all else. */
async function quickly(words: readonly string[]): Promise<number | undefined> {
  if (words[0] !== QUICK_COMMAND) return undefined;
  return (await import('./quick-command.ts')).runQuickCommand(words);
}
