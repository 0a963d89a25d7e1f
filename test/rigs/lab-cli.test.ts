import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { DoneFact } from '../../src/engine/contract/events/events.ts';
import type { Drive } from '../../src/engine/contract/ports/drive.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { has, run, testWith } from '../fakes/rigs.ts';
import { LabGuest } from './lab-guest.ts';

// What must be shown, 5: the built program on a machine with USB sticks, a disc, SATA and NVMe disks.

const MIB = 1 << 20;
const needs = ['rigs', 'root', 'tool:qemu-system-x86_64', 'tool:sfdisk'] as const;
const test = testWith(...needs);
const guest = new LabGuest('cli');
const folder = mkdtempSync(join(tmpdir(), 'isowright-lab-cli-'));
const image = seededBytes(MIB + 2048);
const CD_IMAGE = '/usr/lib/grub-rescue/grub-rescue-cdrom.iso';
const STICK_ID = '/dev/disk/by-id/usb-QEMU_QEMU_HARDDISK_0401AB-0:0';

function disk(name: string, sizeBytes: number): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  truncateSync(path, sizeBytes);
  return path;
}

const ILL_BYTES = 4 * MIB + 3 * 4096;
const illContent = Buffer.from(seededBytes(ILL_BYTES));
const ILL_SECTORS = [3000, 3001, 7777];

/** QEMU's own errors in single sectors of a second NVMe drive. */
function illNvme(): string {
  const filename = join(folder, 'ill.img');
  writeFileSync(filename, illContent);
  const errors = ILL_SECTORS.map((sector) => ({
    event: 'none',
    iotype: 'read',
    errno: 5,
    sector,
    once: false,
  }));
  const image = { driver: 'file', filename, locking: 'off' };
  const file = { driver: 'blkdebug', image, 'inject-error': errors };
  return JSON.stringify({ driver: 'raw', 'node-name': 'ill', file });
}

beforeAll(async () => {
  if (!needs.every(has)) return;
  await guest.boot([
    ...[
      '-drive',
      `if=none,id=n,format=raw,file=${disk('nvme.img', 64 * MIB)}`,
      '-device',
      'nvme,drive=n,serial=NVME01',
    ],
    ...['-drive', `if=none,id=i,format=raw,file=${disk('ide.img', 32 * MIB)}`],
    ...['-device', 'ide-hd,bus=ide.2,drive=i,serial=IDE01,model=Old Disk'],
    ...['-blockdev', illNvme(), '-device', 'nvme,drive=ill,serial=NVME02'],
  ]);
  guest.lab('push', 'dist', '/root/app/dist');
  writeFileSync(join(folder, 'image.iso'), image);
  const pushed = mkdtempSync(join(folder, 'push-'));
  writeFileSync(join(pushed, 'image.iso'), image);
  writeFileSync(join(pushed, 'package.json'), '{"type":"module"}');
  guest.lab('push', pushed, '/root/app');
}, 300_000);

afterAll(() => {
  if (needs.every(has)) guest.down();
  rmSync(folder, { recursive: true, force: true });
});

const COMMAND = 'node /root/app/dist/main.js';

function list(): Drive[] {
  return (JSON.parse(guest.out(`${COMMAND} devices --json`, 120)) as { devices: Drive[] }).devices;
}

/** Exit code and last word of a write without questions. */
function write(target: string, ...identity: string[]): { status: number; done: DoneFact } {
  const { status, stdout } = guest.exec(
    `${COMMAND} write /root/app/image.iso ${target} --yes ${identity.join(' ')} --json 2>/dev/null`,
    120,
  );
  return { status, done: JSON.parse(stdout.trim().split('\n').at(-1) as string) as DoneFact };
}

