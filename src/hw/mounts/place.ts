import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, realpathSync, rmdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { errnoOf } from '../../engine/contract/failure/errno.ts';
import { Failure } from '../../engine/contract/failure/failure.ts';
import type { MountFailures } from '../../engine/contract/failure/mount-failures.ts';
import type { MountWanted } from '../../engine/contract/ports/image-mounts.ts';
import { isOwnFolder } from '../../engine/host/trust/own-folder.ts';
import { mountAt } from './mount-table.ts';

/** Where something is mounted, and the folders that were made for it, the outermost first. */
export interface MountPlace {
  readonly at: string;
  readonly made: readonly string[];
}

const BASE_NAME = 'isowright-mounts';
const MOST_NAME_BYTES = 80;
const MOST_TRIES = 1000;

/**
 * The folder that was named; it must be empty. Where none was named, one of the image's name: for root in `/run`, for others in their
 * session's folder, or in a new one among the temporary. Nothing is made yet.
 *
 * @throws Failure `mount-place`
 */
export function choosePlace(wanted: Pick<MountWanted, 'path' | 'partition' | 'at'>): MountPlace {
  if (wanted.at === undefined) return newPlace(nameOf(wanted));
  const named = checkedPlace(wanted.at);
  if (named !== undefined) return { at: named, made: [] };
  const at = join(realpathSync(dirname(wanted.at)), basename(wanted.at));
  return { at, made: [at] };
}

/** Makes what is to be made. False if somebody else was quicker. @throws Failure `mount-place` */
export function makePlace({ made: folders }: MountPlace): boolean {
  return folders.every((path) => {
    try {
      mkdirSync(path, { mode: 0o755 });
      return true;
    } catch (error) {
      if (errnoOf(error) === 'EEXIST') return false;
      throw unfit(path, 'not-made');
    }
  });
}

/** The folder as it is called by the system; undefined when it is to be made. @throws Failure `mount-place` */
export function checkedPlace(at: string): string | undefined {
  const found = made(at, () => statSync(at, { throwIfNoEntry: false }));
  if (!found) {
    if (!statSync(dirname(at), { throwIfNoEntry: false })?.isDirectory()) throw unfit(at, 'not-there');
    return undefined;
  }
  if (!found.isDirectory()) throw unfit(at, 'no-folder');
  const real = realpathSync(at);
  if (mountAt(real)) throw unfit(at, 'mounted');
  if (made(at, () => readdirSync(real)).length > 0) throw unfit(at, 'not-empty');
  return real;
}

function made<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (errnoOf(error) === 'ENOTCONN') throw unfit(path, 'mounted');
    throw unfit(path, errnoOf(error) === 'ENOTDIR' ? 'no-folder' : 'not-made');
  }
}

function unfit(path: string, why: MountFailures['mount-place']['why']): Failure {
  return new Failure('mount-place', { path, why });
}

function newPlace(name: string): MountPlace {
  const base = shared();
  if (base !== undefined) {
    const at = unused(base, name);
    return { at, made: [at] };
  }
  const own = join(realpathSync(tmpdir()), `isowright-mount-${randomBytes(6).toString('hex')}`);
  return { at: join(own, name), made: [own, join(own, name)] };
}

/** A folder for all mounts, which nobody else could have prepared. */
function shared(): string | undefined {
  const isRoot = process.geteuid?.() === 0;
  const session = process.env.XDG_RUNTIME_DIR;
  const above = isRoot ? '/run' : session !== undefined && isAbsolute(session) ? session : undefined;
  if (above === undefined || !isOwnFolder(above)) return undefined;
  const base = join(above, BASE_NAME);
  try {
    mkdirSync(base, { recursive: true, mode: isRoot ? 0o755 : 0o700 });
  } catch {
    return undefined;
  }
  return isOwnFolder(base) ? realpathSync(base) : undefined;
}

function unused(base: string, name: string): string {
  for (let tried = 1; tried <= MOST_TRIES; tried++) {
    const at = join(base, tried === 1 ? name : `${name}-${tried}`);
    if (!lstatSync(at, { throwIfNoEntry: false })) return at;
  }
  throw unfit(base, 'not-made');
}

/** `debian-12.iso` → `debian-12`; `disk.img@2` → `disk-part2`. Nothing in it steers a terminal or leads elsewhere. */
export function nameOf({ path, partition }: Pick<MountWanted, 'path' | 'partition'>): string {
  const plain = basename(path)
    .replace(/\.[^.]{1,8}$/, '')
    .replace(/[\p{C}\p{Z}/\\]+/gu, '_')
    .replace(/^[.-]+/, '_');
  const short = [...plain].reduce(
    (name, letter) => (Buffer.byteLength(name + letter) <= MOST_NAME_BYTES ? name + letter : name),
    '',
  );
  return `${short === '' ? 'image' : short}${partition === undefined ? '' : `-part${partition}`}`;
}

/** What was made for it, and is empty. */
export function removePlaces(folders: readonly string[]): void {
  for (const path of folders.toReversed()) {
    try {
      rmdirSync(path);
    } catch {
      // Somebody else has put something there, or took it away.
    }
  }
}
