import { expect, test } from 'vitest';
import type { GreyPicture } from '../../../../src/engine/contract/events/trial.ts';
import { type Observation, Recogniser } from '../../../../src/engine/read/trial/recogniser.ts';
import { bdsLoading, recorded } from './recorded.ts';

/** What is said after one screen was seen every half second for `seconds`. */
function said(seen: Omit<Observation, 'atMs'>, seconds = 5) {
  const recogniser = new Recogniser();
  for (let atMs = 500; atMs <= seconds * 1000; atMs += 500) {
    const verdict = recogniser.see({ ...seen, atMs });
    if (verdict) return verdict;
  }
  return recogniser.end(seconds * 1000);
}

const textOf = (lines: readonly string[]) => said({ screenLines: lines, serialLines: [] });

test.each(Object.entries(recorded.started))('%s has started', (_, { lines, saw }) => {
  expect(textOf(lines)).toMatchObject({ started: true, saw });
});

test.each(Object.entries(recorded.notStarted))('%s has not started', (_, { lines, because }) => {
  expect(textOf(lines)).toMatchObject({ started: false, because });
});

test('a loader that announces itself and then loses its files has not started', () => {
  const recogniser = new Recogniser();
  const screenLines = ['Booting from DVD/CD...', 'ISOLINUX 6.04 20200816 ETCD Copyright (C) 1994-2015'];
  expect(recogniser.see({ atMs: 500, screenLines, serialLines: [] })).toBeUndefined();
  const after = [...screenLines, 'Failed to load ldlinux.c32'];
  expect(recogniser.see({ atMs: 1500, screenLines: after, serialLines: [] })).toMatchObject({
    started: false,
    because: 'loader-lost',
  });
});

test('a loader that clears the screen after its first words has started', () => {
  const recogniser = new Recogniser();
  recogniser.see({ atMs: 500, screenLines: ['Booting from DVD/CD...', 'GRUB loading.'], serialLines: [] });
  expect(recogniser.see({ atMs: 1000, screenLines: [], serialLines: [] })).toBeUndefined();
  expect(recogniser.see({ atMs: 3500, screenLines: [], serialLines: [] })).toEqual({
    started: true,
    saw: 'grub',
    afterMs: 500,
  });
});

test('what was seen is told with the time when it was seen first', () => {
  expect(textOf(['Booting from Hard Disk...', 'isowright grub ready'])).toEqual({
    started: true,
    saw: 'text',
    afterMs: 500,
  });
});

const grey = (paint: (i: number) => number): GreyPicture => ({
  width: 64,
  height: 40,
  greys: Uint8Array.from({ length: 64 * 40 }, (_, i) => paint(i)),
});
const logo = grey((i) => (i < 200 ? 200 : 0));
const menu = grey((i) => (i % 3) * 100);

test('a picture that firmware has drawn itself is no start', () => {
  const verdict = said({ picture: logo, serialLines: bdsLoading });
  expect(verdict).toMatchObject({ started: false, because: 'only-firmware' });
});

test('a picture behind the firmware’s own is a start', () => {
  const recogniser = new Recogniser();
  recogniser.see({ atMs: 500, picture: logo, serialLines: [] });
  recogniser.see({ atMs: 1000, picture: logo, serialLines: bdsLoading });
  recogniser.see({ atMs: 1500, picture: menu, serialLines: bdsLoading });
  expect(recogniser.see({ atMs: 5000, picture: menu, serialLines: bdsLoading })).toEqual({
    started: true,
    saw: 'picture',
    afterMs: 1500,
  });
});

test('a blank screen is told as one, and a machine that went off as that', () => {
  expect(said({ picture: grey(() => 0), serialLines: [] })).toMatchObject({ because: 'blank' });
  expect(said({ serialLines: [], hasEnded: true })).toMatchObject({ because: 'machine-ended' });
});
