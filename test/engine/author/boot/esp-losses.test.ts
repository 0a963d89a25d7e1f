import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lossText } from '../../../../src/words/losses.ts';
import { author, temporaryFolder } from '../making.ts';
import { putFile } from './trees.ts';

test('what an EFI system partition cannot hold is said, and stays in the image', async () => {
  const folder = join(temporaryFolder(), 'efi');
  mkdirSync(join(folder, 'EFI/BOOT'), { recursive: true });
  putFile(folder, 'EFI/BOOT/BOOTX64.EFI', 'loader');
  putFile(folder, 'EFI/tools/Shell.efi', 'one');
  putFile(folder, 'EFI/tools/shell.efi', 'two');
  symlinkSync('BOOTX64.EFI', join(folder, 'EFI/BOOT/link.efi'));
  writeFileSync(join(folder, 'EFI/huge'), '');
  truncateSync(join(folder, 'EFI/huge'), 2 ** 32);
  const image = await author(folder);
  expect(image.losses.filter(({ where }) => where === 'esp')).toEqual([
    { path: '/EFI/BOOT/link.efi', reason: 'link-dropped', where: 'esp' },
    { path: '/EFI/huge', reason: 'file-too-large', where: 'esp' },
    { path: '/EFI/tools/shell.efi', reason: 'same-name-dropped', where: 'esp' },
  ]);
  expect(lossText(image.losses.at(-1)!)).toContain('in the EFI system partition');
  await image.close();
});

test('an EFI folder without losses has none', async () => {
  const folder = join(temporaryFolder(), 'plain');
  putFile(folder, 'EFI/BOOT/BOOTX64.EFI', 'loader');
  const image = await author(folder);
  expect(image.losses).toEqual([]);
  await image.close();
});
