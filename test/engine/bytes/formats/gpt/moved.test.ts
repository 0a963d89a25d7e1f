import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GUID_BASIC_DATA } from '../../../../../src/engine/bytes/formats/gpt/guid.ts';
import type { GptEntry } from '../../../../../src/engine/bytes/formats/gpt/header.ts';
import { movedGpt } from '../../../../../src/engine/bytes/formats/gpt/moved.ts';
import {
  ATTRIBUTES_NONE,
  backupTable,
  primaryTable,
} from '../../../../../src/engine/bytes/formats/gpt/table.ts';

const MIB = 1 << 20;
const BLOCK = 512;

/** The first MiB of a disk that has this table. */
function headOf(diskBlocks: number, partitions: readonly GptEntry[] = []): Uint8Array {
  const head = new Uint8Array(MIB);
  head.set([0, 0, 2, 0, 0xee, 255, 255, 255, 1, 0, 0, 0], 446);
  new DataView(head.buffer).setUint32(446 + 12, diskBlocks - 1, true);
  head.set([0x55, 0xaa], 510);
  head.set(primaryTable({ diskGuid: GUID_BASIC_DATA, diskBlocks, partitions }), BLOCK);
  return head;
}

const partition: GptEntry = {
  type: GUID_BASIC_DATA,
  id: '00000000-0000-4000-8000-000000000001',
  firstBlock: 2048,
  lastBlock: 4095,
  attributes: ATTRIBUTES_NONE,
  name: 'one',
};

test('a moved table is the one that a drive of that size would have had, at both ends', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5000, max: 90_000 }),
      fc.integer({ min: 1, max: 2 ** 40 }),
      fc.integer({ min: 0, max: 511 }),
      (small, more, rest) => {
        const diskBlocks = small + more;
        const moved = movedGpt(headOf(small, [partition]), diskBlocks * BLOCK + rest);
        const facts = { diskGuid: GUID_BASIC_DATA, diskBlocks, partitions: [partition] };
        const wanted = headOf(small);
        wanted.set(primaryTable(facts), BLOCK);
        new DataView(wanted.buffer).setUint32(446 + 12, Math.min(diskBlocks - 1, 0xff_ff_ff_ff), true);
        expect(Buffer.compare(moved?.head ?? wanted.subarray(1), wanted)).toBe(0);
        expect(moved?.tail.bytes).toEqual(backupTable(facts));
        expect(moved?.tail.atByte).toBe((diskBlocks - 33) * BLOCK);
      },
    ),
  );
});

test('a drive of the same size keeps its table, and so does one that is smaller', () => {
  expect(movedGpt(headOf(8000), 8000 * BLOCK)).toBeUndefined();
  expect(movedGpt(headOf(8000), 7000 * BLOCK)).toBeUndefined();
});

test('a table that is damaged anywhere is not moved: nobody knows what it says', () => {
  const head = headOf(8000, [partition]);
  for (const at of [BLOCK, BLOCK + 13, BLOCK + 40, BLOCK + 90, 2 * BLOCK + 3, 2 * BLOCK + 200]) {
    const bad = head.slice();
    bad[at] = (bad[at] ?? 0) ^ 0x10;
    expect(movedGpt(bad, 9000 * BLOCK)).toBeUndefined();
  }
});

test('whatever stands at the beginning of a drive: no error, and nothing is claimed of it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4096 }), (bytes) => {
      expect(movedGpt(bytes, 1 << 30)).toBeUndefined();
      const signed = bytes.slice();
      if (signed.length > 520)
        signed.set(
          [...'EFI PART'].map((one) => one.charCodeAt(0)),
          BLOCK,
        );
      expect(movedGpt(signed, 1 << 30)).toBeUndefined();
    }),
  );
});

test('partitions of a hybrid table are nobody else’s: only the record over the whole drive grows', () => {
  const head = headOf(8000);
  const view = new DataView(head.buffer);
  head[462 + 4] = 0xee;
  view.setUint32(462 + 8, 1, true);
  view.setUint32(462 + 12, 100, true);
  const moved = movedGpt(head, 9000 * BLOCK);
  const now = moved && new DataView(moved.head.buffer, moved.head.byteOffset);
  expect([now?.getUint32(446 + 12, true), now?.getUint32(462 + 12, true)]).toEqual([8999, 100]);
});
