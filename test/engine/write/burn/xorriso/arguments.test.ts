import { expect, test } from 'vitest';
import { burnArguments, type XorrisoBurn } from '../../../../../src/engine/write/burn/xorriso/arguments.ts';
import { sentBlocks } from '../../../../../src/engine/write/burn/xorriso/xorriso-target.ts';

const told = (burn: XorrisoBurn): string => burnArguments('/dev/sr0', burn).slice(6).join(' ');

test('it burns what comes in, from that drive, without the files of the person, and pads nothing', () => {
  expect(burnArguments('/dev/sr0', { kind: 'dvd+r', blocks: 1000 })).toEqual([
    ...['-no_rc', '-as', 'cdrecord', '-v', 'dev=/dev/sr0', 'fs=4m', 'tsize=2048000', '-nopad', '-'],
  ]);
});

test.each<[XorrisoBurn, string]>([
  [{ kind: 'cd-r', blocks: 300 }, '-sao tsize=614400 -nopad -'],
  [{ kind: 'cd-r', blocks: undefined }, '-nopad -'],
  [{ kind: 'cd-r', blocks: 300, multi: true }, '-multi tsize=614400 -nopad -'],
  [{ kind: 'cd-rw', blocks: 300, dummy: true }, 'blank=as_needed -dummy -sao tsize=614400 -nopad -'],
  [{ kind: 'dvd-rw', blocks: 320, blank: 'quick' }, 'blank=fast -sao tsize=655360 -nopad -'],
  [{ kind: 'dvd-rw', blocks: 320, blank: 'full' }, 'blank=all -sao tsize=655360 -nopad -'],
  [{ kind: 'bd-re', blocks: 320, blank: 'full' }, 'blank=as_needed tsize=655360 -nopad -'],
  [{ kind: 'bd-r', blocks: 320 }, 'tsize=655360 -nopad -'],
])('%j is said as %s', (burn, words) => {
  expect(told(burn)).toBe(words);
});

test('a speed is a multiple of the kind of disc: without a letter, xorriso takes it for a CD’s', () => {
  expect(told({ kind: 'cd-r', blocks: 300, speed: 16 })).toContain('speed=16c ');
  expect(told({ kind: 'dvd+r', blocks: 300, speed: 8 })).toContain('speed=8d ');
  expect(told({ kind: 'bd-r', blocks: 300, speed: 2 })).toContain('speed=2b ');
});

test('what is sent fills whole units, and a CD is no shorter than a track may be', () => {
  expect([sentBlocks('cd-r', 1), sentBlocks('cd-r', 301)]).toEqual([300, 301]);
  expect([sentBlocks('dvd+r', 17), sentBlocks('bd-r', 33)]).toEqual([32, 64]);
});
