import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';

// Text that makes patterns slow, where the program meets it: minutes (and hours) before, no time now. The program is killed after two
// minutes, whatever it does.

const room = temporaryFolder();
const KIB = 1024;
/** As much of a menu as is read. */
const MENU_BYTES = 256 * KIB;
let folders = 0;

function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = join(room, `folder-${++folders}`);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const dryRun = (folder: string, ...more: string[]) =>
  isowright(['make', folder, '-o', join(room, 'out.iso'), '--dry-run', '--json', ...more]);

/** The least that counts as a loader of an EFI system partition and of isolinux. */
const LOADERS = {
  'EFI/BOOT/BOOTX64.EFI': Buffer.concat([Buffer.from('MZ'), Buffer.alloc(4 * KIB)]),
  'isolinux/isolinux.bin': Buffer.alloc(4 * KIB, 'isolinux'),
};

test.each([
  ['newlines', '\n'.repeat(MENU_BYTES)],
  ['blanks', ' '.repeat(MENU_BYTES)],
  ['searches for nothing', 'search '.repeat(MENU_BYTES / 7)],
  ['searches with options', `search --label ${'--a '.repeat(MENU_BYTES / 4)}`],
  ['labels without a name', 'LABEL='.repeat(MENU_BYTES / 6)],
])('a boot menu of %s is read at once', (_, menu) => {
  const files = { 'boot/grub/grub.cfg': menu, 'isolinux/isolinux.cfg': menu, 'loader/entries/a.conf': menu };
  expect(dryRun(folderWith({ ...LOADERS, ...files })).status).toBe(0);
});

test('a loader that names a hundred thousand folders does not multiply the partition', () => {
  const names = Array.from({ length: 100_000 }, (_, index) => `/EFI/f${index}\0`).join('');
  const files = { 'EFI/BOOT/grubx64.efi': `MZ grub ${names}`, 'boot/grub/grub.cfg': 'menu' };
  expect(dryRun(folderWith({ ...LOADERS, ...files })).status).toBe(0);
});

test('patterns of many stars leave out, or do not, at once', () => {
  const folder = folderWith({ [`${'a'.repeat(250)}`]: '', [`${'b/'.repeat(100)}c`]: '' });
  const patterns = [`${'*a'.repeat(100)}[x]`, `${'**/b/'.repeat(50)}*[x]`, `${'*'.repeat(4000)}x`];
  expect(dryRun(folder, ...patterns.flatMap((pattern) => ['--exclude', pattern])).status).toBe(0);
});

test('checksum files of blanks, digits and backslashes are read at once', () => {
  const image = join(room, 'image.img');
  writeFileSync(image, Buffer.alloc(4096, 'x'));
  const texts = [' \t'.repeat(60_000), '0'.repeat(120_000), '\\'.repeat(120_000), '('.repeat(120_000)];
  for (const text of texts) {
    writeFileSync(`${image}.sha256`, `${text}x\nSHA256 (${text}\n${text}) = ${text}\n`);
    expect([6, 7]).toContain(isowright(['verify', image, '--json']).status);
  }
});
