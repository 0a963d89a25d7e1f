import { readFileSync, writeFileSync } from 'node:fs';
import { makeCso, makeDax } from '../../fakes/make-cso.ts';
import { type DmgCodec, makeDmg } from '../../fakes/make-dmg.ts';
import type { Group, Maker } from './corpus.ts';
import { drives } from './made-drives.ts';

/** A disk with files and with places that were never written. */
function disk(maker: Maker): string {
  const make = drives['ext4 with extents'];
  if (!make) throw new Error('no disk to put in');
  return make(maker);
}

const byQemu = (name: string, ...options: string[]) =>
  function make(maker: Maker): string {
    const from = disk(maker);
    const path = maker.at(name);
    maker.run('qemu-img', 'convert', '-f', 'raw', ...options, from, path);
    return path;
  };

const byUs = (name: string, pack: (disk: Buffer) => Buffer) =>
  function make(maker: Maker): string {
    const from = readFileSync(disk(maker));
    const path = maker.at(name);
    writeFileSync(path, pack(from));
    return path;
  };

const dmg = (codec: DmgCodec) => byUs(`${codec}.dmg`, (bytes) => makeDmg(bytes, codec));

/** Virtual disks, and discs packed so that places can be reached. */
export const containers: Group = {
  qcow2: byQemu('plain.qcow2', '-O', 'qcow2', '-o', 'cluster_size=4096'),
  'qcow2 zlib': byQemu('zlib.qcow2', '-c', '-O', 'qcow2', '-o', 'cluster_size=4096'),
  'qcow2 zstd': byQemu('zstd.qcow2', '-c', '-O', 'qcow2', '-o', 'compression_type=zstd'),
  VMDK: byQemu('sparse.vmdk', '-O', 'vmdk'),
  'VMDK for streams': byQemu('stream.vmdk', '-O', 'vmdk', '-o', 'subformat=streamOptimized'),
  'VHD growing': byQemu('growing.vhd', '-O', 'vpc', '-o', 'force_size=on'),
  'VHD fixed': byQemu('fixed.vhd', '-O', 'vpc', '-o', 'subformat=fixed,force_size=on'),
  VHDX: byQemu('disk.vhdx', '-O', 'vhdx', '-o', 'block_size=1M,log_size=1M'),
  VDI: byQemu('disk.vdi', '-O', 'vdi'),
  Parallels: byQemu('disk.hds', '-O', 'parallels'),
  QED: byQemu('disk.qed', '-O', 'qed', '-o', 'cluster_size=4096'),
  'Android sparse': (maker) => {
    const from = disk(maker);
    const path = maker.at('disk.simg');
    maker.run('img2simg', from, path);
    return path;
  },
  CSO: byUs('disk.cso', (bytes) => makeCso(bytes.subarray(0, 1_000_000))),
  DAX: byUs('disk.dax', (bytes) => makeDax(bytes.subarray(0, 1_000_000), [10, 10])),
  'DMG raw': dmg('raw'),
  'DMG zlib': dmg('zlib'),
  'DMG bzip2': dmg('bzip2'),
  'DMG xz': dmg('xz'),
};
