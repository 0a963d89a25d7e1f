import { expect, test } from 'vitest';
import { mountAt } from '../../../src/hw/mounts/mount-table.ts';
import { nameOf } from '../../../src/hw/mounts/place.ts';
import { saidBy } from '../../../src/hw/mounts/tried.ts';
import { attachedDevice, mountedPlace } from '../../../src/hw/mounts/udisks.ts';

// Outputs as udisksctl 2.9 and 2.10 print them, and names on their way to folders.

test('udisksctl says which device and which folder', () => {
  expect(attachedDevice('Mapped file /home/ann/a b.iso as /dev/loop12.\n')).toBe('/dev/loop12');
  expect(attachedDevice('Error setting up loop device for /x: GDBus.Error\n')).toBeUndefined();
  expect(mountedPlace('Mounted /dev/loop12 at /run/media/ann/Debian 12.4\n')).toBe(
    '/run/media/ann/Debian 12.4',
  );
  expect(mountedPlace('Mounted /dev/loop12 at /media/ann/BACKUP.\n')).toBe('/media/ann/BACKUP');
});

test('a folder has the name of the image, and nothing that steers a terminal or leads elsewhere', () => {
  const names = ['/a/debian-12.iso', '/a/.iso', '/a/..', '/a/x\n\u001b[2J.img', '/a/sp ace.qcow2'];
  expect(names.map((path) => nameOf({ path }))).toEqual(['debian-12', 'image', '_', 'x_[2J', 'sp_ace']);
  expect(nameOf({ path: '/a/disk.img', partition: 2 })).toBe('disk-part2');
  expect(Buffer.byteLength(nameOf({ path: `/a/${'ü'.repeat(120)}.iso` }))).toBe(80);
});

test('the uppermost mount counts, and a name that is no text hides no other', () => {
  const lines = [
    '30 1 7:0 / /mnt/\\303\\274 rw - ext4 /dev/loop0 ro',
    '31 1 7:1 / /mnt/\xff rw - ext4 /dev/loop1 ro',
    '32 30 0:99 / /mnt/\xc3\xbc rw - fuse.x x ro',
  ].join('\n');
  expect(mountAt('/mnt/ü', lines)?.deviceNumber).toBe('0:99');
  expect(mountAt('/mnt/u', lines)).toBeUndefined();
});

test('what a program said stands without its name and its full stop', () => {
  const ran = { status: 32, stdout: '', timedOut: false };
  expect(saidBy({ ...ran, stderr: 'umount: /mnt: target is busy.\n' })).toBe('/mnt: target is busy');
  expect(saidBy({ ...ran, stderr: '' })).toBe('mount-not-there');
});
