import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planFat } from '../../../../src/engine/bytes/formats/fat/image.ts';
import type { TopPlace } from '../../../../src/engine/contract/ports/top-names.ts';
import { topNamesOf } from '../../../../src/engine/read/open/top-names.ts';
import { run } from '../../../fakes/rigs.ts';
import { temporaryFolder } from '../../author/making.ts';

const room = temporaryFolder();

/** A FAT volume with empty files of these names; judged by others in `test/oracles/fat.test.ts`. */
function fatWith(names: readonly string[]): Uint8Array {
  const entries = names.map((name) => ({ name, modifiedAt: 0, sizeBytes: 0, content: undefined }));
  const image = planFat({ name: '', modifiedAt: 0, entries }, { label: 'X', serial: 1 });
  const bytes = new Uint8Array(image.sizeBytes);
  for (const one of image.runs(0)) if ('bytes' in one) bytes.set(one.bytes, one.atByte);
  return bytes;
}

const whole = (path: string): TopPlace => ({ path, sizeBytes: readFileSync(path).length, parts: [] });
const names = async (place: TopPlace) =>
  (await topNamesOf([place]))[0]!.map(({ entries }) => entries.map(({ name }) => name));

test('hidden ones and what systems put there come last', async () => {
  const path = join(room, 'a.img');
  writeFileSync(path, fatWith(['.Trash-1000', 'System Volume Information', 'zoo.txt', 'Apple.txt']));
  expect(await names(whole(path))).toEqual([
    ['Apple.txt', 'zoo.txt', '.Trash-1000', 'System Volume Information'],
  ]);
});

test('of thousands some are kept and the rest is counted, at most ten thousand', async () => {
  const at = join(room, 'many');
  mkdirSync(at);
  for (let index = 0; index < 10_050; index++) writeFileSync(join(at, `f${index}`), '');
  const part = { path: '/dev/none', label: '', fsType: 'vfat', sizeBytes: 0, mounts: [at] };
  const [found] = await topNamesOf([{ path: '/dev/none', sizeBytes: 0, parts: [part] }]);
  expect(found).toMatchObject([{ total: 10_000, isLeast: true }]);
  expect(found?.[0]?.entries).toHaveLength(64);
  const [late] = await topNamesOf([{ path: '/dev/none', sizeBytes: 0, parts: [part] }], 0);
  expect(late).toEqual([]);
}, 60_000);

describe('what cannot be read', () => {
  test('is left out: nothing there, no file system, a folder, a pipe that nobody writes to', async () => {
    const zeros = join(room, 'zeros.img');
    const pipe = join(room, 'pipe');
    writeFileSync(zeros, Buffer.alloc(1 << 20));
    expect(run('mkfifo', [pipe]).status).toBe(0);
    for (const path of [zeros, join(room, 'none'), room, pipe])
      expect(await topNamesOf([{ path, sizeBytes: 1 << 20, parts: [] }])).toEqual([[]]);
  });

  test('ends no look, whatever the bytes say', async () => {
    const path = join(room, 'hostile.img');
    const sound = fatWith(Array.from({ length: 300 }, (_, index) => `name of file ${index}.txt`));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ at: fc.nat(0x8000), byte: fc.nat(255) }), { maxLength: 40 }),
        async (changes) => {
          const bytes = sound.slice();
          for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
          writeFileSync(path, bytes);
          const [found] = await topNamesOf([whole(path)]);
          for (const { entries, total } of found ?? []) expect(entries.length).toBeLessThanOrEqual(total);
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);
});
