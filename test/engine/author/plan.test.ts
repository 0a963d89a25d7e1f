import { linkSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { labelsOf } from '../../../src/engine/author/iso/label.ts';
import { describeLayout, layOut } from '../../../src/engine/author/layout/layout.ts';
import { memorySection, zeroSection } from '../../../src/engine/author/layout/section.ts';
import type { Extent } from '../../../src/engine/contract/ports/image.ts';
import { author, bytesOf, temporaryFolder } from './making.ts';

const room = temporaryFolder();

function sample(name: string): string {
  const folder = join(room, name);
  mkdirSync(join(folder, 'docs/deep'), { recursive: true });
  writeFileSync(join(folder, 'docs/readme.txt'), 'hello');
  writeFileSync(join(folder, 'docs/deep/two sectors'), Buffer.alloc(2049, 'x'));
  writeFileSync(join(folder, 'empty'), '');
  linkSync(join(folder, 'docs/readme.txt'), join(folder, 'hard'));
  symlinkSync('docs/readme.txt', join(folder, 'link'));
  return folder;
}

const map = (extents: Iterable<Extent>) =>
  [...extents]
    .map(
      ({ atByte, lengthBytes, from, name }) =>
        `${String(atByte).padStart(8)} ${String(lengthBytes).padStart(7)}  ${from.padEnd(6)}  ${name}`,
    )
    .join('\n');

test('extents name every run of bytes, once and in order', async () => {
  const image = await author(sample('extents'), { fixedTime: 1_000_000_000 });
  await expect(`${map(image.extents())}\n`).toMatchFileSnapshot(
    '../../../snapshots/plans/sample-extents.txt',
  );
  let end = 0;
  for (const { atByte, lengthBytes } of image.extents()) {
    expect(atByte).toBe(end);
    end = atByte + lengthBytes;
  }
  expect(end).toBe(image.sizeBytes);
  expect(image.entries).toBe(8);
});

test('sections know their places only when all sizes are known', async () => {
  const seen: string[] = [];
  const needy = memorySection('needy', 1, (bytes, where) => {
    bytes[0] = where('last');
    bytes[1] = where('end');
    seen.push('made');
  });
  const layout = layOut([zeroSection('first', 16), needy, zeroSection('none', 0), zeroSection('last', 3)]);
  await expect(describeLayout(layout)).toMatchFileSnapshot('../../../snapshots/plans/layout.txt');
  expect(seen).toEqual([]);
  const into = new Uint8Array(2);
  await layout.places[1]!.bytes.read(0, into);
  await layout.places[1]!.bytes.read(1, into.subarray(1));
  expect([...into, seen.length]).toEqual([17, 20, 1]);
});

test('a volume larger than its sector numbers is refused', () => {
  expect(() => layOut([zeroSection('huge', 2 ** 32)])).toThrow(/not-encodable.*volumeBlocks/);
});

test('an image of CD size ends in 150 sectors of zeros that the volume counts', async () => {
  const image = await author(sample('padding'));
  const bytes = await bytesOf(image);
  expect(bytes.subarray(-150 * 2048).every((byte) => byte === 0)).toBe(true);
  expect(new DataView(bytes.buffer).getUint32(16 * 2048 + 80, true) * 2048).toBe(image.sizeBytes);
});

describe('the same input gives the same bytes', () => {
  test('however often, and from whatever place', async () => {
    const folder = sample('again');
    const [one, two] = [
      await bytesOf(await author(folder, { madeAt: 5 })),
      await bytesOf(await author(folder, { madeAt: 5 }), 2048),
    ];
    expect(Buffer.compare(one, two)).toBe(0);
  });

  test('with SOURCE_DATE_EPOCH whatever the times of the files and of the making', async () => {
    const [first, second] = [sample('epoch'), sample('later/epoch')];
    utimesSync(join(second, 'docs/readme.txt'), 1, 1);
    const one = await bytesOf(await author(first, { fixedTime: 1_700_000_000, madeAt: 1 }));
    const two = await bytesOf(await author(second, { fixedTime: 1_700_000_000, madeAt: 2 }));
    expect(Buffer.compare(one, two)).toBe(0);
    const other = await bytesOf(await author(second, { fixedTime: 1_700_000_001 }));
    expect(Buffer.compare(one, other)).not.toBe(0);
  });

  test('without a word on the time of making, the newest change in the folder is it', async () => {
    const folder = sample('newest');
    utimesSync(join(folder, 'empty'), 4_000_000_000, 4_000_000_000);
    const bytes = Buffer.from(await bytesOf(await author(folder)));
    expect(bytes.toString('latin1', 16 * 2048 + 813, 16 * 2048 + 827)).toBe('20961002070640');
  });
});

describe('labels', () => {
  test.each([
    ['/home/me/Debian-12.9 amd64', 'Debian-12.9_amd64', 'Debian-12.9_amd64'],
    ['/home/me/Fotos für Oma', 'Fotos_für_Oma', 'Fotos_f_r_Oma'],
    ['/home/me/Fotos fu\u0308r Oma', 'Fotos_für_Oma', 'Fotos_f_r_Oma'],
    ['/', 'ISOIMAGE', 'ISOIMAGE'],
    ['/日本', '日本', 'ISOIMAGE'],
    ['/Документы 2026', 'Документы_2026', '__________2026'],
    ['/☃', 'ISOIMAGE', 'ISOIMAGE'],
    [`/${'long'.repeat(20)}`, 'long'.repeat(8), 'long'.repeat(8)],
    [`/${'x'.repeat(31)}𠀀`, 'x'.repeat(31), 'x'.repeat(31)],
  ])(
    'the default for %s keeps its letters where a tree can hold them, without a loss',
    (folder, label, iso) => {
      const labels = labelsOf(folder, undefined, true);
      expect([labels.label, labels.iso, labels.losses]).toEqual([label, iso, []]);
    },
  );

  test('a chosen label is kept letter by letter; what a tree cannot hold of it is a loss', () => {
    expect(labelsOf('/x', 'my label', true)).toEqual({
      label: 'my label',
      iso: 'my label',
      joliet: 'my label',
      losses: [],
    });
    expect(labelsOf('/x', 'Größe der großen Dinge', true)).toMatchObject({
      iso: 'Gr__e der gro_en Dinge',
      joliet: 'Größe der großen',
      losses: [
        { path: '/', reason: 'name-changed', where: 'iso9660', becomes: 'Gr__e der gro_en Dinge' },
        { path: '/', reason: 'name-shortened', where: 'joliet', becomes: 'Größe der großen' },
      ],
    });
  });

  test.each([
    ['', { reason: 'label-empty' }],
    ['  ', { reason: 'label-empty' }],
    ['a\nb', { reason: 'label-control' }],
    ['x'.repeat(33), { reason: 'label-long', length: 33, most: 32 }],
  ])('%j is refused', (label, because) => {
    expect(() => labelsOf('/x', label, true)).toThrow(
      expect.objectContaining({ code: 'usage', facts: { problem: because.reason, because } }),
    );
  });
});
