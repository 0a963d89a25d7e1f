import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { putFile } from '../engine/author/boot/trees.ts';
import { author, bytesOf, makeImage, temporaryFolder } from '../engine/author/making.ts';
import { run } from '../fakes/rigs.ts';
import { showing } from './conformance.ts';

// The EFI system partition that is built, taken out of the image and read by mtools.

const room = temporaryFolder();

/** systemd-boot with kernels outside EFI, and a GRUB that looks for its menu in /EFI/debian. */
function tree(folder: string): void {
  mkdirSync(folder);
  const noise = (seed: number, length: number) =>
    Buffer.from(Array.from({ length }, (_, i) => (i * seed + (i >> 8)) & 0xff));
  putFile(folder, 'EFI/BOOT/BOOTX64.EFI', noise(3, 1_500_001));
  putFile(
    folder,
    'EFI/BOOT/grubx64.efi',
    Buffer.concat([Buffer.from('grub\0'), noise(5, 99), Buffer.from('\0/EFI/debian\0')]),
  );
  for (let i = 0; i < 12; i++)
    putFile(folder, `EFI/tools/a tool number ${i}.efi`, noise(7 + i, 100 + 977 * i));
  putFile(folder, 'boot/grub/grub.cfg', 'menu');
  putFile(folder, 'kernels/vmlinuz', noise(11, 3_000_000));
  putFile(folder, 'kernels/initrd', noise(13, 50_000));
  putFile(folder, 'loader/entries/one.conf', 'title One\nlinux /kernels/vmlinuz\ninitrd /kernels/initrd\n');
  putFile(folder, 'other/not-needed.bin', noise(17, 5000));
}

const needs = ['tool:mcopy', 'tool:fsck.fat', 'tool:diff'] as const;

showing({ cases: [75], judge: 'mtools', needs }, 'what is in it is what the folder has', async () => {
  const folder = join(room, 'tree');
  tree(folder);
  const image = join(room, 'tree.iso');
  await makeImage(folder, image, { madeAt: 5 });
  const esp = join(room, 'esp.img');
  writeFileSync(esp, partition(readFileSync(image), 2));
  expect(run('fsck.fat', ['-n', esp]).status).toBe(0);
  const out = join(room, 'out');
  mkdirSync(out);
  expect(run('mcopy', ['-s', '-n', '-i', esp, '::*', out], { env: { MTOOLS_SKIP_CHECK: '1' } }).status).toBe(
    0,
  );
  const { stdout } = run('diff', ['-r', '-q', folder, out]);
  expect(stdout.trim().split('\n').sort()).toEqual(
    [`Only in ${folder}: boot`, `Only in ${folder}: other`, ...added(out)].sort(),
  );
  const stub =
    'search --file --set=root /boot/grub/grub.cfg\nset prefix=($root)/boot/grub\nconfigfile /boot/grub/grub.cfg\n';
  expect(readFileSync(join(out, 'EFI/debian/grub.cfg'), 'utf8')).toBe(stub);
});

showing(
  { cases: [75], judge: 'by hand', needs: [] },
  'it is the same in whatever pieces it is read',
  async () => {
    const folder = join(room, 'pieces');
    tree(folder);
    const [one, two] = [await author(folder, { madeAt: 5 }), await author(folder, { madeAt: 5 })];
    const [whole, pieces] = [await bytesOf(one, 1 << 24), await bytesOf(two, 33_333)];
    expect(Buffer.compare(whole, pieces)).toBe(0);
    await one.settle();
    await Promise.all([one.close(), two.close()]);
  },
);

/** GRUB's menus, which the folder does not have. */
function added(out: string): string[] {
  return [`Only in ${out}/EFI: debian`, `Only in ${out}/EFI/BOOT: grub.cfg`];
}

/** The bytes of a GPT partition. */
function partition(image: Buffer, number: number): Buffer {
  const entry = 1024 + (number - 1) * 128;
  const [first, last] = [32, 40].map((at) => Number(image.readBigUInt64LE(entry + at)));
  return image.subarray(first! * 512, (last! + 1) * 512);
}
