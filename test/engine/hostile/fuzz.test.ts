import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AuthorOptions } from '../../../src/engine/contract/plan/plan.ts';
import { efiImage, fakeIsolinux, putFile } from '../author/boot/trees.ts';
import { author, bytesOf, temporaryFolder } from '../author/making.ts';
import { mediaTree } from '../read/browse/media-tree.ts';
import { type MediaKind, udfMedia } from '../read/browse/udf-media.ts';
import { answers, workMs } from './answers.ts';
import { numbers, spoiled } from './mutations.ts';

// Images spoiled in ways that depend on a seed: every reader gives an answer or a failure that people understand, soon,
// and reads nothing that is not in the image. More of them: FUZZ_SEEDS=5000 FUZZ_FIRST=1000.

const SEEDS = Number(process.env.FUZZ_SEEDS ?? 120);
const FIRST = Number(process.env.FUZZ_FIRST ?? 1);
const MOST_MS = 1000;

async function authored(options: Partial<AuthorOptions>): Promise<Uint8Array> {
  const folder = join(temporaryFolder(), 'tree');
  mkdirSync(folder);
  putFile(folder, 'isolinux/isolinux.bin', fakeIsolinux().fill(0, 8, 64));
  putFile(folder, 'isolinux/isohdpfx.bin', new Uint8Array(432).fill(0x90));
  putFile(folder, 'EFI/BOOT/BOOTX64.EFI', new Uint8Array(5000).fill(3));
  for (let i = 0; i < 30; i++) putFile(folder, `a/${'long '.repeat(i)}${i}`, String(i));
  putFile(folder, 'd/e/f/g/h/i/j/k/l/m', 'deep');
  putFile(folder, 'packable', 'the same again and again '.repeat(8000));
  symlinkSync('y/'.repeat(300), join(folder, 'a/link'));
  symlinkSync('d/e', join(folder, 'short'));
  const named = ['d/e/f/g/h/i/j/k/l/m', 'packable', 'isolinux/isolinux.bin', 'short/f/g/h/i/j/k/l/m', 'a/0'];
  const md5 = (name: string): string =>
    createHash('md5')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  putFile(folder, 'MD5SUMS', named.map((name) => `${md5(name)}  ${name}\n`).join(''));
  const image = await author(folder, { fixedTime: 1_700_000_000, ...options });
  const bytes = await bytesOf(image);
  await image.close();
  return bytes;
}

const small = mediaTree.filter(({ path }) => !/chained|crowd\/.*[1-9]\d/.test(path));
const media = (kind: MediaKind) => async () => udfMedia({ kind, files: small });

test.each<[string, () => Promise<Uint8Array>]>([
  ['a hybrid with GPT and EFI system partition', () => authored({})],
  ['a bridge', () => authored({ udf: true, boot: 'none' })],
  ['UDF alone', () => authored({ udf: true, iso9660: false, boot: 'none' })],
  ['level 4 with relocated folders', () => authored({ relocate: true, isoLevel: 4, boot: 'none' })],
  ['files packed by zisofs', () => authored({ zisofs: true, joliet: false, boot: 'none' })],
  ['a FAT file system', async () => efiImage()],
  ['UDF 1.02', media('physical')],
  ['UDF with a table of UDF 1.50', media('virtual-1.50')],
  ['UDF with a table of UDF 2.00', media('virtual-2.00')],
  ['UDF with a sparing table', media('sparable')],
  ['UDF with a metadata partition', media('metadata')],
])(
  '%s, spoiled',
  async (_name, make) => {
    const sound = await make();
    for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
      const startedAtMs = workMs();
      try {
        await answers(spoiled(sound, seed));
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      }
      expect(workMs() - startedAtMs, `seed ${seed}`).toBeLessThan(MOST_MS);
    }
  },
  600_000,
);

test('a sound image agrees with the checksums in it', async () => {
  for (const options of [
    {},
    { udf: true },
    { udf: true, iso9660: false, boot: 'none' },
    { zisofs: true, joliet: false },
  ] as const)
    expect((await answers(await authored(options))).inside).toBe('5 agree');
});

test('random bytes behind a beginning that is known', async () => {
  const sound = udfMedia({ kind: 'physical', files: [] });
  for (let seed = 1; seed <= 40; seed++) {
    const next = numbers(seed);
    const bytes = new Uint8Array(700 * 2048);
    for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(next() * 256);
    bytes.set(sound.subarray(0, 2048 * (seed % 2 ? 20 : 257)));
    await answers(bytes);
  }
});
