import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { present } from '../../src/engine/contract/failure/present.ts';
import { temporaryFolder } from '../engine/author/making.ts';
import { has, rigsFolder, run, testWith } from '../fakes/rigs.ts';
import { grubBios, grubMenu, isolinuxTree } from './boot-trees.ts';
import { forecastOf, type Trial } from './firmware/trial.ts';

// Loaders that want to be told where they lie: what they do with a boot information table that is right, wrong or missing.

const needs = ['rigs', 'tool:qemu-system-x86_64', 'tool:xorriso', 'tool:grub-mkimage'] as const;
const test = testWith(...needs);
const room = temporaryFolder();
const TABLE_AT = 8;
const TABLE_BYTES = 56;

const loaders = {
  isolinux: { path: 'isolinux/isolinux.bin', ready: 'isowright isolinux ready' },
  grub: { path: 'boot/grub/i386-pc/eltorito.img', ready: 'isowright grub ready' },
} as const;
type Loader = keyof typeof loaders;

/** By xorriso, which writes the table. */
beforeAll(() => {
  if (!needs.every(has)) return;
  for (const name of ['isolinux', 'grub'] as const) {
    const tree = join(room, name);
    mkdirSync(tree);
    if (name === 'isolinux') isolinuxTree(tree);
    else {
      grubBios(tree);
      grubMenu(tree, 'grub');
    }
    const boot = ['-b', loaders[name].path, '-no-emul-boot', '-boot-load-size', '4', '-boot-info-table'];
    const ran = run('xorriso', ['-as', 'mkisofs', '-quiet', '-R', '-o', `${tree}.iso`, ...boot, tree]);
    expect([ran.status, ran.stderr]).toEqual([0, expect.any(String)]);
  }
});

/** The entry's place stands in the catalogue, which the boot record names. */
function loaderByte(bytes: Buffer): number {
  return bytes.readUInt32LE(bytes.readUInt32LE(17 * 2048 + 71) * 2048 + 40) * 2048;
}

interface Harm {
  readonly harm: (loader: Buffer) => void;
  readonly says: { readonly [L in Loader]: Trial['says'] };
}

const starts: Trial['says'] = [true, 'entry-names'];
const untold: Trial['says'] = [false, 'not-told-place'];
const wrong: Trial['says'] = [false, 'told-wrong-place'];
const moved = (loader: Buffer, at: number, by: number): void =>
  void loader.writeUInt32LE(loader.readUInt32LE(TABLE_AT + at) + by, TABLE_AT + at);

const harms: Readonly<Record<string, Harm>> = {
  right: { harm: () => undefined, says: { isolinux: starts, grub: starts } },
  missing: {
    harm: (loader) => void loader.fill(0, TABLE_AT, TABLE_AT + TABLE_BYTES),
    says: { isolinux: untold, grub: untold },
  },
  'of another place': { harm: (loader) => moved(loader, 4, 3), says: { isolinux: untold, grub: untold } },
  'of another checksum': { harm: (loader) => moved(loader, 12, 1), says: { isolinux: wrong, grub: starts } },
};
const cases = (['isolinux', 'grub'] as const).flatMap((name) =>
  Object.keys(harms).map((how) => [name, how] as const),
);

test.each(cases)('%s and a table that is %s', async (name, how) => {
  const bytes = readFileSync(join(room, `${name}.iso`));
  const { harm, says } = present(harms[how]);
  harm(bytes.subarray(loaderByte(bytes)));
  const path = join(room, `${name}-${how.replaceAll(' ', '-')}.iso`);
  writeFileSync(path, bytes);
  expect(await forecastOf({ name, as: 'cd', bytes, says: says[name] }, 'bios')).toEqual(says[name]);
  const seconds = says[name][0] === true ? '60' : '6';
  const ran = run(join(rigsFolder, 'boot.sh'), [path, 'bios-cd', loaders[name].ready, '--timeout', seconds]);
  expect(ran.status, ran.stdout).toBe(says[name][0] === true ? 0 : 1);
});
