import { describe, expect, test } from 'vitest';
import { fatBytes, fatEntry } from '../../../../src/engine/bytes/formats/fat/clusters.ts';
import { fatTime } from '../../../../src/engine/bytes/formats/fat/directory-entry.ts';
import {
  fatGeometry,
  fatTypeOf,
  fittingGeometry,
} from '../../../../src/engine/bytes/formats/fat/geometry.ts';
import { type FatImage, planFat } from '../../../../src/engine/bytes/formats/fat/image.ts';
import { FatNames, shortChecksum } from '../../../../src/engine/bytes/formats/fat/names.ts';
import { readFat } from '../../../../src/engine/bytes/formats/fat/read.ts';
import type { FatFolder } from '../../../../src/engine/bytes/formats/fat/tree.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

test('the number of clusters alone decides the type', () => {
  expect([1, 4084, 4085, 65524, 65525].map(fatTypeOf)).toEqual([12, 12, 16, 16, 32]);
});

test('the fitting geometry keeps away from the lines between the types', () => {
  for (const need of [1, 4000, 4070, 4090, 20_000, 65_520, 70_000, 300_000]) {
    const { clusters } = fittingGeometry((bytes) => Math.ceil((need * 2048) / bytes), 512);
    for (const line of [4085, 65_525]) expect(Math.abs(clusters - line)).toBeGreaterThanOrEqual(16);
  }
});

test('a table of 12-bit entries packs two into three bytes', () => {
  const geometry = fatGeometry(10, 1, 512);
  const bytes = fatBytes(geometry, [
    { first: 2, count: 3 },
    { first: 5, count: 1 },
  ]);
  expect(Buffer.from(bytes.subarray(0, 9)).toString('hex')).toBe('f8ffff034000ffffff');
  expect([2, 3, 4, 5].map((cluster) => fatEntry(bytes, 12, cluster))).toEqual([3, 4, 0xfff, 0xfff]);
});

describe('names', () => {
  const short = (...names: string[]) => {
    const taken = new FatNames();
    return names.map((name) => text(taken.take(name).short));
  };

  test('short ones are different from each other', () => {
    expect(
      short('BOOTX64.EFI', 'grub.cfg', 'grub.config', 'GRUB.CFG', 'a b.txt', 'ab.txt', '.disk', 'x.y.z'),
    ).toEqual([
      'BOOTX64 EFI',
      'GRUB    CFG',
      'GRUB~1  CON',
      'GRUB~1  CFG',
      'AB~1    TXT',
      'AB      TXT',
      'DISK~1     ',
      'XY~1    Z  ',
    ]);
  });

  test('a thousand alike', () => {
    const names = Array.from({ length: 1000 }, (_, i) => `a very long name ${i}.config`);
    const found = short(...names);
    expect(new Set(found).size).toBe(1000);
    expect(found[999]).toBe('AVE~1000CON');
  });

  test('letters that a short name cannot have', () => {
    expect(short('größe+1.tar.gz', 'ü', '日本.efi')).toEqual(['GR_SSE~1GZ ', '_~1        ', '__~1    EFI']);
  });

  test('a long name stands before the short one, its last part first, tied to it by a checksum', () => {
    const { short: own, longEntries } = new FatNames().take('The quick brown.fox');
    expect(text(own)).toBe('THEQUI~1FOX');
    expect(longEntries.map((entry) => entry[0])).toEqual([0x42, 0x01]);
    expect(new Set(longEntries.map((entry) => entry[13]))).toEqual(new Set([shortChecksum(own)]));
    // By hand: rotate right and add, over "THEQUI~1FOX".
    expect(shortChecksum(own)).toBe(0x07);
    expect(text(longEntries[1]!.subarray(1, 11))).toBe('T\0h\0e\0 \0q\0');
    expect(text(longEntries[0]!.subarray(14, 20))).toBe('x\0\0\0\xff\xff');
  });
});

test('times are steps of two seconds from 1980 on', () => {
  const at = (iso: string) => fatTime(Date.parse(iso) / 1000);
  expect(at('1970-01-01T00:00:00Z')).toEqual({ date: (1 << 5) | 1, time: 0 });
  expect(at('2024-02-29T13:37:59Z')).toEqual({
    date: (44 << 9) | (2 << 5) | 29,
    time: (13 << 11) | (37 << 5) | 29,
  });
  expect(at('2200-01-01T00:00:00Z')).toEqual({
    date: (127 << 9) | (12 << 5) | 31,
    time: (23 << 11) | (59 << 5) | 29,
  });
});

