import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import type { Loss } from '../../src/engine/contract/events/loss.ts';

/** One entry as the kernel judge says it. */
export interface Entry {
  readonly path: string;
  readonly type: string;
  readonly mode: string;
  readonly uid: number;
  readonly gid: number;
  readonly nlink: number;
  readonly mtime: number;
  readonly sizeBytes: number;
  readonly md5?: string;
  readonly target?: string;
}

/** What is in a folder, in the judge's words. Times are whole seconds. */
export function listFolder(folder: string, path = '/'): Entry[] {
  const at = path === '/' ? folder : folder + path;
  const own = entryOf(at, path);
  if (own.type !== 'dir') return [own];
  const names = readdirSync(at);
  return [own, ...names.flatMap((name) => listFolder(folder, `${path === '/' ? '' : path}/${name}`))];
}

function entryOf(at: string, path: string): Entry {
  const stats = lstatSync(at);
  const type = typeOf(stats);
  return {
    path,
    type,
    mode: (stats.mode & 0o7777).toString(8).padStart(4, '0'),
    uid: stats.uid,
    gid: stats.gid,
    nlink: stats.nlink,
    mtime: Math.floor(stats.mtimeMs / 1000),
    sizeBytes: type === 'file' ? stats.size : 0,
    ...(type === 'file' ? { md5: md5Of(at, stats.size) } : {}),
    ...(type === 'symlink' ? { target: readlinkSync(at) } : {}),
  };
}

function typeOf(stats: ReturnType<typeof lstatSync>): string {
  if (stats?.isDirectory()) return 'dir';
  if (stats?.isFile()) return 'file';
  if (stats?.isSymbolicLink()) return 'symlink';
  if (stats?.isFIFO()) return 'fifo';
  if (stats?.isSocket()) return 'socket';
  return stats?.isBlockDevice() ? 'block' : 'char';
}

const WHOLE_BYTES = 70 * 1000 * 1000;
const END_BYTES = 1 << 20;

/** Like the judge: whole up to 70 MB, else the first and the last MiB. */
function md5Of(path: string, sizeBytes: number): string {
  const hash = createHash('md5');
  const fd = openSync(path, 'r');
  if (sizeBytes <= WHOLE_BYTES) hash.update(readAt(fd, 0, sizeBytes));
  else hash.update(readAt(fd, 0, END_BYTES)).update(readAt(fd, sizeBytes - END_BYTES, END_BYTES));
  closeSync(fd);
  return hash.digest('hex');
}

function readAt(fd: number, atByte: number, lengthBytes: number): Buffer {
  const bytes = Buffer.alloc(lengthBytes);
  readSync(fd, bytes, 0, lengthBytes, atByte);
  return bytes;
}

/** The paths of a hierarchy, when only the stated losses are true of it: what is not said to be lost must be there. */
export function pathsWithLosses(
  entries: readonly Entry[],
  losses: readonly Loss[],
  where: Loss['where'],
): Map<string, string> {
  const becomes = new Map(
    losses
      .filter((loss) => loss.where === where && loss.becomes !== undefined)
      .map((loss) => [loss.path, loss.becomes!]),
  );
  const dropped = new Set(
    losses.filter((loss) => loss.where === where && loss.reason.endsWith('-dropped')).map(({ path }) => path),
  );
  const paths = new Map<string, string>();
  for (const { path } of entries)
    if (!dropped.has(path)) paths.set(path, path === '/' ? '/' : renamed(path, becomes));
  return paths;
}

function renamed(path: string, becomes: ReadonlyMap<string, string>): string {
  const names = path.split('/').slice(1);
  return names.map((name, i) => `/${becomes.get(`/${names.slice(0, i + 1).join('/')}`) ?? name}`).join('');
}
