import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkImage } from '../../../../src/engine/check/check-image.ts';
import type { AuthorOptions } from '../../../../src/engine/contract/plan/plan.ts';
import { author, temporaryFolder } from '../making.ts';
import { efiImage, fakeIsolinux, putFile, putFiles, windowsTree } from './trees.ts';

// The strict verifier finds nothing wrong with the file systems of bootable images.

const room = temporaryFolder();

function live(folder: string): void {
  putFile(folder, 'isolinux/isolinux.bin', fakeIsolinux());
  putFile(folder, 'isolinux/isohdpfx.bin', new Uint8Array(432).fill(0x90));
  putFiles(folder, 'EFI/BOOT/BOOTX64.EFI', 'docs/a long name with spaces.txt');
}

function withImage(folder: string): void {
  live(folder);
  putFile(folder, 'boot/grub/efi.img', efiImage());
}

test.each<[string, (folder: string) => void, Partial<AuthorOptions>]>([
  ['an EFI system partition that is built', live, {}],
  ['one that is a file of the tree', withImage, {}],
  ['no partition table', live, { hybrid: false }],
  ['a second tree for the first partition', live, { partitionTree: true }],
  ['a second tree and level 4', live, { partitionTree: true, isoLevel: 4 }],
  ['a GPT and UDF together: anchors at 256 and N - 256', live, { udf: true }],
  ['Windows', windowsTree, { udf: true }],
])('%s', async (name, build, options) => {
  const folder = join(room, name.replace(/\W/g, '-'));
  mkdirSync(folder);
  build(folder);
  const image = await author(folder, options);
  expect(await checkImage(image)).toEqual([]);
  await image.close();
});
