import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeExfat } from '../../engine/read/browse/exfat-image.ts';
import { type Group, type Maker, placed } from './corpus.ts';

const MIB = 1 << 20;

function empty({ at }: Maker, name: string, sizeBytes: number): string {
  const path = at(name);
  writeFileSync(path, '');
  truncateSync(path, sizeBytes);
  return path;
}

const ext = (name: string, mib: number, ...options: string[]) =>
  function make(maker: Maker): string {
    const path = empty(maker, `${name}.img`, mib * MIB);
    maker.run('mke2fs', '-q', '-F', '-b', '1024', ...options, '-d', maker.tree, path);
    return path;
  };

const fat = (bits: 12 | 16 | 32, mib: number) =>
  function make(maker: Maker): string {
    const path = empty(maker, `fat${bits}.img`, mib * MIB);
    maker.run('mkfs.fat', '-F', String(bits), '-s', '1', path);
    for (const name of ['large', 'short', 'many', 'd'])
      maker.run('mcopy', '-s', '-i', path, join(maker.tree, name), '::/');
    return path;
  };

const squashed = (packing: string, ...options: string[]) =>
  function make({ at, run, tree }: Maker): string {
    const path = at(`${packing}.squashfs`);
    run('mksquashfs', tree, path, '-quiet', '-no-progress', '-comp', packing, '-b', '16384', ...options);
    return path;
  };

const captured = (packing: string) =>
  function make({ at, run, tree }: Maker): string {
    const path = at(`${packing}.wim`);
    run('wimcapture', tree, path, `--compress=${packing}`, '--threads=1');
    return path;
  };

/** File systems of drives, and archives that hold one. */
export const drives: Group = {
  'ext2 with numbered blocks': ext('ext2', 2, '-t', 'ext2'),
  'ext4 with extents': ext('ext4', 3, '-t', 'ext4', '-O', '^has_journal'),
  'ext4 with inline data': ext('inline', 3, '-t', 'ext4', '-I', '256', '-O', 'inline_data,^has_journal'),
  'ext4 with a journal': ext('journal', 4, '-t', 'ext4', '-J', 'size=1'),
  FAT12: fat(12, 1),
  FAT16: fat(16, 5),
  FAT32: fat(32, 36),
  exFAT: ({ at }) => {
    const path = at('exfat.img');
    writeFileSync(path, makeExfat());
    return path;
  },
  NTFS: (maker) => {
    const path = empty(maker, 'ntfs.img', 3 * MIB);
    maker.run('mkntfs', '-q', '-F', '-f', path);
    for (const name of ['large', 'short', 'packable'])
      maker.run('ntfscp', '-f', path, join(maker.tree, name), name);
    for (const name of readdirSync(join(maker.tree, 'many')))
      maker.run('ntfscp', '-f', path, join(maker.tree, 'many', name), name);
    return path;
  },
  'squashfs gzip': squashed('gzip'),
  'squashfs xz': squashed('xz'),
  'squashfs zstd': squashed('zstd'),
  'squashfs lz4': squashed('lz4'),
  'squashfs lzo': squashed('lzo'),
  'WIM stored': captured('none'),
  'WIM XPRESS': captured('XPRESS'),
  'WIM LZX': captured('LZX'),
  'a disk with GPT': (maker) => {
    const inner = ext('in-gpt', 2, '-t', 'ext2')(maker);
    const path = empty(maker, 'gpt.img', 6 * MIB);
    maker.run('sgdisk', '--new=1:2048:+1M', '--new=2:6144:+2M', '--typecode=1:ef00', path);
    placed(path, [
      [MIB, fat(12, 1)(maker)],
      [3 * MIB, inner],
    ]);
    return path;
  },
};