describe('a volume is read back by the reader', () => {
  const file = (name: string, content: string) => ({
    name,
    modifiedAt: 1_700_000_000,
    sizeBytes: content.length,
    content: Buffer.from(content),
  });
  const folder = (name: string, ...entries: FatFolder<never>['entries']): FatFolder<never> => ({
    name,
    modifiedAt: 1_700_000_000,
    entries,
  });
  const many = Array.from({ length: 300 }, (_, i) => file(`entry number ${i}`, `${i}`));
  const root = folder(
    '',
    folder('EFI', folder('BOOT', file('BOOTX64.EFI', 'loader')), folder('many', ...many)),
    file('empty', ''),
  );

  test.each([
    [12, 3000, 1],
    [16, 5000, 1],
    [32, 66_000, 1],
  ])('FAT%i', async (type, clusters, sectorsPerCluster) => {
    const geometry = fatGeometry(clusters, sectorsPerCluster, 512);
    const volume = await readFat(reader(planFat(root, { label: 'TEST', serial: 1, geometry })));
    expect(volume?.type).toBe(type);
    expect((await volume!.list('/'))!.map(({ name }) => name)).toEqual(['EFI', 'empty']);
    expect((await volume!.list('/efi/boot'))!.map(({ name, sizeBytes }) => `${name} ${sizeBytes}`)).toEqual([
      '. 0',
      '.. 0',
      'BOOTX64.EFI 6',
    ]);
    expect(await volume!.list('/EFI/many')).toHaveLength(302);
    expect(await volume!.list('/nothing')).toBeUndefined();
  });

  test('what is no FAT volume is none', async () => {
    expect(await readFat(async (_at, length) => new Uint8Array(length))).toBeUndefined();
    expect(await readFat(async (_at, length) => new Uint8Array(length).fill(0xff))).toBeUndefined();
    expect(await readFat(async () => new Uint8Array())).toBeUndefined();
  });

  test('a folder whose chain runs in a circle ends', async () => {
    const image = planFat(folder('', folder('LOOP', ...many)), { label: 'LOOP', serial: 1 });
    const bytes = bytesOf(image);
    // Cluster 2 is the folder's first one: entry 2 of the 12-bit table points at itself.
    bytes[512 + 3] = 0x02;
    bytes[512 + 4] = bytes[512 + 4]! & 0xf0;
    const volume = await readFat(async (at, length) => bytes.subarray(at, at + length));
    expect((await volume!.list('/LOOP'))!.length).toBeLessThan(100_000);
  });

  test('a file whose chain runs in a circle ends, of a volume that says to have billions of clusters', async () => {
    const boot = Buffer.alloc(512);
    boot.set([0xeb, 0x58, 0x90]);
    boot.writeUInt16LE(512, 11);
    boot.set([1, 32, 0, 1], 13);
    boot.writeUInt32LE(0xffffffff, 32);
    boot.writeUInt32LE(0x0080_0000, 36);
    // Two clusters that do not follow each other: each entry leads to the other.
    const table = Buffer.alloc(1024);
    table.writeUInt32LE(9, 4 * 5);
    table.writeUInt32LE(5, 4 * 9);
    const volume = await readFat(async (at) => (at === 0 ? boot : table));
    expect(volume?.type).toBe(32);
    expect(volume?.runs({ firstCluster: 5 })).toHaveLength(1024 / 4 + 1);
    const file = { name: 'x', shown: 'x', isFolder: false, firstCluster: 5, sizeBytes: 0xffffffff };
    expect(volume?.endOf(file)).toBe((32 + 0x0080_0000 + 9 - 2 + 1) * 512);
  });
});

function bytesOf(image: FatImage<never>): Uint8Array {
  const bytes = new Uint8Array(image.sizeBytes);
  for (const run of image.runs(0)) if ('bytes' in run) bytes.set(run.bytes, run.atByte);
  return bytes;
}

function reader(image: FatImage<never>) {
  const bytes = bytesOf(image);
  return async (at: number, length: number) => bytes.subarray(at, at + length);
}

test('names that are alike are numbered without going through all numbers before', () => {
  const names = new FatNames();
  const shorts = new Set<string>();
  const count = 30_000;
  for (let index = 0; index < count; index++) shorts.add(text(names.take(`a long name ${index}.txt`).short));
  expect(shorts.size).toBe(count);
  expect([...shorts].slice(0, 10)).toEqual([
    ...Array.from({ length: 9 }, (_, index) => `ALONGN~${index + 1}TXT`),
    'ALONG~10TXT',
  ]);
  // One that was taken as it is, is passed over.
  const mixed = new FatNames();
  expect(['ALONGN~1.TXT', 'a long name.txt'].map((name) => text(mixed.take(name).short))).toEqual([
    'ALONGN~1TXT',
    'ALONGN~2TXT',
  ]);
});

test('a short name that is made never is what another file of the folder is called', () => {
  const all = ['a long name.txt', 'ALONGN~1.TXT'];
  const names = new FatNames(all);
  expect(all.map((name) => text(names.take(name).short))).toEqual(['ALONGN~2TXT', 'ALONGN~1TXT']);
});

test('a folder of 40,000 files with long names is planned once, in its order', () => {
  const entries = Array.from({ length: 40_000 }, (_, i) => ({
    name: `a package with a long name_${i}.deb`,
    modifiedAt: 1e9,
    sizeBytes: 0,
    content: i,
  }));
  const reads = countedNames(entries);
  const { type } = planFat(
    { name: '', modifiedAt: 1e9, entries: reads.entries },
    { label: 'MANY', serial: 1 },
  );
  expect(type).toBe(32);
  // Once to know what is taken, once to count what each needs.
  expect(reads.count()).toBeLessThanOrEqual(3 * entries.length);
});

/** Entries that count how often they are asked for their names: how much work that is, on a machine of any speed. */
function countedNames<E extends { readonly name: string }>(entries: readonly E[]) {
  let asked = 0;
  const counted = entries.map((entry) => ({
    ...entry,
    get name() {
      asked++;
      return entry.name;
    },
  }));
  return { entries: counted, count: () => asked };
}
