import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Codec } from '../../../../src/engine/bytes/codec/codec.ts';
import {
  i8,
  u8,
  u16be,
  u16both,
  u16le,
  u32be,
  u32both,
  u32le,
} from '../../../../src/engine/bytes/codec/numbers.ts';
import type { DeviationFacts } from '../../../../src/engine/contract/failure/encode-reasons.ts';

const whole: readonly [string, Codec<number>, number, number][] = [
  ['u8', u8, 0, 0xff],
  ['i8', i8, -128, 127],
  ['u16le', u16le, 0, 0xffff],
  ['u16be', u16be, 0, 0xffff],
  ['u16both', u16both, 0, 0xffff],
  ['u32le', u32le, 0, 0xffffffff],
  ['u32be', u32be, 0, 0xffffffff],
  ['u32both', u32both, 0, 0xffffffff],
];

function written(codec: Codec<number>, value: number): number[] {
  const bytes = new Uint8Array(codec.sizeBytes + 2).fill(0xee);
  codec.write(bytes, 1, value);
  expect([bytes[0], bytes.at(-1)]).toEqual([0xee, 0xee]);
  return [...bytes.subarray(1, -1)];
}

describe.each(whole)('%s', (_name, codec, least, most) => {
  test('reads back what it wrote, anywhere, and touches nothing else', () => {
    const refuse = ({ reason }: DeviationFacts) => expect.unreachable(reason);
    fc.assert(
      fc.property(fc.integer({ min: least, max: most }), (value) => {
        expect(codec.read(Uint8Array.from([0, ...written(codec, value)]), 1, refuse)).toBe(value);
      }),
    );
  });

  test('refuses what does not fit', () => {
    for (const value of [least - 1, most + 1, 0.5, Number.NaN])
      expect(() => written(codec, value)).toThrow(
        expect.objectContaining({ because: { reason: 'out-of-range', value, least, most } }),
      );
  });
});

test('bytes stand in the order of their section', () => {
  expect(written(u16le, 0x1234)).toEqual([0x34, 0x12]);
  expect(written(u16be, 0x1234)).toEqual([0x12, 0x34]);
  expect(written(u16both, 0x1234)).toEqual([0x34, 0x12, 0x12, 0x34]);
  expect(written(u32le, 0xfedcba98)).toEqual([0x98, 0xba, 0xdc, 0xfe]);
  expect(written(u32be, 0xfedcba98)).toEqual([0xfe, 0xdc, 0xba, 0x98]);
  expect(written(u32both, 23)).toEqual([0x17, 0, 0, 0, 0, 0, 0, 0x17]);
});

test('two copies that differ are noted and the little-endian one is believed', () => {
  const notes: DeviationFacts[] = [];
  expect(u32both.read(Uint8Array.of(23, 0, 0, 0, 0, 0, 0, 24), 0, (problem) => notes.push(problem))).toBe(23);
  expect(notes).toEqual([{ reason: 'copies-differ', little: 23, big: 24 }]);
});
