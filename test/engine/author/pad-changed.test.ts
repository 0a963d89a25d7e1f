import { appendFileSync, mkdirSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AuthoredImage } from '../../../src/engine/author/plan/authored-image.ts';
import { author, bytesOf, temporaryFolder } from './making.ts';

// Files that change while they are read, when the person said that this is no reason to stop.

const room = temporaryFolder();
let folder: string;
let image: AuthoredImage;
let count = 0;

beforeEach(async () => {
  folder = join(room, String(count++));
  mkdirSync(join(folder, 'small'), { recursive: true });
  for (let i = 0; i < 20; i++) writeFileSync(join(folder, `small/${i}`), Buffer.alloc(3000, 65 + i));
  writeFileSync(join(folder, 'large'), Buffer.alloc(3_000_000, 'l'));
  image = await author(folder, { padChanged: true });
});

describe.each([
  ['small/7', 3000, 'H'],
  ['large', 3_000_000, 'l'],
])('%s', (path, sizeBytes, letter) => {
  const content = async () => {
    const whole = await bytesOf(image, 1 << 20);
    const { atByte, lengthBytes } = [...image.extents()].find(({ name }) => name === `/${path}`)!;
    expect(lengthBytes).toBe(sizeBytes);
    return Buffer.from(whole.subarray(atByte, atByte + lengthBytes));
  };
  const said = () =>
    image.losses.filter(({ reason }) => reason === 'changed-meanwhile').map((loss) => loss.path);

  test('shorter: the rest is zeros', async () => {
    truncateSync(join(folder, path), 100);
    const bytes = await content();
    expect(bytes.subarray(0, 100).toString()).toBe(letter.repeat(100));
    expect(bytes.subarray(100).every((byte) => byte === 0)).toBe(true);
    await image.settle();
    expect(said()).toEqual([`/${path}`]);
  });

  test('longer: cut off', async () => {
    appendFileSync(join(folder, path), 'more');
    expect((await content()).toString()).toBe(letter.repeat(sizeBytes));
    await image.settle();
    expect(said()).toEqual([`/${path}`]);
  });

  test('gone, or a link now: zeros', async () => {
    unlinkSync(join(folder, path));
    symlinkSync('/etc/passwd', join(folder, path));
    expect((await content()).every((byte) => byte === 0)).toBe(true);
    await image.settle();
    expect(said()).toEqual([`/${path}`]);
  });

  test('changed after it was read: said', async () => {
    expect((await content()).toString()).toBe(letter.repeat(sizeBytes));
    appendFileSync(join(folder, path), 'more');
    await image.settle();
    expect(said()).toEqual([`/${path}`]);
  });
});

test('nothing changed: nothing is said', async () => {
  await bytesOf(image);
  await image.settle();
  expect(image.losses).toEqual([]);
  await image.close();
});
