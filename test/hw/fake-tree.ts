import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder that stands for `/`: files by path, links written as `-> where`. */
export interface FakeTree {
  readonly root: string;
  put(files: Readonly<Record<string, string>>): void;
  [Symbol.dispose](): void;
}

export function fakeTree(files: Readonly<Record<string, string>>): FakeTree {
  const root = mkdtempSync(join(tmpdir(), 'isowright-tree-'));
  const put = (more: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(more)) {
      const full = join(root, path);
      mkdirSync(dirname(full), { recursive: true });
      if (text.startsWith('-> ')) symlinkSync(text.slice(3), full);
      else writeFileSync(full, text);
    }
  };
  put(files);
  return { root, put, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

const STICK = 'sys/devices/pci0000:00/0000:00:14.0/usb2/2-1';
const BLOCK = `${STICK}/2-1:1.0/host6/target6:0:0/6:0:0:0/block/sda`;

/** A USB stick with one partition, as the kernel and udev show it. */
export const STICK_TREE: Readonly<Record<string, string>> = {
  [`${STICK}/idVendor`]: '0781\n',
  [`${STICK}/serial`]: '4C53\n',
  [`${STICK}/product`]: 'Ultra\n',
  [`${BLOCK}/dev`]: '8:0\n',
  [`${BLOCK}/size`]: '2048\n',
  [`${BLOCK}/ro`]: '0\n',
  [`${BLOCK}/removable`]: '1\n',
  [`${BLOCK}/diskseq`]: '12\n',
  [`${BLOCK}/queue/logical_block_size`]: '512\n',
  [`${BLOCK}/device/vendor`]: 'SanDisk \n',
  [`${BLOCK}/device/model`]: 'Ultra           \n',
  [`${BLOCK}/sda1/dev`]: '8:1\n',
  [`${BLOCK}/sda1/size`]: '1024\n',
  [`${BLOCK}/sda1/start`]: '8\n',
  [`${BLOCK}/sda1/partition`]: '1\n',
  [`${BLOCK}/sda1/holders/dm-0`]: '',
  'sys/class/block/sda': `-> ../../../${BLOCK}`,
  'sys/class/block/sda1': `-> ../../../${BLOCK}/sda1`,
  'sys/block/sda': `-> ../../${BLOCK}`,
  'sys/fs/ext4/sda1/state': '',
  'sys/fs/btrfs/u-1/devices/sdc': '',
  'run/udev/data/b8:0':
    'S:disk/by-id/usb-SanDisk_Ultra_4C53-0:0\nS:disk/by-path/x\nI:1\nE:ID_SERIAL_SHORT=4C53\nE:ID_PATH=x\n',
  'run/udev/data/b8:1': 'E:ID_FS_TYPE=vfat\nE:ID_FS_LABEL_ENC=MY\\x20K\\xc3\\xa4YS\n',
  'dev/disk/by-id/usb-SanDisk_Ultra_4C53-0:0': '-> ../../sda',
  'dev/disk/by-id/usb-SanDisk_Ultra_4C53-0:0-part1': '-> ../../sda1',
  'proc/self/mountinfo': '36 35 8:1 / /mnt/my\\040keys rw shared:1 - vfat /dev/sda1 rw,uid=1000\n',
  'proc/swaps': 'Filename Type Size Used Priority\n/swap\\040file file 1 0 -2\n',
};

export const STICK_SYS_PATH = `/${BLOCK}`;
