import { crc32 as referenceCrc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { crc32 } from '../../../../src/engine/bytes/codec/crc32.ts';
import { GUID_EFI_SYSTEM, guid, guidFrom } from '../../../../src/engine/bytes/formats/gpt/guid.ts';
import { backupTable, type GptFacts, primaryTable } from '../../../../src/engine/bytes/formats/gpt/table.ts';
import { loaderBlockOf } from '../../../../src/engine/bytes/formats/mbr/boot-code.ts';
import { chsOf } from '../../../../src/engine/bytes/formats/mbr/mbr.ts';

test('CRC-32 is the one of everybody', () => {
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  const bytes = Buffer.from(Array.from({ length: 1000 }, (_, i) => (i * 37) & 0xff));
  expect(crc32(bytes)).toBe(referenceCrc32(bytes));
});

test('a GUID is written with its first three groups turned round', () => {
  const bytes = new Uint8Array(16);
  guid.write(bytes, 0, GUID_EFI_SYSTEM);
  expect(Buffer.from(bytes).toString('hex')).toBe('28732ac11ff8d211ba4b00a0c93ec93b');
  expect(guid.read(bytes, 0, () => {})).toBe(GUID_EFI_SYSTEM);
  expect(guidFrom(new Uint8Array(32).fill(0xff))).toMatch(/^f{8}-f{4}-8f{3}-bf{3}-f{12}$/);
});

const facts: GptFacts = {
  diskGuid: '11111111-2222-8333-8444-555555555555',
  diskBlocks: 4096,
  partitions: [
    {
      type: GUID_EFI_SYSTEM,
      id: '66666666-7777-8888-9999-aaaaaaaaaaaa',
      firstBlock: 64,
      lastBlock: 127,
      attributes: new Uint8Array(8),
      name: 'EFI',
    },
  ],
};

test('both copies of a GPT say the same of the disk and the other place of themselves', () => {
  const [primary, backup] = [primaryTable(facts), backupTable(facts)];
  expect(primary.length).toBe(33 * 512);
  expect(backup.length).toBe(33 * 512);
  expect(Buffer.compare(primary.subarray(512), backup.subarray(0, 32 * 512))).toBe(0);
  const heads = [primary.subarray(0, 92), backup.subarray(32 * 512, 32 * 512 + 92)].map((bytes) => {
    const copy = Buffer.from(bytes);
    const crc = copy.readUInt32LE(16);
    copy.fill(0, 16, 20);
    expect(referenceCrc32(copy)).toBe(crc);
    expect(copy.readUInt32LE(88)).toBe(referenceCrc32(primary.subarray(512)));
    return [24, 32, 40, 48, 72].map((at) => Number(copy.readBigUInt64LE(at)));
  });
  expect(heads).toEqual([
    [1, 4095, 34, 4062, 2],
    [4095, 1, 34, 4062, 4063],
  ]);
});

test.each([
  [0, '000100'],
  [62, '003f00'],
  [63, '010100'],
  [255 * 63, '000101'],
  [255 * 63 * 1024 - 1, 'feffff'],
  [255 * 63 * 1024, 'feffff'],
  [2 ** 32, 'feffff'],
])('block %i of a disk with 255 heads is %s', (block, chs) => {
  expect(Buffer.from(chsOf(block)).toString('hex')).toBe(chs);
});

test('boot code jumps to the first block of isolinux, and to the second sector of GRUB', () => {
  expect([loaderBlockOf('isolinux', 30), loaderBlockOf('grub', 30)]).toEqual([120, 124]);
});
