import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { putFile } from '../engine/author/boot/trees.ts';
import { isowright } from '../fakes/cli.ts';
import { rig, run, testWith } from '../fakes/rigs.ts';
import { grubEfi, grubMenu, isolinuxTree, secureTree } from './boot-trees.ts';

// Sticks that hold files, started by BIOS with what this machine has: GRUB and syslinux.

const STICK_BYTES = 71_303_680;
const room = mkdtempSync(join(tmpdir(), 'isowright-stick-bios-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));

function stickOf(tree: string, ...more: string[]) {
  const path = `${tree}${more.join('')}.img`;
  writeFileSync(path, '');
  truncateSync(path, STICK_BYTES);
  const how = ['--file-target', '--files', '--yes', '--expect-size', String(STICK_BYTES), ...more, '--json'];
  return { path, ...isowright(['write', tree, path, ...how]) };
}

function forecastOf(path: string) {
  const { stdout } = isowright(['inspect', path, '--json']);
  const found: { firmware: string; medium: string; boots: unknown; because: unknown }[] =
    JSON.parse(stdout).forecast;
  return found.find(({ firmware, medium }) => firmware === 'bios' && medium === 'usb');
}

const starts = (name: string) => ({ boots: true, why: `the first sector starts ${name}` });

testWith('rigs', 'tool:qemu-system-x86_64', 'tool:grub-mkimage', 'tool:sgdisk').each(['mbr', 'gpt'] as const)(
  'GRUB of this machine shows the menu of the image: %s',
  (table) => {
    const tree = join(room, `grub-${table}`);
    grubEfi(tree);
    grubMenu(tree, 'files');
    putFile(tree, 'boot/grub/i386-pc/normal.mod', 'of another version');
    const { path, status, events } = stickOf(tree, '--table', table);
    expect(status).toBe(0);
    expect(JSON.stringify(events)).toContain('stick-bios-grub');
    expect(forecastOf(path)).toMatchObject(starts('GRUB'));
    if (table === 'gpt') expect(run('sgdisk', ['-v', path]).stdout).toContain('No problems found');
    rig('boot.sh', path, 'bios-usb', 'isowright files ready', '--timeout', '120');
  },
);

const syslinux = testWith('rigs', 'tool:qemu-system-x86_64', 'tool:syslinux', 'tool:fsck.fat');

syslinux('syslinux of the same build starts the menu of isolinux, and one of another does not', () => {
  const tree = join(room, 'isolinux');
  isolinuxTree(tree);
  const { path, status } = stickOf(tree);
  expect(status).toBe(0);
  expect(forecastOf(path)).toMatchObject(starts('syslinux'));
  const volume = join(room, 'volume');
  run('dd', [`if=${path}`, `of=${volume}`, 'bs=1M', 'skip=1', 'status=none']);
  expect(run('fsck.fat', ['-n', volume]).status).toBe(0);
  rig('boot.sh', path, 'bios-usb', 'isowright isolinux ready', '--timeout', '60');
  expect(isowright(['verify', tree, path, '--file-target', '--files', '--json']).status).toBe(0);

  const other = join(room, 'other');
  isolinuxTree(other);
  const loader = readFileSync(join(other, 'isolinux/isolinux.bin'));
  loader.write('6.03 20190101', loader.indexOf('6.04'), 'latin1');
  writeFileSync(join(other, 'isolinux/isolinux.bin'), loader);
  writeFileSync(join(other, 'isolinux/ldlinux.c32'), 'of that version');
  const elsewhere = stickOf(other);
  expect(JSON.stringify(elsewhere.events)).toContain('"stick-bios-version","about":"6.03 20190101"');
  const refused = stickOf(other, '--bios', 'syslinux');
  expect([refused.status, refused.done?.report.failure?.facts]).toMatchObject([
    2,
    { because: { reason: 'bios-unfit', code: 'stick-bios-version' } },
  ]);
});

testWith('rigs', 'tool:qemu-system-x86_64')('Secure Boot starts a stick that a BIOS starts too', () => {
  const tree = join(room, 'secure');
  secureTree(tree);
  const { path, status } = stickOf(tree);
  expect(status).toBe(0);
  rig('boot.sh', path, 'sb-usb', 'Secure boot enabled', '--timeout', '120');
  expect(forecastOf(path)).toMatchObject(starts('GRUB'));
});

test('a menu for UEFI alone, and --bios none, are said', () => {
  const tree = join(room, 'efi-only');
  putFile(tree, 'EFI/BOOT/BOOTX64.EFI');
  putFile(tree, 'EFI/BOOT/grub.cfg', 'menuentry x {\n linuxefi /vmlinuz\n}\n');
  expect(JSON.stringify(stickOf(tree).events)).toContain('stick-bios-no-menu');
  expect(JSON.stringify(stickOf(tree, '--bios', 'none').events)).toContain('stick-uefi-only');
});
