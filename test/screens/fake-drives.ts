import type { Drive } from '../../src/engine/contract/ports/drive.ts';

const GIB = 2 ** 30;

/** A stick that may be written. */
export const sandisk: Drive = {
  path: '/dev/sdb',
  name: 'sdb',
  kind: 'disk',
  sizeBytes: 30_752_636_928,
  sectorBytes: 512,
  vendor: 'SanDisk',
  model: 'Ultra',
  serial: '0419A5B17C21',
  transport: 'usb',
  removable: true,
  readOnly: false,
  ids: ['/dev/disk/by-id/usb-SanDisk_Ultra_0419A5B17C21-0:0'],
  deviceNumber: '8:16',
  diskSequence: 12,
  parts: [
    {
      path: '/dev/sdb1',
      label: 'KEYS',
      fsType: 'vfat',
      sizeBytes: 28 * GIB,
      usedBytes: 3.1 * GIB,
      mounts: [],
    },
  ],
  refusals: [],
  warnings: [],
};

export const kingston: Drive = {
  ...sandisk,
  path: '/dev/sdc',
  name: 'sdc',
  vendor: 'Kingston',
  model: 'DataTraveler 3.0',
  serial: 'E0D55EA5741519A0',
  sizeBytes: 61_530_439_680,
  ids: ['/dev/disk/by-id/usb-Kingston_DataTraveler_3.0_E0D55EA5741519A0-0:0'],
  deviceNumber: '8:32',
  diskSequence: 15,
  parts: [],
  content: { kind: 'blank' },
};

/** A disk that may be written, but needs a second look. */
export const bigDisk: Drive = {
  ...sandisk,
  path: '/dev/sde',
  name: 'sde',
  vendor: 'Seagate',
  model: 'Backup+ Hub BK',
  serial: 'NA8T1XYZ',
  sizeBytes: 4_000_787_030_016,
  removable: false,
  ids: ['/dev/disk/by-id/usb-Seagate_Backup+_Hub_BK_NA8T1XYZ-0:0'],
  deviceNumber: '8:64',
  diskSequence: 19,
  parts: [
    { path: '/dev/sde1', label: 'Photos 2019-2026', fsType: 'ntfs', sizeBytes: 3725 * GIB, mounts: [] },
  ],
  warnings: [
    { code: 'larger-than-128-gb', text: 'larger than 128 GB: sure that this is no backup disk?' },
    { code: 'not-removable', text: 'it says it is not removable' },
  ],
};

export const systemDisk: Drive = {
  ...sandisk,
  path: '/dev/nvme0n1',
  name: 'nvme0n1',
  vendor: '',
  model: 'Samsung SSD 980 PRO 1TB',
  serial: 'S5GXNF0R4022B1',
  sizeBytes: 1_000_204_886_016,
  transport: 'nvme',
  removable: false,
  ids: ['/dev/disk/by-id/nvme-Samsung_SSD_980_PRO_1TB_S5GXNF0R4022B1'],
  deviceNumber: '259:0',
  diskSequence: 1,
  refusals: [{ code: 'system-drive', text: 'this system runs from it' }],
};

export const backupDisk: Drive = {
  ...bigDisk,
  path: '/dev/sdd',
  name: 'sdd',
  vendor: 'WD',
  model: 'Elements 25A3',
  serial: '575834314442358F03',
  ids: [],
  deviceNumber: '8:48',
  diskSequence: 9,
  refusals: [{ code: 'mounted', facts: { reason: 'mounted', at: '/mnt/backup' } }],
  warnings: [],
};

/** Its names try to steer the terminal and to be wider than they look. */
export const hostile: Drive = {
  ...sandisk,
  path: '/dev/sdf',
  name: 'sdf',
  vendor: '',
  model: '\u001b[2J日本語\u202eメモリー\u200d 64GB\ufe0f',
  serial: '',
  ids: [],
  deviceNumber: '8:80',
  diskSequence: 22,
  parts: [{ path: '/dev/sdf1', label: '\u001b]0;gone\u0007', fsType: 'exfat', sizeBytes: GIB, mounts: [] }],
  warnings: [{ code: 'no-serial', text: 'it has no serial number' }],
};

export const someDrives: readonly Drive[] = [sandisk, systemDisk, backupDisk];
export const manyDrives: readonly Drive[] = [sandisk, kingston, bigDisk, hostile, systemDisk, backupDisk];
