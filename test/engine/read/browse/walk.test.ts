import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StoredContent } from '../../../../src/engine/read/browse/content.ts';
import { safeName, type VolumeEntry, type VolumeListing } from '../../../../src/engine/read/browse/volume.ts';
import { walk } from '../../../../src/engine/read/browse/walk.ts';

const entry = (name: string, type: VolumeEntry['type'], identity = name): VolumeEntry => ({
  name,
  type,
  identity,
  sizeBytes: 0,
});

/** A volume of folders by identity. */
function volumeOf(folders: Record<string, readonly VolumeEntry[]>): VolumeListing {
  return {
    standard: 'iso9660',
    label: '',
    root: entry('', 'dir', 'root'),
    async *list({ identity }) {
      yield* folders[identity] ?? [];
    },
  };
}

async function pathsOf(volume: VolumeListing): Promise<string[]> {
  const paths: string[] = [];
  for await (const { path } of walk(volume, { imagePath: 'x.iso' })) paths.push(path);
  return paths;
}

test('a walk goes level by level', async () => {
  const volume = volumeOf({ root: [entry('a', 'dir'), entry('f', 'file')], a: [entry('g', 'file')] });
  expect(await pathsOf(volume)).toEqual(['/a', '/f', '/a/g']);
});

test('folders that lead in a circle end the walk with the place', async () => {
  const volume = volumeOf({ root: [entry('a', 'dir')], a: [entry('b', 'dir', 'root')] });
  await expect(pathsOf(volume)).rejects.toMatchObject({
    code: 'source-damaged',
    facts: { because: { reason: 'folders-in-circle', at: '/a/b' } },
  });
});

test('a folder that stands in two places is refused: it could multiply itself', async () => {
  const volume = volumeOf({ root: [entry('a', 'dir', 'x'), entry('b', 'dir', 'x')] });
  await expect(pathsOf(volume)).rejects.toMatchObject({ code: 'source-damaged' });
});

test('endless depth is refused', async () => {
  const volume: VolumeListing = {
    ...volumeOf({}),
    async *list({ identity }) {
      yield entry('d', 'dir', `${identity}d`);
    },
  };
  await expect(pathsOf(volume)).rejects.toMatchObject({ code: 'source-damaged' });
});

test('names cannot lead out of their folder', () => {
  expect(['..', '.', '', 'a/../b', 'x\0y', '...', 'ok'].map(safeName)).toEqual([
    '_.',
    '_',
    '_',
    'a_.._b',
    'x_y',
    '...',
    'ok',
  ]);
});

test('runs are read in order, those without a place are zeros', async () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6);
  const image = {
    sizeBytes: bytes.length,
    read: async (at: number, into: Uint8Array) => into.set(bytes.subarray(at, at + into.length)),
  };
  const runs = [
    { atByte: 4, lengthBytes: 2 },
    { atByte: undefined, lengthBytes: 2 },
    { atByte: 0, lengthBytes: 3 },
  ];
  const into = new Uint8Array(5).fill(9);
  await new StoredContent(image, runs).read(1, into);
  expect([...into]).toEqual([6, 0, 0, 1, 2]);
  const beyond = new StoredContent(image, [{ atByte: 5, lengthBytes: 9 }]);
  await expect(beyond.read(0, new Uint8Array(9))).rejects.toMatchObject({ code: 'source-truncated' });
  await expect(beyond.read(9, new Uint8Array(1))).rejects.toMatchObject({ code: 'internal' });
});

test('any piece of any runs is what stands there in the whole, empty runs among them', async () => {
  const bytes = Uint8Array.from({ length: 64 }, (_, at) => at + 1);
  const image = {
    sizeBytes: bytes.length,
    read: async (at: number, into: Uint8Array) => into.set(bytes.subarray(at, at + into.length)),
  };
  const run = fc.record({
    atByte: fc.option(fc.nat(48), { nil: undefined }),
    lengthBytes: fc.nat(16),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(run), fc.nat(), fc.nat(), async (runs, some, more) => {
      const whole = runs.flatMap(({ atByte, lengthBytes }) =>
        atByte === undefined
          ? Array<number>(lengthBytes).fill(0)
          : [...bytes.subarray(atByte, atByte + lengthBytes)],
      );
      const content = new StoredContent(image, runs);
      expect(content.sizeBytes).toBe(whole.length);
      const from = some % (whole.length + 1);
      const into = new Uint8Array(more % (whole.length - from + 1)).fill(99);
      await content.read(from, into);
      expect([...into]).toEqual(whole.slice(from, from + into.length));
    }),
  );
});

test('reading on through a file of a million runs does not go through all of them each time', async () => {
  let looks = 0;
  const runs = Array.from({ length: 1_000_000 }, (_, index) => ({
    atByte: index,
    get lengthBytes() {
      looks++;
      return 2;
    },
  }));
  const image = { sizeBytes: 2_000_000, read: async () => undefined };
  const content = new StoredContent(image, runs);
  const looksAtFirst = looks;
  for (let at = 0; at < 2_000_000; at += 100_000) await content.read(at, new Uint8Array(100));
  expect(looks - looksAtFirst).toBeLessThan(20 * 100);
});
