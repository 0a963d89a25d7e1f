import { expect, test } from 'vitest';
import { be16, le16, le32 } from '../../../../src/engine/bytes/codec/little.ts';

test('numbers come in the order of their bytes, the highest bit is no sign', () => {
  const bytes = Buffer.from([0xfe, 0x01, 0x02, 0x03, 0xff]);
  expect([le16(bytes, 0), be16(bytes, 0)]).toEqual([bytes.readUInt16LE(0), bytes.readUInt16BE(0)]);
  expect(le32(bytes, 1)).toBe(bytes.readUInt32LE(1));
});

test('a number behind the end is a bug of ours, never zero', () => {
  expect(() => le32(new Uint8Array(3), 0)).toThrow('absent');
});
