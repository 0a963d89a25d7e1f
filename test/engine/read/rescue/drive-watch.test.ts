import { expect, test } from 'vitest';
import { DriveWatch, isPlaceError } from '../../../../src/engine/read/rescue/drive-watch.ts';
import type { RescueRead } from '../../../../src/engine/read/rescue/rescue-read.ts';

const SECTOR = 512;

const copy = (atByte: number, lengthBytes = 65_536): RescueRead => ({
  atByte,
  lengthBytes,
  phase: '?',
  pass: 1,
  back: false,
  blockAtByte: 0,
  blockEndByte: 1 << 30,
  stepBytes: 0,
  stops: false,
});

const failed = { errno: 'EIO', tookMs: 5 };
const fine = { tookMs: 1 };

test('only errors of places are bad sectors: what a device says when it is gone is none', () => {
  expect(['EIO', 'ENODATA', 'EILSEQ', 'EREMOTEIO', 'ETIMEDOUT', 'SHORT'].every(isPlaceError)).toBe(true);
  expect(['ENXIO', 'ENODEV', 'EINVAL', 'ENOMEDIUM', 'EBADF'].some(isPlaceError)).toBe(false);
});

test('after four failures in a row the last good sector is asked for, and then four times as seldom', () => {
  const watch = new DriveWatch(SECTOR);
  expect(watch.see(copy(0), fine)).toBeUndefined();
  for (let count = 1; count <= 3; count++) expect(watch.see(copy(count * 65_536), failed)).toBeUndefined();
  expect(watch.see(copy(4 * 65_536), failed)).toEqual({ atByte: 0, lengthBytes: SECTOR });
  watch.trust();
  for (let count = 5; count <= 15; count++) expect(watch.see(copy(count * 65_536), failed)).toBeUndefined();
  expect(watch.see(copy(16 * 65_536), failed)).toBeDefined();
});

test('a canary that does not answer makes all failures since the last good read unfounded', () => {
  const watch = new DriveWatch(SECTOR);
  watch.see(copy(0), failed);
  watch.see(copy(65_536), fine);
  const dead = [2, 3, 4, 5].map((count) => copy(count * 65_536));
  for (const read of dead) watch.see(read, failed);
  expect(watch.unfounded()).toEqual(dead);
  expect(watch.unfounded()).toEqual([]);
});

test('of a read in steps the first good one is the canary, from behind too', () => {
  const watch = new DriveWatch(SECTOR);
  const steps = { ...copy(0, 2048), stepBytes: SECTOR, back: true };
  watch.see(steps, { tookMs: 1, steps: [false, true] });
  for (let count = 0; count < 3; count++) watch.see(copy(65_536), failed);
  expect(watch.see(copy(65_536), failed)).toEqual({ atByte: 1024, lengthBytes: SECTOR });
});

test('two slow reads in a row are a slow place; one is a hiccup, and a drive that is slow everywhere is not slow', () => {
  const watch = new DriveWatch(SECTOR);
  expect(watch.isSlow(copy(0), { tookMs: 1 })).toBe(false);
  expect(watch.isSlow(copy(0), { tookMs: 300 })).toBe(false);
  expect(watch.isSlow(copy(0), { tookMs: 300 })).toBe(true);
  expect(watch.isSlow(copy(0), { tookMs: 1 })).toBe(false);
  const slow = new DriveWatch(SECTOR);
  for (let count = 0; count < 5; count++) expect(slow.isSlow(copy(0), { tookMs: 300 })).toBe(false);
});

test('an error that takes long is slow, whatever the drive is like', () => {
  const watch = new DriveWatch(SECTOR);
  expect(watch.isSlow(copy(0), { errno: 'EIO', tookMs: 3000 })).toBe(true);
  expect(watch.isSlow(copy(0), { errno: 'EIO', tookMs: 50 })).toBe(false);
});

test('a drive that gave nothing from the beginning is mute, unless an earlier run has read of it', () => {
  const watch = new DriveWatch(SECTOR);
  const known = new DriveWatch(SECTOR, { atByte: 0, lengthBytes: SECTOR });
  for (let count = 0; count < 400; count++) {
    expect(watch.isMute).toBe(false);
    watch.see(copy(count), failed);
    known.see(copy(count), failed);
  }
  expect(watch.isMute).toBe(true);
  expect(known.isMute).toBe(false);
});

test('a medium is fast from 200 MB/s on', () => {
  const watch = new DriveWatch(SECTOR);
  watch.isSlow(copy(0, 1 << 20), { tookMs: 7 });
  expect(watch.isFast).toBe(false);
  watch.isSlow(copy(1 << 20, 1 << 20), { tookMs: 2 });
  expect(watch.isFast).toBe(true);
});
