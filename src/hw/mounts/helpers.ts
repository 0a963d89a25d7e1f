import type { MountedFileSystem } from '../../engine/contract/ports/image-mounts.ts';

/** Shows any bytes that a server of blocks gives out as a plain file. */
export const VIEWER = 'nbdfuse';

/** Programs that show file systems without the kernel (FUSE). */
export type Helper =
  | 'fuseiso'
  | 'squashfuse'
  | 'fuse2fs'
  | 'ntfs-3g'
  | 'mount.exfat-fuse'
  | 'fusefat'
  | 'wimmount'
  | 'erofsfuse'
  | 'apfs-fuse';

/** Packages of Debian and its relatives. */
export const helperPackages: { readonly [H in Helper | typeof VIEWER]: string } = {
  fuseiso: 'fuseiso',
  squashfuse: 'squashfuse',
  fuse2fs: 'fuse2fs',
  'ntfs-3g': 'ntfs-3g',
  'mount.exfat-fuse': 'exfat-fuse',
  fusefat: 'fusefat',
  wimmount: 'wimtools',
  erofsfuse: 'erofsfuse',
  'apfs-fuse': 'apfs-fuse',
  nbdfuse: 'libnbd-bin',
};

export interface HelperFacts {
  readonly name: Helper;
  /** A file system that lies somewhere in a file can be named by its first byte. */
  readonly takesOffset?: true;
  /** Nothing but a block device is taken (`fuseblk`). */
  readonly takesDeviceOnly?: true;
}

const ext: readonly HelperFacts[] = [{ name: 'fuse2fs', takesOffset: true }];

const all: { readonly [F in MountedFileSystem]?: readonly HelperFacts[] } = {
  iso9660: [{ name: 'fuseiso' }],
  ext2: ext,
  ext3: ext,
  ext4: ext,
  vfat: [{ name: 'fusefat' }],
  exfat: [{ name: 'mount.exfat-fuse', takesDeviceOnly: true }],
  ntfs: [{ name: 'ntfs-3g' }],
  squashfs: [{ name: 'squashfuse', takesOffset: true }],
  erofs: [{ name: 'erofsfuse' }],
  apfs: [{ name: 'apfs-fuse' }],
  wim: [{ name: 'wimmount' }],
};

export function helpersOf(fileSystem: MountedFileSystem): readonly HelperFacts[] {
  return all[fileSystem] ?? [];
}

/** What a helper is started with. `offset`: only of one that takes it. */
export function helperArguments(
  name: Helper,
  { path, at, offset, isRoot }: { path: string; at: string; offset: number; isRoot: boolean },
): readonly string[] {
  // Root mounts for everybody.
  const shared = ['ro', 'nosuid', 'nodev', ...(isRoot ? ['allow_other'] : [])];
  const from = offset > 0 ? [`offset=${offset}`] : [];
  const options = (...more: readonly string[]): string => [...shared, ...from, ...more].join(',');
  switch (name) {
    case 'fuseiso':
      return ['-n', path, at, '-o', options()];
    case 'squashfuse':
      return ['-o', options(), path, at];
    case 'fuse2fs':
      return [path, at, '-o', options('norecovery', ...(isRoot ? [] : ['fakeroot']))];
    case 'wimmount':
      return [path, at];
    default:
      return ['-o', options(), path, at];
  }
}
