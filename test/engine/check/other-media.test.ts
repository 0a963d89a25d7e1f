import { expect, test } from 'vitest';
import { checkImage } from '../../../src/engine/check/check-image.ts';
import type { RuleId } from '../../../src/engine/contract/events/rule-sections.ts';
import { mediaTree } from '../read/browse/media-tree.ts';
import { type MediaKind, udfMedia } from '../read/browse/udf-media.ts';
import { BLOCK, Block } from '../read/browse/udf-structures.ts';
import { imageOf } from './image-bytes.ts';

// UDF that our writer does not make, and that is right all the same.

const kinds: readonly MediaKind[] = ['physical', 'virtual-1.50', 'virtual-2.00', 'sparable', 'metadata'];
const START = 288;

async function found(bytes: Uint8Array): Promise<RuleId[]> {
  return [...new Set((await checkImage(imageOf(bytes))).map(({ rule }) => rule))];
}

test.each(kinds)('%s has no findings', async (kind) => {
  expect(await checkImage(imageOf(udfMedia({ kind, files: mediaTree })))).toEqual([]);
});

/** The entry of the mirror, which is written last of all entries. */
function mirrorBlock(bytes: Uint8Array): number {
  const logical = 34 * BLOCK;
  return START + new DataView(bytes.buffer).getUint32(logical + 446 + 44, true);
}

const defects: readonly [RuleId, MediaKind, string, (bytes: Uint8Array) => Uint8Array][] = [
  ['udf.sparing', 'sparable', 'one table gone', (bytes) => bytes.fill(0, 80 * BLOCK, 81 * BLOCK)],
  ['udf.virtual', 'virtual-1.50', 'cut off', (bytes) => bytes.subarray(0, bytes.length - BLOCK)],
  ['udf.virtual', 'virtual-2.00', 'cut off', (bytes) => bytes.subarray(0, bytes.length - BLOCK)],
  [
    'udf.metadata',
    'metadata',
    'a mirror that is a main file',
    (bytes) => {
      const at = mirrorBlock(bytes) * BLOCK;
      const block = new Block().put(0, bytes.subarray(at, at + BLOCK)).u8(27, 250);
      const lengthBytes = 16 + new DataView(block.bytes.buffer).getUint16(10, true);
      bytes.set(block.tag(266, mirrorBlock(bytes) - START, 0x0250, lengthBytes), at);
      return bytes;
    },
  ],
  ['udf.anchor', 'sparable', 'only one anchor', (bytes) => bytes.fill(0, 256 * BLOCK, 257 * BLOCK)],
];

test.each(defects)('%s: %s, %s', async (rule, kind, _defect, spoil) => {
  expect(await found(spoil(udfMedia({ kind, files: mediaTree })))).toEqual([rule]);
});
