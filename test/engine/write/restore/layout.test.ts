import { describe, expect, test } from 'vitest';
import { primaryTable } from '../../../../src/engine/bytes/formats/gpt/table.ts';
import { masterBootRecord } from '../../../../src/engine/bytes/formats/mbr/mbr.ts';
import { restoreLayout } from '../../../../src/engine/write/restore/layout.ts';
import { exfatUsedBytes, fatUsedBytes } from '../../../../src/engine/write/restore/make-file-system.ts';
import { tableBytes } from '../../../../src/engine/write/restore/tables.ts';
import { wipeEnd } from '../../../../src/engine/write/restore/wipe-end.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';

const MIB = 1 << 20;
const GIB = 2 ** 30;
const sized = (capacityBytes: number, sectorBytes = 512, wanted?: 'fat32' | 'exfat') =>
  restoreLayout(
    { ...new FakeTarget({ capacityBytes: 4 * MIB }), name: 'sdb', capacityBytes } as FakeTarget,
    sectorBytes,
    wanted,
  );

describe('what a drive becomes', () => {
  test.each([
    [4 * MIB, 'FAT16', 'mbr'],
    [40 * MIB, 'FAT32', 'mbr'],
    [32 * GIB, 'FAT32', 'mbr'],
    [32 * GIB + 512, 'exFAT', 'mbr'],
    [2048 * GIB, 'exFAT', 'mbr'],
    [2048 * GIB + MIB, 'exFAT', 'gpt'],
  ])('%i bytes: %s in an %s', (capacityBytes, fileSystem, table) => {
    const layout = sized(capacityBytes);
    expect(layout).toMatchObject({ fileSystem, table, startSector: 2048 });
    const endByte = (layout.startSector + layout.partitionSectors) * 512;
    expect(endByte % MIB).toBe(0);
    expect(endByte).toBeLessThanOrEqual(table === 'gpt' ? capacityBytes - 33 * 512 : capacityBytes);
  });

  test('with sectors of 4096 bytes it is FAT32 at any size, and what is too small is refused', () => {
    expect(sized(64 * GIB, 4096)).toMatchObject({ fileSystem: 'FAT32', startSector: 256 });
    expect(() => sized(4 * MIB - 512)).toThrow('target-too-small');
  });

  test.each([
    [64 * GIB, 'fat32', 'FAT32'],
    [8 * MIB, 'exfat', 'exFAT'],
    [40 * MIB, 'fat32', 'FAT32'],
  ] as const)('%i bytes and a wish for %s: %s', (capacityBytes, wanted, fileSystem) => {
    expect(sized(capacityBytes, 512, wanted).fileSystem).toBe(fileSystem);
  });

  test.each([
    [40 * MIB - 512, 512, 'fat32', 'too-small'],
    [2048 * GIB, 512, 'fat32', 'too-large'],
    [64 * GIB, 4096, 'exfat', 'sector-size'],
    [16_384 * GIB, 4096, undefined, 'too-large'],
  ] as const)('%i bytes in sectors of %i cannot become %s: %s', (capacityBytes, sectorBytes, wanted, why) => {
    expect(() => sized(capacityBytes, sectorBytes, wanted)).toThrow(
      expect.objectContaining({ code: 'file-system-unfit', facts: expect.objectContaining({ why }) }),
    );
  });
});

test('the table names one partition, and a GPT has both its copies', () => {
  const identity = Uint8Array.from({ length: 16 }, (_, index) => index + 1);
  const mbr = tableBytes(sized(8 * GIB), identity);
  expect(masterBootRecord.read(mbr.first, 0, () => undefined).partitions[0]).toMatchObject({
    type: 0x0c,
    startBlock: 2048,
  });
  expect(mbr.last).toHaveLength(0);
  const gpt = tableBytes(sized(3072 * GIB), identity);
  expect(masterBootRecord.read(gpt.first, 0, () => undefined).partitions[0]).toMatchObject({
    type: 0xee,
    startBlock: 1,
  });
  expect(Buffer.from(gpt.first.subarray(512, 520)).toString()).toBe('EFI PART');
  expect(Buffer.from(gpt.last.subarray(-512, -504)).toString()).toBe('EFI PART');
  expect(gpt.first.length - 512).toBe(
    primaryTable({ diskGuid: '00000000-0000-0000-0000-000000000000', diskBlocks: 9999, partitions: [] })
      .length,
  );
});

test('the used part of a file system ends behind its root folder', () => {
  const fat32 = new DataView(new ArrayBuffer(512));
  fat32.setUint16(11, 512, true);
  fat32.setUint8(13, 8);
  fat32.setUint16(14, 32, true);
  fat32.setUint8(16, 2);
  fat32.setUint32(36, 100, true);
  fat32.setUint32(44, 2, true);
  expect(fatUsedBytes(fat32)).toBe((32 + 200 + 8) * 512);
  const exfat = new DataView(new ArrayBuffer(512));
  exfat.setUint32(88, 4096, true);
  exfat.setUint32(96, 5, true);
  exfat.setUint8(108, 9);
  exfat.setUint8(109, 6);
  expect(exfatUsedBytes(exfat)).toBe(4096 * 512 + 4 * 32_768);
});

test('the end of a drive is wiped and read back; one that does not keep it is told', async () => {
  const target = new FakeTarget({ capacityBytes: 8 * MIB });
  await wipeEnd(target, Uint8Array.of(1, 2, 3));
  expect([...target.stored.subarray(-4)]).toEqual([0, 1, 2, 3]);
  expect(target.stored.subarray(7 * MIB, -4).every((byte) => byte === 0)).toBe(true);
  expect(target.stored[7 * MIB - 1]).toBe(0xa5);
  const flipping = new FakeTarget({ capacityBytes: 8 * MIB, faults: { flipAt: 8 * MIB - 9 } });
  await expect(wipeEnd(flipping, new Uint8Array(0))).rejects.toMatchObject({ code: 'verify-mismatch' });
});
