import { readFile, realpath, statfs } from 'node:fs/promises';

/** `f_type` of statfs(2), from the kernel's magic.h and the manual page. */
const MSDOS = 0x4d44;
const TMPFS = 0x01021994;
const RAMFS = 0x858458f6;
const HUGETLBFS = 0x958458f6;
const ZFS = 0x2fc12fc1;
const FUSE = 0x65735546;
const OVERLAY = 0x794c7630;

/**
 * These take O_DIRECT and answer from memory all the same: their files are in memory, or a cache of their own (or of the
 * program behind FUSE) stands before the medium.
 */
const CACHED: ReadonlySet<number> = new Set([TMPFS, RAMFS, HUGETLBFS, ZFS, FUSE]);

/** FAT keeps a size in 32 bits. */
const FAT_MOST_BYTES = 2 ** 32 - 1;

/** The largest file that a file system of this type can ever hold, where that is known. */
export function mostFileBytes(type: number): number | undefined {
  return type === MSDOS ? FAT_MOST_BYTES : undefined;
}

/** False where what is read back may come from memory although the file was opened past the system's cache. */
export async function readsPastCaches(path: string): Promise<boolean> {
  const type = await typeOf(path);
  if (type !== OVERLAY) return type === undefined || !CACHED.has(type);
  const upper = await upperFolder(path).catch(() => undefined);
  const below = upper === undefined ? undefined : await typeOf(upper);
  return below === undefined || !CACHED.has(below);
}

async function typeOf(path: string): Promise<number | undefined> {
  const found = await statfs(path).catch(() => undefined);
  // Node gives 32 bits with a sign on some systems.
  return found && found.type >>> 0;
}

/** Where an overlay (a live system, a container) keeps what is written; undefined where that cannot be seen from here. */
async function upperFolder(path: string): Promise<string | undefined> {
  const real = await realpath(path);
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n').map(mountOf);
  const over = mounts
    .filter(({ at }) => real === at || real.startsWith(at.endsWith('/') ? at : `${at}/`))
    .reduce((deepest, mount) => (mount.at.length >= deepest.at.length ? mount : deepest), mountOf(''));
  return /(?:^|,)upperdir=((?:[^,\\]|\\.)*)/.exec(over.options)?.[1];
}

/** proc_pid_mountinfo(5): the fifth field is the place, the last one the options of the file system. */
function mountOf(line: string): { readonly at: string; readonly options: string } {
  const fields = line.split(' ');
  return { at: unescaped(fields[4] ?? ''), options: unescaped(fields.at(-1) ?? '') };
}

/** Blanks and backslashes stand in octal. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
