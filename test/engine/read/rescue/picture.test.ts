import { expect, test } from 'vitest';
import { PICTURE_CELLS, pictureOf } from '../../../../src/engine/read/rescue/picture.ts';
import { RescueMap } from '../../../../src/engine/read/rescue/rescue-map.ts';

test('each part shows the worst thing in it, and one bad sector is seen on any medium', () => {
  const sizeBytes = 128 * 1024;
  const map = new RescueMap(sizeBytes);
  expect(pictureOf(map)).toBe('?'.repeat(PICTURE_CELLS));
  map.set(0, sizeBytes, '+');
  map.set(1024 * 5 + 512, 1024 * 5 + 1024, '-');
  map.set(1024 * 5, 1024 * 5 + 512, '/');
  map.set(sizeBytes - 512, sizeBytes, '*');
  const picture = pictureOf(map);
  expect(picture).toHaveLength(PICTURE_CELLS);
  expect(picture[5]).toBe('-');
  expect(picture.at(-1)).toBe('*');
  expect(picture.replaceAll('+', '')).toBe('-*');
});

test('a medium smaller than its picture, and one of nothing, have a picture too', () => {
  const map = new RescueMap(3);
  map.set(1, 2, '-');
  expect(pictureOf(map).slice(0, 4)).toBe('?-?+');
  expect(pictureOf(new RescueMap(0))).toHaveLength(PICTURE_CELLS);
});
