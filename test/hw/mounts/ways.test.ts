import { describe, expect, test } from 'vitest';
import type { MountWanted } from '../../../src/engine/contract/ports/image-mounts.ts';
import { helperArguments } from '../../../src/hw/mounts/helpers.ts';
import { fileSystemsIn } from '../../../src/hw/mounts/means.ts';
import { kernelOptions, type MountMeans, waysOf } from '../../../src/hw/mounts/ways.ts';

// The judge alone: what is wanted and what a machine has, to how it is done or what is missing.

const at = '/mnt';
const want = (fileSystem: MountWanted['fileSystem'], more: Partial<Parameters<typeof waysOf>[0]> = {}) => ({
  fileSystem,
  startByte: 0,
  at,
  ...more,
});

function means(kernel: string, programs: string, more: Partial<MountMeans> = {}): MountMeans {
  const words = (text: string): Set<string> => new Set(text.split(' ').filter(Boolean));
  const user = { isRoot: false, hasFuse: true, isFuseThere: true, canElevate: false };
  return { kernel: words(kernel), programs: words(programs), ...user, ...more };
}

const root = { isRoot: true } as const;
const noFuse = { hasFuse: false, isFuseThere: false } as const;
const shut = { hasFuse: false, isFuseThere: true } as const;
const part = { startByte: 1 << 20 } as const;
const packed = { container: 'QCOW2' } as const;

describe('which way', () => {
  test.each<[string, Parameters<typeof waysOf>[0], MountMeans, object]>([
    ['root, the kernel knows it', want('iso9660'), means('iso9660', '', root), [{ by: 'mount' }]],
    [
      'the kernel before FUSE',
      want('ext4', part),
      means('ext4', 'fuse2fs', root),
      [{ by: 'mount' }, { by: 'fuse2fs' }],
    ],
    ['root, the kernel does not', want('iso9660'), means('', 'fuseiso', root), [{ by: 'fuseiso' }]],
    ['ext3 by ext4', want('ext3'), means('ext4', '', root), [{ by: 'mount' }]],
    [
      'a user needs no password with FUSE',
      want('ext4'),
      means('ext4', 'fuse2fs', { canElevate: true }),
      [{ by: 'fuse2fs' }, { by: 'mount', elevated: true }],
    ],
    [
      'only with a password',
      want('xfs'),
      means('xfs', '', { canElevate: true }),
      [{ by: 'mount', elevated: true }],
    ],
    [
      'udisks where no folder is named',
      want('iso9660', { at: undefined }),
      means('iso9660', 'udisksctl fuseiso'),
      [{ by: 'udisksctl' }, { by: 'fuseiso' }],
    ],
    [
      'udisks chooses its own folder',
      want('iso9660'),
      means('iso9660', 'udisksctl fuseiso'),
      [{ by: 'fuseiso' }],
    ],
    [
      'a partition, by a program that takes a place',
      want('squashfs', part),
      means('', 'squashfuse nbdfuse'),
      [{ by: 'squashfuse' }],
    ],
    [
      'a partition, by one that does not',
      want('ntfs', part),
      means('', 'ntfs-3g nbdfuse'),
      [{ by: 'ntfs-3g', view: true }],
    ],
    [
      'a container',
      want('ext4', packed),
      means('ext4', 'fuse2fs nbdfuse', root),
      [
        { by: 'mount', view: true },
        { by: 'fuse2fs', view: true },
      ],
    ],
    [
      'exFAT needs a device',
      want('exfat'),
      means('', 'mount.exfat-fuse', root),
      [{ by: 'mount.exfat-fuse', loop: true }],
    ],
    [
      'exFAT in a container',
      want('exfat', packed),
      means('', 'mount.exfat-fuse nbdfuse', root),
      [{ by: 'mount.exfat-fuse', loop: true, view: true }],
    ],
    [
      'a drive is never served',
      want('ntfs', { ...part, isDevice: true }),
      means('', 'ntfs-3g nbdfuse', root),
      [{ by: 'ntfs-3g', loop: true }],
    ],
  ])('%s', (_, wanted, has, ways) => {
    expect(waysOf(wanted, has)).toEqual({ ways, packages: [] });
  });
});

describe('what is missing', () => {
  test.each<[string, Parameters<typeof waysOf>[0], MountMeans, object]>([
    ['a program', want('iso9660'), means('', '', root), { packages: ['fuseiso'] }],
    ['a program and a viewer', want('ntfs', packed), means('', ''), { packages: ['ntfs-3g', 'libnbd-bin'] }],
    ['the viewer alone', want('vfat', part), means('', 'fusefat'), { packages: ['libnbd-bin'] }],
    ['rights', want('exfat'), means('', 'mount.exfat-fuse'), { packages: [], lacks: 'root' }],
    ['rights to FUSE', want('iso9660'), means('', 'fuseiso', shut), { packages: [], lacks: 'root' }],
    ['FUSE', want('iso9660'), means('', 'fuseiso', { ...root, ...noFuse }), { packages: [], lacks: 'fuse' }],
    ['a kernel', want('udf'), means('', '', root), { packages: [], lacks: 'kernel' }],
    [
      'a kernel, for a container',
      want('xfs', packed),
      means('', 'nbdfuse', root),
      { packages: [], lacks: 'kernel' },
    ],
  ])('%s', (_, wanted, has, missing) => {
    expect(waysOf(wanted, has)).toEqual({ ways: [], ...missing });
  });
});

test('nothing is ever mounted without ro, nosuid and nodev, and no journal is replayed', () => {
  for (const type of ['iso9660', 'ext3', 'ext4', 'xfs', 'btrfs', 'vfat', 'ntfs3'])
    expect(kernelOptions(type)).toEqual(expect.arrayContaining(['loop', 'ro', 'nosuid', 'nodev']));
  expect(kernelOptions('ext4')).toContain('noload');
  expect(kernelOptions('ext2')).not.toContain('noload');
  expect(kernelOptions('xfs')).toContain('norecovery');
  const place = { path: '/a', at: '/b', offset: 0, isRoot: false };
  expect(helperArguments('fuse2fs', place).join(' ')).toBe('/a /b -o ro,nosuid,nodev,norecovery,fakeroot');
  expect(helperArguments('squashfuse', { ...place, offset: 512, isRoot: true }).join(' ')).toBe(
    '-o ro,nosuid,nodev,allow_other,offset=512 /a /b',
  );
});

test('/proc/filesystems', () => {
  expect([...fileSystemsIn('nodev\tsysfs\n\text4\n\tsquashfs\n')]).toEqual(['sysfs', 'ext4', 'squashfs', '']);
});
