import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect } from 'vitest';
import { efiProgramFor } from '../engine/author/boot/efi-program.ts';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { has, run, testWith } from '../fakes/rigs.ts';

// An image whose table counts in other sectors than the drive has: "boots" was said, and nothing of it was found afterwards.

const needs = ['loop', 'tool:sgdisk', 'tool:mkfs.vfat', 'tool:mcopy'] as const;
const test = testWith(...needs);
const room = temporaryFolder();
const MIB = 1 << 20;
const small = join(room, 'small.img');
const large = join(room, 'large.img');

/** A GPT with an EFI system partition and a loader in it, made on a device with such sectors. */
function makeImage(path: string, sectorBytes: 512 | 4096): void {
  const device = makeLoopDevice(24 * MIB, { sectorBytes });
  const esp = join(room, `esp-${sectorBytes}.img`);
  try {
    const firstBlock = (4 * MIB) / sectorBytes;
    must('sgdisk', ['-n', `1:${firstBlock}:${firstBlock * 4 - 1}`, '-t', '1:ef00', device.path]);
    writeFileSync(esp, Buffer.alloc(12 * MIB));
    must('mkfs.vfat', ['-F', '12', '-S', String(sectorBytes), esp]);
    writeFileSync(join(room, 'bootx64.efi'), efiProgramFor('uefi-x64'));
    must('mmd', ['-i', esp, '::EFI', '::EFI/BOOT']);
    must('mcopy', ['-i', esp, join(room, 'bootx64.efi'), '::EFI/BOOT/BOOTX64.EFI']);
    must('sync', []);
    copyFileSync(device.backingPath, path);
  } finally {
    device.remove();
  }
  const bytes = readFileSync(path);
  bytes.set(readFileSync(esp), 4 * MIB);
  writeFileSync(path, bytes);
}

function must(command: string, args: string[]): void {
  const ran = run(command, args);
  if (ran.status !== 0) throw new Error(`${command}: ${ran.stderr}${ran.stdout}`);
}

beforeAll(() => {
  if (!needs.every(has)) return;
  makeImage(small, 512);
  makeImage(large, 4096);
  writeFileSync(`${small}.gz`, gzipSync(readFileSync(small)));
});

const sizes = { 512: small, 4096: large } as const;

test.each([
  [small, 4096, 512],
  [`${small}.gz`, 4096, 512],
  [large, 512, 4096],
] as const)(
  '%s on a drive of %d-byte sectors is said before the write, and no stick boots',
  (image, driveBytes, imageBytes) => {
    const device = makeLoopDevice(32 * MIB, { sectorBytes: driveBytes });
    try {
      const dry = isowright(['write', image, device.path, '--dry-run']);
      expect(dry.status).toBe(0);
      expect(dry.stdout).toContain(
        `made for drives with ${imageBytes}-byte sectors, but this one has ${driveBytes}`,
      );
      const { forecast } = JSON.parse(isowright(['write', image, device.path, '--dry-run', '--json']).stdout);
      expect(forecast.sectors).toEqual([{ target: device.name, imageBytes, driveBytes }]);
      for (const { medium, boots } of forecast.firmware ?? [])
        if (medium === 'usb') expect(boots).not.toBe(true);
      const written = isowright([
        'write',
        image,
        device.path,
        '--yes',
        '--json',
        '--expect-size',
        `${32 * MIB}`,
      ]);
      expect(written.status).toBe(0);
      const said = written.events.map((event) =>
        'code' in event ? event.code : 'phase' in event ? event.phase : '',
      );
      expect(said.indexOf('sector-size-differs')).toBeGreaterThanOrEqual(0);
      expect(said.indexOf('sector-size-differs')).toBeLessThan(said.indexOf('write'));
    } finally {
      device.remove();
    }
  },
  120_000,
);

test.each([512, 4096] as const)(
  'an image on a drive with its own sectors (%d) boots, and nothing is said',
  (sectorBytes) => {
    const device = makeLoopDevice(32 * MIB, { sectorBytes });
    try {
      const dry = isowright(['write', sizes[sectorBytes], device.path, '--dry-run', '--json']);
      const { forecast } = JSON.parse(dry.stdout);
      expect(forecast.sectors).toBeUndefined();
      const stick = forecast.firmware.find(
        (one: { firmware: string; medium: string }) => one.firmware === 'uefi-x64' && one.medium === 'usb',
      );
      expect(stick.boots).toBe(true);
    } finally {
      device.remove();
    }
  },
  120_000,
);
