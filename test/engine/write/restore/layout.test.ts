import { describe, expect, test } from 'vitest';
import { primaryTable } from '../../../../src/engine/bytes/formats/gpt/table.ts';
import { masterBootRecord } from '../../../../src/engine/bytes/formats/mbr/mbr.ts';
import { restoreLayout } from '../../../../src/engine/write/restore/layout.ts';
import { restoreImage } from '../../../../src/engine/write/restore/restore-image.ts';
import { tableBytes } from '../../../../src/engine/write/restore/tables.ts';
import { wipeEnd } from '../../../../src/engine/write/restore/wipe-end.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';

const MIB = 1 << 20;
const GIB = 2 ** 30;
const sized = (capacityBytes: number, sectorBytes = 512, wanted?: 'fat16' | 'fat32' | 'exfat') =>
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

  test('sectors of 4096 bytes change where it begins and nothing else; what is too small is refused', () => {
    expect(sized(16 * GIB, 4096)).toMatchObject({ fileSystem: 'FAT32', startSector: 256 });
    expect(sized(64 * GIB, 4096)).toMatchObject({ fileSystem: 'exFAT', startSector: 256, table: 'mbr' });
    expect(() => sized(4 * MIB - 512)).toThrow('target-too-small');
  });

  test.each([
    [64 * GIB, 'fat32', 'FAT32'],
    [8 * MIB, 'exfat', 'exFAT'],
    [64 * MIB, 'fat16', 'FAT16'],
    [40 * MIB, 'fat32', 'FAT32'],
  ] as const)('%i bytes and a wish for %s: %s', (capacityBytes, wanted, fileSystem) => {
    expect(sized(capacityBytes, 512, wanted).fileSystem).toBe(fileSystem);
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

test('a GPT on sectors of 4096 bytes counts in these', () => {
  const layout = sized(17_000 * GIB, 4096);
  expect(layout.table).toBe('gpt');
  const { first, last } = tableBytes(layout, new Uint8Array(16));
  expect(Buffer.from(first.subarray(4096, 4104)).toString()).toBe('EFI PART');
  expect(new DataView(first.buffer).getBigUint64(2 * 4096 + 32, true)).toBe(256n);
  expect(Buffer.from(last.subarray(-4096, -4088)).toString()).toBe('EFI PART');
});

test('the image of a drive is its table, zeros, and the volume from the first MiB on', async () => {
  const volume = {
    usedBytes: 4096,
    read: async (at: number, into: Uint8Array) => void into.fill(at === 0 ? 7 : 8),
  };
  const image = restoreImage(Uint8Array.of(1, 2, 3), MIB, volume);
  expect(image.sizeBytes).toBe(MIB + 4096);
  const into = new Uint8Array(1024).fill(9);
  await image.read(MIB - 512, into);
  expect([into[0], into[511], into[512], into[1023]]).toEqual([0, 0, 7, 7]);
  await image.read(1, into);
  expect([...into.subarray(0, 4)]).toEqual([2, 3, 0, 0]);
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
