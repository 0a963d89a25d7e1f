import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Drive } from '../../src/engine/contract/ports/drive.ts';
import { has, run, testWith } from '../fakes/rigs.ts';
import { LabGuest } from './lab-guest.ts';

const MIB = 1 << 20;
const PROBE = 'node /root/hw/lab-probe.mjs';
const CD_IMAGE = '/usr/lib/grub-rescue/grub-rescue-cdrom.iso';
const needs = ['rigs', 'root', 'tool:qemu-system-x86_64'] as const;
const test = testWith(...needs);
const guest = new LabGuest('hw-devices');
const folder = mkdtempSync(join(tmpdir(), 'isowright-lab-'));

function disk(name: string, sizeBytes: number): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  truncateSync(path, sizeBytes);
  return path;
}

/** A stick with one FAT partition. */
function stickWithFiles(): string {
  const path = disk('keys.img', 64 * MIB);
  run('sfdisk', ['-q', path], { input: 'label: dos\nstart=2048,type=c\n' });
  run('mkfs.vfat', ['-n', 'KEYS', '--offset', '2048', path, `${(63 * MIB) / 1024}`]);
  return path;
}

function list(): Drive[] {
  return JSON.parse(guest.out(`${PROBE} list`, 120));
}

beforeAll(async () => {
  if (!needs.every(has)) return;
  await guest.boot([
    ...['-drive', `if=none,id=n,format=raw,file=${disk('nvme.img', 64 * MIB)}`],
    ...['-device', 'nvme,drive=n,serial=NVME01,logical_block_size=4096,physical_block_size=4096'],
    ...['-drive', `if=none,id=i,format=raw,file=${disk('ide.img', 32 * MIB)}`],
    ...['-device', 'ide-hd,bus=ide.2,drive=i,serial=IDE01,model=Old Disk'],
  ]);
  await guest.pushScript('test/rigs/lab-probe.ts', '/root/hw/lab-probe.mjs');
}, 300_000);

afterAll(() => {
  if (needs.every(has)) guest.down();
  rmSync(folder, { recursive: true, force: true });
});

describe('the lab guest', () => {
  test('built-in disks, an empty CD drive and the root are what they are', () => {
    const drives = list();
    expect(drives.map((drive) => drive.name)).toEqual(['nvme0n1', 'sda', 'sr0', 'vda']);
    const [nvme, ide, cd, root] = drives;
    expect(nvme).toMatchObject({
      kind: 'disk',
      transport: 'nvme',
      serial: 'NVME01',
      model: 'QEMU NVMe Ctrl',
    });
    expect(nvme).toMatchObject({ sizeBytes: 64 * MIB, sectorBytes: 4096, removable: false, refusals: [] });
    expect(nvme!.ids).toContain('/dev/disk/by-id/nvme-QEMU_NVMe_Ctrl_NVME01');
    expect(ide).toMatchObject({ kind: 'disk', transport: 'sata', serial: 'IDE01', model: 'Old Disk' });
    expect(ide).toMatchObject({ sizeBytes: 32 * MIB, sectorBytes: 512, refusals: [] });
    expect(ide!.ids).toEqual(['/dev/disk/by-id/ata-Old_Disk_IDE01']);
    expect(cd).toMatchObject({ kind: 'optical', transport: 'sata', serial: 'QM00001' });
    expect(cd!.refusals.map(({ code }) => code)).toEqual(['no-medium', 'optical']);
    expect(root).toMatchObject({ kind: 'disk', transport: 'virtio' });
    expect(root!.refusals[0]).toMatchObject({ code: 'system-drive' });
  });

  test('the root disk cannot be opened', () => {
    expect(guest.out(`${PROBE} write /dev/vda`)).toContain('"code":"target-system"');
  });

  test('a disc appears in the CD drive', () => {
    const before = guest.out(`${PROBE} signature`);
    guest.lab('cd', CD_IMAGE);
    expect(guest.out(`${PROBE} signature`)).not.toBe(before);
    const cd = list().find((drive) => drive.name === 'sr0')!;
    expect(cd.refusals.map(({ code }) => code)).toEqual(['optical']);
    expect(cd.parts).toMatchObject([{ path: '/dev/sr0', fsType: 'iso9660' }]);
    guest.lab('cd', 'none');
  });

  test('a stick is seen with its serial, refused while mounted, and offered again', () => {
    const before = guest.out(`${PROBE} signature`);
    const path = guest.lab('plug', 'KEYS', stickWithFiles(), 'serial=0401AB');
    expect(guest.out(`${PROBE} signature`)).not.toBe(before);
    const find = () => list().find((drive) => drive.path === path)!;
    expect(find()).toMatchObject({
      kind: 'disk',
      transport: 'usb',
      serial: '0401AB',
      removable: true,
      readOnly: false,
      sizeBytes: 64 * MIB,
      ids: ['/dev/disk/by-id/usb-QEMU_QEMU_HARDDISK_0401AB-0:0'],
      parts: [{ path: `${path}1`, label: 'KEYS', fsType: 'vfat', mounts: [] }],
      refusals: [],
      warnings: [{ code: 'not-empty', facts: { reason: 'not-empty', parts: ['KEYS (vfat)'], more: 0 } }],
    });
    guest.out(`mkdir -p /mnt/keys && mount ${path}1 /mnt/keys`);
    expect(find().refusals).toEqual([{ code: 'mounted', facts: { reason: 'mounted', at: '/mnt/keys' } }]);
    expect(guest.out(`${PROBE} write ${path}`)).toContain('"code":"target-mounted"');
    guest.out('umount /mnt/keys');
    expect(find().refusals).toEqual([]);
    guest.lab('unplug', 'KEYS');
    expect(list().some((drive) => drive.path === path)).toBe(false);
  });

  test('a fixed disk on USB is removable all the same, a write-protected one is refused', () => {
    const fixed = guest.lab('plug', 'FIXED', disk('fixed.img', 16 * MIB), 'removable=off');
    const locked = guest.lab('plug', 'LOCKED', disk('locked.img', 16 * MIB), 'readonly=on');
    const drives = list();
    expect(drives.find((drive) => drive.path === fixed)).toMatchObject({ removable: true, refusals: [] });
    expect(drives.find((drive) => drive.path === locked)?.refusals).toMatchObject([{ code: 'read-only' }]);
    expect(guest.out(`${PROBE} write ${locked}`)).toContain('"code":"target-read-only"');
    guest.lab('unplug', 'FIXED');
    guest.lab('unplug', 'LOCKED');
  });

  test('a stick pulled out in mid-write is gone within seconds', () => {
    guest.lab('plug', 'PULLED', disk('pulled.img', 64 * MIB), 'serial=77');
    const id = '/dev/disk/by-id/usb-QEMU_QEMU_HARDDISK_77-0:0';
    guest.out(`${PROBE} write ${id} >/tmp/pulled 2>&1 & echo $! >/tmp/pid`);
    guest.out('for n in $(seq 600); do grep -q writing /tmp/pulled && exit 0; sleep 0.1; done; exit 1', 90);
    guest.lab('unplug', 'PULLED');
    guest.out('for n in $(seq 300); do [ -d /proc/$(cat /tmp/pid) ] || exit 0; sleep 0.1; done; exit 1');
    const last = JSON.parse(guest.out('cat /tmp/pulled').split('\n').at(-1)!);
    expect(last).toMatchObject({ code: 'target-gone', state: 'unfinished' });
    expect(last.facts.atByte).toBeGreaterThanOrEqual(0);
    expect(last.afterMs).toBeLessThan(10_000);
  });
});
