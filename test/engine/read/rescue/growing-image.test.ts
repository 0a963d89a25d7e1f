import { expect, test } from 'vitest';
import { growingImage } from '../../../../src/engine/read/rescue/growing-image.ts';
import { RescueMap } from '../../../../src/engine/read/rescue/rescue-map.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';

const SIZE = 1000;
const content = seededBytes(SIZE, 5);

function growing() {
  const map = new RescueMap(SIZE);
  const stop = new AbortController();
  const whole = {
    sizeBytes: SIZE,
    read: async (atByte: number, into: Uint8Array) => {
      into.set(content.subarray(atByte, atByte + into.length));
    },
    extents: () => [],
    close: async () => undefined,
  };
  return { map, stop, image: growingImage(whole, map, stop.signal) };
}

/** A read that says whether it has come back. */
function reading(image: ReturnType<typeof growing>['image'], atByte: number, lengthBytes: number) {
  const into = new Uint8Array(lengthBytes);
  const state = { isBack: false, into, done: Promise.resolve() };
  state.done = image.read(atByte, into).then(() => {
    state.isBack = true;
  });
  return state;
}

test('bytes are waited for until the map calls every one of them read', async () => {
  const { map, image } = growing();
  const read = reading(image, 100, 200);
  map.set(0, 250, '+');
  image.grew();
  await new Promise(setImmediate);
  expect(read.isBack).toBe(false);
  map.set(250, 299, '*');
  map.set(299, 400, '+');
  image.grew();
  await new Promise(setImmediate);
  expect(read.isBack).toBe(false);
  map.set(250, 299, '+');
  image.grew();
  await read.done;
  expect(read.into).toEqual(content.subarray(100, 300));
});

test('what is there comes at once', async () => {
  const { map, image } = growing();
  map.set(0, SIZE, '+');
  const read = reading(image, 0, SIZE);
  await read.done;
  expect(read.into).toEqual(content);
});

test('a stop ends all waiting with its reason, and every read after it', async () => {
  const { image, stop } = growing();
  const reason = new Error('stopped');
  const reads = [reading(image, 0, 10), reading(image, 500, 10)];
  stop.abort(reason);
  for (const { done } of reads) await expect(done).rejects.toBe(reason);
  await expect(reading(image, 0, 1).done).rejects.toBe(reason);
});
