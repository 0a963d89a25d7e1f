import module from 'node:module';
import { isAbsolute, join } from 'node:path';
import { makeFolders } from '../engine/host/files/make-folders.ts';
import { homeFolder } from '../engine/host/trust/home-folder.ts';
import { isOwnFolder } from '../engine/host/trust/own-folder.ts';

/**
 * Keeps compiled code between runs: a third off every start. Only in a folder of this very user: code that somebody
 * else may write there would run as us, and root's own must not lie in a home.
 */
export function enableCompileCacheOfOurs(): void {
  const isRoot = process.getuid?.() === 0;
  const base = isRoot ? '/var/cache' : cacheFolder();
  if (base === undefined) return;
  const folder = join(base, 'isowright');
  try {
    makeFolders(folder, 0o700);
    if (isOwnFolder(folder)) module.enableCompileCache?.(folder);
  } catch {
    // A read-only system starts without it.
  }
}

function cacheFolder(): string | undefined {
  const { XDG_CACHE_HOME } = process.env;
  if (XDG_CACHE_HOME !== undefined && isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  const home = homeFolder();
  return home === undefined ? undefined : join(home, '.cache');
}
