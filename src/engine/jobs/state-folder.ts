import { mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../ports/failure.ts';
import { isOwnFolder } from './own-folder.ts';

/**
 * Where this user's jobs are kept: `$XDG_STATE_HOME/isowright/jobs`; root uses `/var/lib`. Where no state can be kept
 * (a live system), a private folder in the temporary one.
 *
 * @throws Failure `permission-denied` when every candidate belongs to somebody else
 */
export function jobsFolder(): string {
  const uid = process.getuid?.() ?? 0;
  const candidates = [
    process.env.XDG_STATE_HOME && join(process.env.XDG_STATE_HOME, 'isowright'),
    uid === 0 ? '/var/lib/isowright' : join(homedir(), '.local', 'state', 'isowright'),
    join(tmpdir(), `isowright-${uid}`),
  ];
  for (const base of candidates) {
    if (!base) continue;
    const path = join(base, 'jobs');
    if (makeOwnFolder(base, path)) return path;
  }
  throw new Failure('permission-denied', { path: join(tmpdir(), `isowright-${uid}`, 'jobs') });
}

function makeOwnFolder(base: string, path: string): boolean {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return isOwnFolder(base) && isOwnFolder(path);
  } catch {
    return false;
  }
}
