import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  type Stats,
} from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  BLOCK_DEVICE,
  CHARACTER_DEVICE,
  FIFO,
  FOLDER,
  LINK,
  REGULAR,
  SOCKET,
  typeOf,
} from '../../bytes/formats/posix/file-mode.ts';
import type { EntryType } from '../../contract/events/entry-type.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { sourceChanged } from '../../contract/failure/source-failures.ts';
import { bytePath, fsPath, joinBytes } from '../../host/files/fs-path.ts';
import { readAt } from '../../host/files/positional-io.ts';
import { entryText } from '../browse/entry-text.ts';
import type { VolumeEntry } from '../browse/volume.ts';
import type { ComparedTree, OpenContent } from './compared-tree.ts';

/** Entries between two turns. */
const AT_ONCE = 1024;
const onWindows = process.platform === 'win32';

const types: Readonly<Record<number, EntryType>> = {
  [FOLDER]: 'dir',
  [REGULAR]: 'file',
  [LINK]: 'symlink',
  [BLOCK_DEVICE]: 'block-device',
  [CHARACTER_DEVICE]: 'char-device',
  [FIFO]: 'fifo',
  [SOCKET]: 'socket',
};

/** An entry of a folder of this machine: where it is, as a byte string. */
interface FolderEntry extends VolumeEntry {
  readonly at: string;
}

const isOwn = (entry: VolumeEntry): entry is FolderEntry => 'at' in entry;

/**
 * A folder of this machine as a tree. No link is followed, and nothing but regular files is opened.
 *
 * @throws Failure `source-unreadable` for the folder itself
 */
export function folderTree(path: string): ComparedTree {
  const at = bytePath(path);
  const root = entryAt(
    at,
    '',
    telling(at, () => lstatSync(fsPath(at))),
  );
  return {
    standard: 'folder',
    root,
    async *list(folder) {
      for await (const some of batchesIn(pathOf(folder))) yield* some;
    },
    batches: (folder) => batchesIn(pathOf(folder)),
    open: (entry) => openFile(pathOf(entry), entry),
  };
}

function pathOf(entry: VolumeEntry): string {
  if (isOwn(entry)) return entry.at;
  throw new Failure('internal', { problem: 'entry-of-another-tree' });
}

/** The calls are synchronous, in turns: a stop is heard between two. */
async function* batchesIn(at: string): AsyncGenerator<readonly FolderEntry[]> {
  const names = namesIn(at);
  for (let from = 0; from < names.length; from += AT_ONCE) {
    yield names.slice(from, from + AT_ONCE).flatMap((name) => listed(at, name));
    if (from > 0) await nextTurn();
  }
}

function listed(folder: string, name: string): FolderEntry[] {
  const at = joinBytes(folder, name);
  const stats = lstatSync(fsPath(at), { throwIfNoEntry: false });
  // It went away meanwhile: it is not there.
  return stats ? [entryAt(at, name, stats)] : [];
}

function namesIn(at: string): string[] {
  const names = telling(at, () => readdirSync(fsPath(at), { encoding: onWindows ? 'utf8' : 'latin1' }));
  return onWindows ? names.map(bytePath) : names;
}

function unreadable(at: string, error: unknown): Failure {
  return new Failure('source-unreadable', { path: entryText(at), errno: errnoOf(error) }, { cause: error });
}

function entryAt(at: string, name: string, stats: Stats): FolderEntry {
  const { mode, size, uid, gid, mtimeMs, rdev } = stats;
  const type = types[typeOf(mode)] ?? 'socket';
  return {
    at,
    name,
    type,
    sizeBytes: type === 'file' ? size : 0,
    modifiedAtMs: mtimeMs,
    identity: identityOf(stats),
    ...(!onWindows && { permissions: mode & 0o7777, userId: uid, groupId: gid }),
    ...(type === 'symlink' && { target: linkTarget(at) }),
    ...(type.endsWith('-device') && { device: { major: majorOf(rdev), minor: minorOf(rdev) } }),
  };
}

const identityOf = ({ dev, ino }: Pick<Stats, 'dev' | 'ino'>): string => `${dev}:${ino}`;

function linkTarget(at: string): string {
  try {
    return readlinkSync(fsPath(at), { encoding: 'latin1' });
  } catch {
    return '';
  }
}

/** Linux packs both into `st_rdev` in pieces (makedev). */
const majorOf = (rdev: number): number => Math.floor(rdev / 256) & 0xfff;
const minorOf = (rdev: number): number => (rdev & 0xff) | (Math.floor(rdev / 4096) & 0xffffff00);

/** Of a short file the calls are synchronous: ten times quicker than promises. */
const SHORT_BYTES = 64 << 10;

/** @throws Failure `source-unreadable`, `source-changed` when another file stands there now */
async function openFile(at: string, { identity, sizeBytes }: VolumeEntry): Promise<OpenContent> {
  const path = entryText(at);
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
  const fd = telling(at, () => openSync(fsPath(at), flags));
  const now = fstatSync(fd);
  if (identityOf(now) !== identity || now.size !== sizeBytes) {
    closeSync(fd);
    throw sourceChanged(path, { reason: 'written-to' });
  }
  return {
    sizeBytes,
    async read(atByte, into) {
      const count =
        sizeBytes <= SHORT_BYTES
          ? telling(at, () => readSync(fd, into, 0, into.length, atByte))
          : await readAt(fd, into, atByte).catch((error: unknown) => {
              throw unreadable(at, error);
            });
      if (count < into.length) throw sourceChanged(path, { reason: 'resized' });
    },
    close: async () => closeSync(fd),
  };
}

function telling<T>(at: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw unreadable(at, error);
  }
}
