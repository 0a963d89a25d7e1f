import { expect, test } from 'vitest';
import { readRuns } from '../../../src/engine/browse/content.ts';
import { safeName, type Volume, type VolumeEntry } from '../../../src/engine/browse/volume.ts';
import { walk } from '../../../src/engine/browse/walk.ts';

const entry = (name: string, type: VolumeEntry['type'], identity = name): VolumeEntry => ({
  name,
  type,
  identity,
  sizeBytes: 0,
  runs: [],
});

/** A volume of folders by identity. */
function volumeOf(folders: Record<string, readonly VolumeEntry[]>): Volume {
  return {
    standard: 'iso9660',
    label: '',
    root: entry('', 'dir', 'root'),
    async *list({ identity }) {
      yield* folders[identity] ?? [];
    },
  };
}

async function pathsOf(volume: Volume): Promise<string[]> {
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
    facts: { what: 'its folders lead in a circle at /a/b' },
  });
});

test('a folder that stands in two places is refused: it could multiply itself', async () => {
  const volume = volumeOf({ root: [entry('a', 'dir', 'x'), entry('b', 'dir', 'x')] });
  await expect(pathsOf(volume)).rejects.toMatchObject({ code: 'source-damaged' });
});

test('endless depth is refused', async () => {
  const volume: Volume = {
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
  await readRuns(image, runs, 1, into);
  expect([...into]).toEqual([6, 0, 0, 1, 2]);
  await expect(readRuns(image, [{ atByte: 5, lengthBytes: 9 }], 0, new Uint8Array(9))).rejects.toMatchObject({
    code: 'source-truncated',
  });
});
