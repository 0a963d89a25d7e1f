import { expect, test } from 'vitest';
import { isSectorRight } from '../../../../../src/engine/bytes/formats/cdrom/error-code.ts';
import { type RawLayout, rawLayoutOf } from '../../../../../src/engine/bytes/formats/cdrom/raw-sector.ts';
import { dataOf } from '../../../../../src/engine/read/containers/discs/raw-sectors.ts';
import { seededBytes } from '../../../../fakes/fake-image.ts';

const SYNC = [0, ...Array.from({ length: 10 }, () => 0xff), 0];

/** Sectors of the layout whose data is `content`, and nothing of the rest. */
function rawOf(content: Uint8Array, { sectorBytes, dataAtByte, mode, isMarked }: RawLayout): Buffer {
  const sectors = Array.from({ length: content.length / 2048 }, (_, i) => {
    const sector = Buffer.alloc(sectorBytes, 0x11);
    if (isMarked) sector.set([...SYNC, 0, 2, i % 75, mode]);
    if (mode === 2) sector.set([0, 0, 8, 0, 0, 0, 8, 0], dataAtByte - 8);
    sector.set(content.subarray(i * 2048, (i + 1) * 2048), dataAtByte);
    return sector;
  });
  return Buffer.concat(sectors);
}

const layouts: readonly RawLayout[] = [
  { sectorBytes: 2352, dataAtByte: 16, mode: 1, isMarked: true, hasForms: false },
  { sectorBytes: 2352, dataAtByte: 24, mode: 2, isMarked: true, hasForms: true },
  { sectorBytes: 2448, dataAtByte: 16, mode: 1, isMarked: true, hasForms: false },
  { sectorBytes: 2336, dataAtByte: 8, mode: 2, isMarked: false, hasForms: true },
];

const content = seededBytes(600 * 2048, 3);
content.set(Buffer.from('\x01CD001\x01', 'latin1'), 16 * 2048);

test.each(layouts)(
  '$sectorBytes bytes, mode $mode: the layout is found, and any range is read',
  async (layout) => {
    const raw = rawOf(content, layout);
    expect(rawLayoutOf(raw.subarray(0, 40 << 10))).toEqual(layout);
    const file = {
      sizeBytes: raw.length,
      read: async (at: number, into: Uint8Array) => into.set(raw.subarray(at, at + into.length)),
    };
    const data = dataOf(file, layout, 600, 'x');
    expect(data.sizeBytes).toBe(content.length);
    for (const [at, length] of [
      [0, 1],
      [2047, 2],
      [2048, 2048],
      [5000, 600_000],
      [content.length - 3, 3],
      [0, content.length],
    ] as const) {
      const into = new Uint8Array(length);
      await data.read(at, into);
      expect(Buffer.compare(into, content.subarray(at, at + length))).toBe(0);
    }
  },
);

test('a sector of mode 2 with other than its two subheaders alike has no forms', () => {
  const sector = Buffer.alloc(2352);
  sector.set([...SYNC, 0, 2, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(rawLayoutOf(sector)).toMatchObject({ mode: 2, dataAtByte: 16, hasForms: false });
  expect(rawLayoutOf(Buffer.alloc(2352))).toBeUndefined();
  expect(rawLayoutOf(Buffer.alloc(3))).toBeUndefined();
});

test('a sector in whose place for a code zeros stand, or that is audio, is neither right nor wrong', () => {
  const [layout] = layouts;
  const sector = Buffer.alloc(2352);
  sector.set([...SYNC, 0, 2, 0, 1]);
  expect(layout && isSectorRight(sector, layout)).toBeUndefined();
  expect(layout && isSectorRight(Buffer.alloc(2352, 9), layout)).toBeUndefined();
});
