import { expect, test } from 'vitest';
import { unpackLz4Block } from '../../../../src/engine/bytes/formats/lz4/block.ts';
import { asFailure } from '../../../../src/engine/contract/failure/failure.ts';
import { Input } from '../../../../src/engine/read/decode/input.ts';
import { frameHeader } from '../../../../src/engine/read/decode/zstd-frame.ts';
import { inPieces } from './packing.ts';

// Where a structure ends in the middle of a number it is broken or cut off, and that is no bug of ours.

test('an lz4 block that ends within the offset of a match is broken', () => {
  const block = Uint8Array.from([0x10, 0x41, 0x01]);
  expect(unpackLz4Block(block, new Uint8Array(64), 0)).toBe(-1);
});

test.each([4, 5, 6])('a zstd frame of %i bytes is cut off', async (lengthBytes) => {
  // No single segment: the window follows the descriptor, and a content size of eight bytes that.
  const bytes = Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0xc0, 0x58]).subarray(0, lengthBytes);
  const error = await frameHeader(new Input('a.zst', inPieces(bytes, 3))).catch(asFailure);
  expect(error).toMatchObject({ code: 'source-truncated' });
});
