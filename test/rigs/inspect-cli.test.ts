import { copyFileSync, mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Inspection } from '../../src/engine/contract/events/inspection.ts';
import { efiImage, fakeIsolinux, putFile } from '../engine/author/boot/trees.ts';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { type LoopDevice, makeLoopDevice } from '../fakes/loop-device.ts';
import { has, run, testWith } from '../fakes/rigs.ts';

// `inspect` of packed images and of drives.

const room = temporaryFolder();
const image = join(room, 'live.iso');
let drive: LoopDevice | undefined;

beforeAll(() => {
  const folder = join(room, 'live');
  mkdirSync(folder);
  putFile(folder, 'isolinux/isolinux.bin', fakeIsolinux());
  putFile(folder, 'isolinux/isohdpfx.bin', new Uint8Array(432).fill(0x90));
  putFile(folder, 'boot/grub/efi.img', efiImage());
  expect(isowright(['make', folder, '-o', image]).status).toBe(0);
  if (has('loop')) drive = makeLoopDevice(64 << 20, { contentOf: image, readOnly: true });
});

afterAll(() => drive?.remove());

function inspected(path: string): Inspection {
  const { status, stdout, stderr } = isowright(['inspect', path, '--json']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

const boots = ({ forecast }: Inspection) => forecast.map((one) => one.boots);

for (const [tool, args, extension] of [
  ['gzip', ['-k'], 'gz'],
  ['xz', ['-k0'], 'xz'],
  ['zstd', ['-qk'], 'zst'],
  ['bzip2', ['-k1'], 'bz2'],
  ['lz4', ['-qk', '-m'], 'lz4'],
] as const)
  testWith(`tool:${tool}`)(`an image packed by ${tool} is told like itself`, () => {
    run(tool, [...args, image]);
    expect(inspected(`${image}.${extension}`)).toEqual(inspected(image));
  });

testWith('tool:gzip')('of a long packed image the beginning is unpacked, and that is said', () => {
  const long = join(room, 'long.img');
  copyFileSync(image, long);
  truncateSync(long, 512 << 20);
  run('gzip', ['-1', long]);
  const startedAtMs = performance.now();
  const found = inspected(`${long}.gz`);
  expect(performance.now() - startedAtMs).toBeLessThan(5000);
  expect(found.sizeBytes).toBeNull();
  expect(found.notes.map(({ code }) => code)).toEqual(['gpt-not-at-end', 'not-looked-at']);
  expect(boots(found)).toEqual([true, true, true, true]);
});

testWith('loop')('a drive is looked into, and keeps what it has', () => {
  const found = inspected(drive!.path);
  expect(found.sizeBytes).toBe(64 << 20);
  expect(found.volumes).toEqual(inspected(image).volumes);
  expect(boots(found)).toEqual([true, true, true, true]);
  expect(found.notes.map(({ code }) => code)).toEqual(['gpt-not-at-end']);
});

test('a packed file that is cut off fails with the reason', () => {
  const path = join(room, 'cut.img.gz');
  writeFileSync(path, Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b]));
  expect(statSync(path).size).toBe(11);
  const { status, stderr } = isowright(['inspect', path]);
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/cut\.img\.gz/);
  rmSync(path);
});
