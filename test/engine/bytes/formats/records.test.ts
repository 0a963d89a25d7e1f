import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotatedHexdump } from '../../../../src/engine/bytes/codec/hexdump.ts';
import { recordDateOf } from '../../../../src/engine/bytes/formats/iso9660/dates.ts';
import {
  directoryRecord,
  recordBytes,
  recordOf,
  systemUseStart,
} from '../../../../src/engine/bytes/formats/iso9660/directory-record.ts';
import { fileSection, fileSectionCount } from '../../../../src/engine/bytes/formats/iso9660/file-sections.ts';
import {
  pathTableRecordBytes,
  writePathTable,
} from '../../../../src/engine/bytes/formats/iso9660/path-table.ts';

const GIB4 = 2 ** 32;

test('a directory record has the bytes of its picture', async () => {
  const record = recordOf({
    recordBytes: 114,
    extentLba: 0x01020304,
    dataBytes: 0xfffff800,
    recordedAt: recordDateOf(0),
    flags: 0x80,
    identifierBytes: 12,
  });
  await expect(annotatedHexdump(directoryRecord, directoryRecord.encode(record))).toMatchFileSnapshot(
    '../../../../snapshots/formats/directory-record.txt',
  );
});

test('the system use area starts at an even place, and a record is even', () => {
  expect([systemUseStart(1), systemUseStart(12), systemUseStart(11)]).toEqual([34, 46, 44]);
  fc.assert(
    fc.property(fc.nat(31), fc.nat(150), (identifier, use) => {
      const bytes = recordBytes(identifier, use);
      expect(bytes % 2).toBe(0);
      expect(bytes - (33 + identifier + use)).toBeGreaterThanOrEqual(0);
      expect(bytes - (33 + identifier + use)).toBeLessThanOrEqual(2);
    }),
  );
});

describe('file sections', () => {
  test.each([
    [0, [0]],
    [GIB4 - 1, [GIB4 - 1]],
    [GIB4, [GIB4 - 2048, 2048]],
    [GIB4 + 1, [GIB4 - 2048, 2049]],
    [5 * 2 ** 30, [4_294_965_248, 1_073_743_872]],
  ])('%i bytes are %j', (sizeBytes, lengths) => {
    const sections = Array.from({ length: fileSectionCount(sizeBytes) }, (_, i) => fileSection(sizeBytes, i));
    expect(sections.map(({ lengthBytes }) => lengthBytes)).toEqual(lengths);
  });

  test('sections lie one after the other and cover the file', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 42 }), (sizeBytes) => {
        let atByte = 0;
        for (let i = 0; i < fileSectionCount(sizeBytes); i++) {
          const { offsetSectors, lengthBytes } = fileSection(sizeBytes, i);
          expect(offsetSectors * 2048).toBe(atByte);
          atByte += lengthBytes;
        }
        expect(atByte).toBe(sizeBytes);
      }),
    );
  });
});

describe('path tables', () => {
  const entries = [
    { identifier: Uint8Array.of(0), extentLba: 20, parentNumber: 1 },
    { identifier: Uint8Array.of(0x41, 0x42), extentLba: 0x010203, parentNumber: 1 },
    { identifier: Uint8Array.of(0x43), extentLba: 22, parentNumber: 70_000 },
  ];

  test('L and M have the same records in their own byte order, padded to even lengths', () => {
    const little = new Uint8Array(30);
    const big = new Uint8Array(30);
    expect(writePathTable(little, 'L', entries)).toBe(30);
    writePathTable(big, 'M', entries);
    expect([...little]).toEqual([
      1, 0, 20, 0, 0, 0, 1, 0, 0, 0, 2, 0, 3, 2, 1, 0, 1, 0, 0x41, 0x42, 1, 0, 22, 0, 0, 0, 0xff, 0xff, 0x43,
      0,
    ]);
    expect([...big]).toEqual([
      1, 0, 0, 0, 0, 20, 0, 1, 0, 0, 2, 0, 0, 1, 2, 3, 0, 1, 0x41, 0x42, 1, 0, 0, 0, 0, 22, 0xff, 0xff, 0x43,
      0,
    ]);
  });

  test('a record is 8 bytes, the identifier and a pad byte when that is odd', () => {
    expect([1, 2, 31].map(pathTableRecordBytes)).toEqual([10, 10, 40]);
  });
});
