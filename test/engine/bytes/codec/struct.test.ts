import { describe, expect, expectTypeOf, test } from 'vitest';
import { DecodeError } from '../../../../src/engine/bytes/codec/codec.ts';
import { ascii, literal, raw, zeros } from '../../../../src/engine/bytes/codec/fixed.ts';
import { annotatedHexdump } from '../../../../src/engine/bytes/codec/hexdump.ts';
import { u8, u16both, u32le } from '../../../../src/engine/bytes/codec/numbers.ts';
import { field, struct, type ValueOf } from '../../../../src/engine/bytes/codec/struct.ts';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { deviationText } from '../../../../src/words/damage.ts';

const inner = struct('inner', 5, [field('count', u8, '§2.1'), field('both', u16both, '§2.2')]);
const outer = struct('outer', 20, [
  field('magic', literal(...ascii('OUT')), '§1.1'),
  field('inner', inner, '§1.2'),
  field('reserved', zeros(4), '§1.3'),
  field('place', u32le, '§1.4'),
  field('tail', raw(4), '§1.5'),
]);
const value = { inner: { count: 7, both: 23 }, place: 99, tail: Uint8Array.of(1, 2, 3, 4) };

test('a list of fields that does not add up is refused when it is loaded', () => {
  expect(() => struct('short', 8, [field('one', u32le, '§1')])).toThrow('short: 4/8');
});

test('the value type has the fields that carry a value and no others', () => {
  expectTypeOf<ValueOf<typeof inner>>().toEqualTypeOf<{ readonly count: number; readonly both: number }>();
  expectTypeOf<keyof ValueOf<typeof outer>>().toEqualTypeOf<'inner' | 'place' | 'tail'>();
});

test('decode reads what encode wrote', () => {
  expect(outer.decode(outer.encode(value))).toEqual(value);
});

test('the hexdump shows place, bytes, name, section and meaning of each field', async () => {
  await expect(annotatedHexdump(outer, outer.encode(value))).toMatchFileSnapshot(
    '../../../../snapshots/formats/codec-example.txt',
  );
});

test('what cannot be encoded names the structure and the whole path of the field', () => {
  const failure = thrown(() => outer.encode({ ...value, inner: { count: 256, both: 1 } }));
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({
    code: 'not-encodable',
    facts: {
      structure: 'outer',
      field: 'inner.count',
      because: { reason: 'out-of-range', value: 256, least: 0, most: 255 },
    },
  });
});

describe('decoding bytes that break the standard', () => {
  const wrong = outer.encode(value);
  wrong[0] = 0x78;
  wrong[7] = 24;
  wrong[9] = 1;

  test('strict: the first deviation is thrown with its place and section', () => {
    const error = thrown(() => outer.decode(wrong));
    expect(error).toBeInstanceOf(DecodeError);
    expect((error as Error).message).toBe(
      'outer.magic/§1.1@0: {"reason":"other-bytes","found":"78 55 54","expected":"4f 55 54"}',
    );
  });

  test('with onNote: all deviations are told and the best reading returned', () => {
    const notes: string[] = [];
    const read = outer.decode(wrong, {
      onNote: ({ field: name, atByte, section, problem }) =>
        notes.push(`${name} ${atByte} ${section} ${deviationText(problem)}`),
    });
    expect(read).toEqual(value);
    expect(notes).toEqual([
      'magic 0 §1.1 78 55 54 instead of 4f 55 54',
      'inner.both 4 §2.2 copies differ: 23 and 24',
      'reserved 8 §1.3 byte 1 of a reserved field is not zero',
    ]);
  });

  test('too few bytes are an error of their own', () => {
    expect(() => outer.decode(wrong, { atByte: 1 })).toThrow(
      expect.objectContaining({
        deviation: expect.objectContaining({
          problem: { reason: 'cut-off', foundBytes: 19, neededBytes: 20 },
        }),
      }),
    );
  });
});

function thrown(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return expect.unreachable('nothing was thrown');
}
