import { mkdirSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isOwnFolder } from '../engine/jobs/own-folder.ts';

/**
 * Keeps compiled code between runs: a third off every start. Only in a folder of this very user: code that somebody
 * else may write there would run as us, and root's own must not lie in a home.
 */
export function enableCompileCacheOfOurs(): void {
  const isRoot = process.getuid?.() === 0;
  const base = isRoot ? '/var/cache' : (process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'));
  const folder = join(base, 'isowright');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (isOwnFolder(folder)) module.enableCompileCache?.(folder);
  } catch {
    // A read-only system starts without it.
  }
}
