import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../ports/failure.ts';
import { isSafePath } from '../safety/own-path.ts';
import { isOwnFolder } from './own-folder.ts';

/**
 * Where this user's jobs are kept: `$XDG_STATE_HOME/isowright/jobs`; root uses `/var/lib`. Where no state can be kept
 * (a live system), `/run` for root, and for others a private folder in the temporary one. Root's is never below a folder in
 * which somebody else could put another in its place.
 *
 * @throws Failure `permission-denied` when every candidate belongs to somebody else
 */
export function jobsFolder(): string {
  const uid = process.getuid?.() ?? 0;
  const candidates = [
    process.env.XDG_STATE_HOME && join(process.env.XDG_STATE_HOME, 'isowright'),
    ...(uid === 0
      ? ['/var/lib/isowright', '/run/isowright']
      : [join(homedir(), '.local', 'state', 'isowright')]),
    join(tmpdir(), `isowright-${uid}`),
  ];
  for (const base of candidates) {
    if (!base) continue;
    const path = makeOwnFolder(base, uid);
    if (path) return path;
  }
  throw new Failure('permission-denied', { path: join(tmpdir(), `isowright-${uid}`, 'jobs') });
}

function makeOwnFolder(base: string, uid: number): string | undefined {
  try {
    // Nothing is made below a folder of somebody else.
    if (uid === 0 && !isSafePath(nearest(base), uid)) return undefined;
    mkdirSync(join(base, 'jobs'), { recursive: true, mode: 0o700 });
    if (!isOwnFolder(base)) return undefined;
    const path = join(realpathSync(base), 'jobs');
    return isOwnFolder(path) && (uid !== 0 || isSafePath(path, uid)) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** A place below the deepest folder of a path that is there. */
function nearest(path: string): string {
  const above = dirname(path);
  if (existsSync(above)) return join(realpathSync(above), basename(path));
  return above === path ? path : nearest(above);
}