describe('isowright in the lab guest', () => {
  test('devices --json shows the USB stick, the disc, the SATA and the NVMe disk rightly', () => {
    const path = guest.lab('plug', 'STICK', disk('stick.img', 48 * MIB), 'serial=0401AB', 'removable=on');
    guest.lab('cd', CD_IMAGE);
    const drives = new Map(list().map((drive) => [drive.name, drive]));
    guest.lab('cd', 'none');
    expect(drives.get(path.replace('/dev/', ''))).toMatchObject({
      path,
      kind: 'disk',
      transport: 'usb',
      serial: '0401AB',
      sizeBytes: 48 * MIB,
      sectorBytes: 512,
      removable: true,
      readOnly: false,
      ids: [STICK_ID],
      parts: [],
      refusals: [],
    });
    expect(drives.get('sr0')).toMatchObject({
      kind: 'optical',
      parts: [{ path: '/dev/sr0', fsType: 'iso9660' }],
      refusals: [{ code: 'optical' }],
    });
    expect(drives.get('nvme0n1')).toMatchObject({ transport: 'nvme', serial: 'NVME01', sizeBytes: 64 * MIB });
    const ide = [...drives.values()].find(({ serial }) => serial === 'IDE01');
    expect(ide).toMatchObject({ kind: 'disk', transport: 'sata', model: 'Old Disk', sizeBytes: 32 * MIB });
    expect(drives.get('vda')?.refusals[0]).toMatchObject({ code: 'system-drive' });
  });

  test('a stick named by its id is written and proved, and the host finds the image in it', () => {
    const { status, done } = write(STICK_ID);
    expect(status).toBe(0);
    expect(done.report.targets).toMatchObject([
      { ok: true, state: 'proved', serial: '0401AB', verifiedBytes: image.length, mismatches: [] },
    ]);
    guest.lab('unplug', 'STICK');
    const stick = readFileSync(join(folder, 'stick.img'));
    expect(stick.length).toBe(48 * MIB);
    expect(Buffer.compare(stick.subarray(0, image.length), image)).toBe(0);
  });

  test('an NVMe drive with bad sectors is read around them: exactly those are missing, as ddrescue has it', () => {
    const path = '/dev/disk/by-id/nvme-QEMU_NVMe_Ctrl_NVME02';
    const [image, map] = ['/tmp/nvme.img', '/tmp/nvme.map'];
    const { status, stdout } = guest.exec(
      `${COMMAND} read ${path} -o ${image} --map ${map} --json 2>/dev/null`,
      120,
    );
    expect(status).toBe(7);
    const done = JSON.parse(stdout.trim().split('\n').at(-1) as string) as DoneFact;
    expect(done.report.medium).toMatchObject({
      serial: 'NVME02',
      bad: [
        { atByte: 3000 * 512, lengthBytes: 1024 },
        { atByte: 7777 * 512, lengthBytes: 512 },
      ],
    });
    guest.out(`ddrescue -q -d ${path} /tmp/dd.img /tmp/dd.map`, 60);
    const lines = (name: string): string[] => guest.out(`grep ' 0x.* [-+?*/]$' ${name}`).split('\n');
    expect(lines(map)).toEqual(lines('/tmp/dd.map'));
    for (const sector of ILL_SECTORS) illContent.fill(0, sector * 512, (sector + 1) * 512);
    const sum = createHash('sha256').update(illContent).digest('hex');
    expect(guest.out(`sha256sum ${image}`)).toContain(sum);
  });

  test('the root disk is refused with 5, whatever is given for it', () => {
    const { status, done } = write('/dev/vda', '--expect-size', guest.out('blockdev --getsize64 /dev/vda'));
    expect([status, done.report.failure?.code]).toEqual([5, 'target-system']);
  });

  test('a mounted stick is refused with 4 and the place where it is mounted', () => {
    const stick = disk('mounted.img', 48 * MIB);
    run('sfdisk', ['-q', stick], { input: 'label: dos\nstart=2048,type=c\n' });
    run('mkfs.vfat', ['-n', 'KEYS', '--offset', '2048', stick, `${(47 * MIB) / 1024}`]);
    const path = guest.lab('plug', 'MOUNTED', stick, 'serial=M1');
    guest.out(`mkdir -p /mnt/keys && mount ${path}1 /mnt/keys`);
    const { status, done } = write(path, '--expect-serial', 'M1');
    expect(status).toBe(4);
    expect(done.report.failure).toMatchObject({ code: 'target-mounted', facts: { mounts: ['/mnt/keys'] } });
    guest.out('umount /mnt/keys');
    guest.lab('unplug', 'MOUNTED');
  });

  test('a stick that is pulled out in mid-write ends within seconds with 4, and is not called anything but unfinished', () => {
    guest.lab('plug', 'PULLED', disk('pulled.img', 400 * MIB), 'serial=P1');
    guest.out('truncate -s 380M /root/app/large.iso');
    guest.out('printf isowright | dd of=/root/app/large.iso conv=notrunc status=none');
    guest.out(
      `(${COMMAND} write /root/app/large.iso /dev/disk/by-id/usb-QEMU_QEMU_HARDDISK_P1-0:0 --yes --json; echo "exit $?") ` +
        '>/tmp/pulled 2>/tmp/pulled.err </dev/null &',
    );
    waitInGuest(`grep -q '"writtenBytes":[1-9]' /tmp/pulled`);
    guest.lab('unplug', 'PULLED');
    const pulledAtMs = Date.now();
    waitInGuest("grep -q '^exit' /tmp/pulled");
    expect(Date.now() - pulledAtMs).toBeLessThan(15_000);
    const lines = guest.out('cat /tmp/pulled').split('\n');
    expect(lines.at(-1)).toBe('exit 4');
    const done = JSON.parse(lines.at(-2) as string) as DoneFact;
    expect(done.report.failure?.code).toBe('target-gone');
    expect(done).toMatchObject({ ok: false, outcome: 'failed', report: { targets: [{ ok: false }] } });
    expect(done.report.targets?.[0]).toMatchObject({ state: 'unfinished', verifiedBytes: 0 });
  });
});

/** Until the shell condition holds in the guest. */
function waitInGuest(condition: string): void {
  guest.out(`for n in $(seq 600); do ${condition} && exit 0; sleep 0.05; done; cat /tmp/pulled*; exit 1`, 90);
}
