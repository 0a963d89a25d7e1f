import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { efiImage, fakeIsolinux, putFile, putFiles, windowsTree } from '../engine/author/boot/trees.ts';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';

// What the command line says of the boot side: before the build, after it, and of any image.

const room = temporaryFolder();
const live = join(room, 'live');
const image = join(room, 'live.iso');

beforeAll(() => {
  mkdirSync(live);
  putFile(live, 'isolinux/isolinux.bin', fakeIsolinux());
  putFile(live, 'isolinux/isohdpfx.bin', new Uint8Array(432).fill(0x90));
  putFile(live, 'boot/grub/efi.img', efiImage());
  putFile(live, 'boot/grub/grub.cfg', 'linux /vmlinuz root=live:CDLABEL=LIVE_1');
});

const answers = (forecast: readonly { firmware: string; medium: string; boots: unknown }[]) =>
  forecast.map(({ firmware, medium, boots }) => `${firmware} ${medium} ${boots}`);
const everywhere = ['bios cd true', 'bios usb true', 'uefi-x64 cd true', 'uefi-x64 usb true'];

test('a dry run says what was found, which label it takes, and what will start where', () => {
  const { status, stdout } = isowright(['make', live, '-o', image, '--dry-run', '--json']);
  expect(status).toBe(0);
  const { forecast } = JSON.parse(stdout);
  expect(forecast.label).toBe('LIVE_1');
  expect(forecast.boot).toMatchObject({
    profile: 'isolinux',
    table: 'gpt',
    codeFrom: '/isolinux/isohdpfx.bin',
  });
  expect(answers(forecast.firmware)).toEqual(everywhere);
  expect(existsSync(image)).toBe(false);
});

test('after the build the written image is read again and the forecast shown', () => {
  const { status, done } = isowright(['make', live, '-o', image, '--json']);
  expect(status).toBe(0);
  expect(answers(done!.report.forecast!)).toEqual(everywhere);
  const plain = isowright(['make', live, '-o', image, '--force', '--plain']);
  expect(plain.stdout).toMatch(/BIOS +USB stick +boots +the first sector starts isolinux/);
});

test('inspect answers in the form of the contract', () => {
  const { status, stdout } = isowright(['inspect', image, '--json']);
  expect(status).toBe(0);
  const found = JSON.parse(stdout);
  expect(Object.keys(found)).toEqual([
    'kind',
    'sizeBytes',
    'volumes',
    'boot',
    'secureBoot',
    'forecast',
    'notes',
    'standards',
  ]);
  expect(found).toMatchObject({ kind: 'iso9660', sizeBytes: readFileSync(image).length, notes: [] });
  expect(found.volumes[0]).toMatchObject({ standard: 'iso9660', label: 'LIVE_1' });
  expect(Object.keys(found.boot)).toEqual(['elTorito', 'mbr', 'gpt']);
  expect(answers(found.forecast)).toEqual(everywhere);
  expect(isowright(['inspect', image]).stdout).toMatch(/UEFI +USB stick +boots/);
});

test('what is no image ends in exit code 7', () => {
  expect(isowright(['inspect', join(room, 'nothing.iso')]).status).toBe(7);
  expect(isowright(['inspect', live]).status).toBe(7);
});

test('--boot none and --no-hybrid are obeyed, and stand in the command that repeats the plan', () => {
  const dry = (...flags: string[]) => isowright(['make', live, '-o', image, '--dry-run', ...flags]).stdout;
  expect(dry('--boot', 'none')).toMatch(/--boot none[\s\S]*Boot files stay plain files/);
  expect(dry('--no-hybrid')).toMatch(/--no-hybrid[\s\S]*USB stick +does not boot +no master boot record/);
  expect(isowright(['make', live, '-o', image, '--boot', 'maybe']).status).toBe(2);
});

test('a folder that cannot start is said before the first byte, with the way out', () => {
  const folder = join(room, 'windows-without');
  mkdirSync(folder);
  putFiles(folder, 'bootmgr', 'sources/boot.wim');
  const { stdout } = isowright(['make', folder, '-o', join(room, 'w.iso'), '--dry-run']);
  expect(stdout).toMatch(/BIOS will not boot it: make it with --boot-from ORIGINAL\.iso/);
  expect(stdout).toMatch(/UEFI will not boot it/);
  const made = isowright(['make', folder, '-o', join(room, 'w.iso'), '--json']);
  const order = made.events.map(({ event }) => event);
  const note = made.events.findIndex((event) => event.event === 'note' && event.code === 'boot');
  expect(note).toBeGreaterThan(0);
  expect(note).toBeLessThan(order.lastIndexOf('phase'));
});

test('a Windows folder says that a stick needs its files', () => {
  const folder = join(room, 'windows');
  mkdirSync(folder);
  windowsTree(folder);
  const { stdout } = isowright(['make', folder, '-o', join(room, 'w2.iso'), '--dry-run']);
  expect(stdout).toMatch(/a Windows installation or recovery medium/);
  expect(stdout).toMatch(/BIOS +CD +boots +the boot catalogue names Windows' boot manager/);
  expect(stdout).toMatch(/a stick needs the files/);
});

test('make and write take the files of an image, and lay them out anew', () => {
  const again = join(room, 'again.iso');
  const env = { SOURCE_DATE_EPOCH: '1795348800' };
  const made = isowright(['make', image, '-o', again, '--exclude', '*.bmp', '--json'], { env });
  expect([made.status, made.done?.report.image?.label]).toEqual([0, 'LIVE_1']);
  expect(answers(made.done!.report.forecast!)).toEqual(everywhere);
  const drive = join(room, 'drive.img');
  writeFileSync(drive, '');
  truncateSync(drive, 64 << 20);
  const target = [drive, '--file-target', '--yes', '--expect-size', String(64 << 20)];
  const written = isowright(['write', image, ...target, '--rebuild', '--json'], { env });
  expect([written.status, written.done?.report.source?.sha256]).toEqual([0, made.done?.report.image?.sha256]);
  const dry = isowright(['write', image, ...target, '--rebuild', '--dry-run', '--json'], { env });
  expect(JSON.parse(dry.stdout).source).toMatchObject({ kind: 'opened-image', path: image });
});

test('--boot-from stands in the plan and in the command that repeats it', () => {
  const { stdout } = isowright(['make', live, '-o', image, '--boot-from', image, '--dry-run']);
  expect(stdout).toContain(`--boot-from ${image}`);
  expect(stdout).toMatch(/Boot images, boot code and partition table come from/);
});

test('a packed image is refused where its files are needed, with the way out', () => {
  const packed = `${image}.gz`;
  writeFileSync(packed, gzipSync(readFileSync(image)));
  const { status, stderr } = isowright(['make', packed, '-o', join(room, 'no.iso')]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/is compressed, .* unpack it first/s);
});
