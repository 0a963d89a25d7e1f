import { existsSync, mkdtempSync, readdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { Failure } from '../../contract/failure/failure.ts';
import { makeFolders } from '../files/make-folders.ts';
import { homeFolder } from '../trust/home-folder.ts';
import { isOwnFolder } from '../trust/own-folder.ts';
import { isSafePath } from '../trust/own-path.ts';

const onWindows = process.platform === 'win32';
/** Windows has no numbers for users: nobody is root. */
const NO_UID = -1;

/**
 * Where this user's jobs are kept: `%LOCALAPPDATA%\\isowright\\jobs` on Windows, `$XDG_STATE_HOME/isowright/jobs`; root uses `/var/lib`. Where no state can be kept
 * (a live system), `/run` for root, and for others a private folder in the temporary one: by its usual name, or by one that nobody
 * could take beforehand. Root's is never below a folder in which somebody else could put another in its place.
 *
 * @throws Failure `permission-denied` when every candidate belongs to somebody else
 */
export function jobsFolder(): string {
  const uid = process.getuid?.() ?? NO_UID;
  const usual = join(tmpdir(), `isowright-${uid}`);
  for (const base of [...homeBases(uid), usual]) {
    const path = makeOwnFolder(base, uid);
    if (path) return path;
  }
  const path = folderOfOurs(usual, uid) ?? makeOwnFolder(newFolder(usual), uid);
  if (path) return path;
  throw new Failure('permission-denied', { path: join(usual, 'jobs') });
}

function homeBases(uid: number): string[] {
  if (onWindows) return windowsBases();
  const { XDG_STATE_HOME } = process.env;
  // A relative one is to be ignored (XDG Base Directory Specification, "Basics").
  const chosen =
    XDG_STATE_HOME !== undefined && isAbsolute(XDG_STATE_HOME) ? [join(XDG_STATE_HOME, 'isowright')] : [];
  if (uid === 0) return [...chosen, '/var/lib/isowright', '/run/isowright'];
  const home = homeFolder();
  return home === undefined ? chosen : [...chosen, join(home, '.local', 'state', 'isowright')];
}

/** `%LOCALAPPDATA%`, which no other account may read; by its usual place where the variable is not set. */
function windowsBases(): string[] {
  const { LOCALAPPDATA } = process.env;
  const home = homeFolder();
  const usual = home === undefined ? [] : [join(home, 'AppData', 'Local', 'isowright')];
  return LOCALAPPDATA !== undefined && isAbsolute(LOCALAPPDATA)
    ? [join(LOCALAPPDATA, 'isowright'), ...usual]
    : usual;
}

/** One that was made when the usual name was taken: the next command must find it again. */
function folderOfOurs(usual: string, uid: number): string | undefined {
  try {
    const names = readdirSync(dirname(usual)).filter((name) => name.startsWith(`${basename(usual)}-`));
    const [own] = names
      .sort()
      .map((name) => join(dirname(usual), name))
      .filter(isOwnFolder);
    return own === undefined ? undefined : makeOwnFolder(own, uid);
  } catch {
    return undefined;
  }
}

function newFolder(usual: string): string | undefined {
  try {
    return mkdtempSync(`${usual}-`);
  } catch {
    return undefined;
  }
}

function makeOwnFolder(base: string | undefined, uid: number): string | undefined {
  if (base === undefined) return undefined;
  try {
    // Nothing is made below a folder of somebody else.
    if (uid === 0 && !isSafePath(nearest(base), uid)) return undefined;
    makeFolders(join(base, 'jobs'), 0o700);
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
