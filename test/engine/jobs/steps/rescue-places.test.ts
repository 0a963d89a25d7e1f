import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { rescuePlaces } from '../../../../src/engine/jobs/steps/rescue-places.ts';
import { mapFileText } from '../../../../src/engine/read/rescue/map-file.ts';
import { mapComments } from '../../../../src/engine/read/rescue/map-store.ts';
import { RescueMap } from '../../../../src/engine/read/rescue/rescue-map.ts';
import { temporaryFolder } from '../../author/making.ts';
import { IllMedium } from '../../read/rescue/ill-medium.ts';

const SIZE = 8192;
const room = temporaryFolder();
const { medium } = new IllMedium(SIZE);
const status = { atByte: 0, phase: '?', pass: 1 };
let count = 0;
let path = '';

beforeEach(() => {
  path = join(room, `card${count++}.img`);
});

function makeMap(at: string, comments: readonly string[], readBytes: number): void {
  const map = new RescueMap(SIZE);
  if (readBytes > 0) map.set(0, readBytes, '+');
  writeFileSync(at, mapFileText(map, status, comments));
}

function makeBoth(): void {
  writeFileSync(path, Buffer.alloc(SIZE, 1));
  writeFileSync(`${path}.partial`, Buffer.alloc(SIZE, 2));
}

const places = (map?: string, isPacked = false) => rescuePlaces(path, { map, isPacked, startsAnew: false });
const ddrescue = ['Mapfile. Created by GNU ddrescue version 1.27'];

test.each(['beside', 'named'])(
  'a map %s that ddrescue rewrote speaks of the image or of the one that grew beside it: nobody guesses which',
  async (where) => {
    const map = where === 'beside' ? `${path}.map` : `${path}.rescue`;
    makeBoth();
    makeMap(map, ddrescue, 4096);
    await expect(places(where === 'beside' ? undefined : map)).rejects.toMatchObject({
      code: 'map-invalid',
      facts: { path: map, why: 'two-images', image: path, other: `${path}.partial` },
    });
  },
);

test('where one of both is there, or the map says which, or nothing was read, there is nothing to guess', async () => {
  makeBoth();
  makeMap(`${path}.map`, mapComments(medium, path, '2026-11-29T06:00:00Z', true), 4096);
  expect(await places()).toMatchObject({ workPath: `${path}.partial`, imageBytes: SIZE });
  makeMap(`${path}.map`, mapComments(medium, path, '2026-11-29T06:00:00Z', false), 4096);
  expect(await places()).toMatchObject({ workPath: path, imageBytes: SIZE });
  makeMap(`${path}.map`, ddrescue, 0);
  expect(await places()).toMatchObject({ workPath: `${path}.partial` });
  makeMap(`${path}.map`, ddrescue, 4096);
  expect(await places(undefined, true)).toMatchObject({ workPath: `${path}.partial` });
});
