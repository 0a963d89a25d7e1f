import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { asFailure } from '../../../../src/engine/contract/failure/failure.ts';
import { toldFailure } from '../../../../src/words/told-facts.ts';
import { cpuTimeOf } from '../../../fakes/cpu-time.ts';
import { author, bytesOf, temporaryFolder } from '../../author/making.ts';
import { imageOf } from '../../check/image-bytes.ts';
import { listBytes } from './listing.ts';

// Images of other people, some of them hostile: a list or a clear error, and soon.

const folder = resolve('../shared/fixtures');
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.xz')) : [];

function unpacked(name: string): Uint8Array {
  const { stdout } = spawnSync('xz', ['-dc', `${folder}/${name}`], { maxBuffer: 64 << 20, timeout: 20_000 });
  return new Uint8Array(stdout);
}

function told(error: unknown): string {
  const { facts } = toldFailure(asFailure(error));
  return 'what' in facts ? String(facts.what) : String(error);
}

async function answer(bytes: Uint8Array): Promise<string> {
  const { result: said, cpuMs } = await cpuTimeOf(() =>
    listBytes(imageOf(bytes), 'x.iso').then(
      (entries) => `${entries.length} entries`,
      (error) => `${error.code}: ${told(error)}`,
    ),
  );
  expect(cpuMs).toBeLessThan(2000);
  return said;
}

const expected: Readonly<Record<string, string>> = {
  'iso_joliet_by_nero.iso.xz': '3 entries',
  'iso_joliet_utf16be_overflow.iso.xz': '7 entries',
  'iso_multi_extent.iso.xz': '2 entries',
  'iso_rockridge.iso.xz': '10 entries',
  'iso_rockridge_ce_loop.iso.xz': 'source-damaged: the continuation areas of an entry never end',
  'iso_xorriso.iso.xz': '10 entries',
  'iso_zisofs.iso.xz': '8 entries',
};

for (const name of names)
  test(`${name} gets an answer`, async () => {
    expect(await answer(unpacked(name))).toBe(expected[name]);
  });

/** A repeatable row of numbers. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test('an image with damage anywhere gives a list or a failure with a code', async () => {
  const room = temporaryFolder();
  const folder = join(room, 'tree');
  mkdirSync(join(folder, 'a/b/c/d/e/f/g/h/i'), { recursive: true });
  for (let i = 0; i < 40; i++) writeFileSync(join(folder, `a/file ${i} ${'x'.repeat(i * 5)}`), `${i}`);
  symlinkSync('y/'.repeat(300), join(folder, 'a/b/link'));
  const image = await author(folder, { relocate: true, boot: 'none' });
  const sound = await bytesOf(image);
  await image.close();
  const next = numbers(42);
  const from = 16 * 2048;
  const answers = new Map<string, number>();
  for (let round = 0; round < 150; round++) {
    const bytes = sound.slice();
    for (let i = 0; i < 6; i++) bytes[from + Math.floor(next() * 30 * 2048)] = Math.floor(next() * 256);
    const said = (await answer(bytes)).replace(/:.*|\d+/s, '');
    answers.set(said, (answers.get(said) ?? 0) + 1);
  }
  const known = ['internal', 'undefined'].filter((word) => answers.has(word));
  expect(known).toEqual([]);
  expect(answers.get('source-damaged')).toBeGreaterThan(2);
});

test('a root whose sharing field is cut off in the record gives an answer, and no bug of ours', async () => {
  const folder = join(temporaryFolder(), 'tree');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a name that only Rock Ridge knows'), '1');
  const image = await author(folder, { boot: 'none' });
  const bytes = await bytesOf(image);
  await image.close();
  const rootLba = Buffer.from(bytes.buffer).readUInt32LE(16 * 2048 + 156 + 2);
  // 34 bytes of the record, and six of the seven of the field.
  bytes[rootLba * 2048] = 40;
  expect(await answer(bytes)).toMatch(/^\d+ entries$|^source-damaged: /);
});
