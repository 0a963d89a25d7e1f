import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  movedSyslinux,
  syslinuxVersion,
} from '../../../../../src/engine/bytes/formats/syslinux/patch-area.ts';
import { seededBytes } from '../../../../fakes/fake-image.ts';

const MAGIC = 0x3eb202fe;
const AREA = 24;
const EXTENDED = 5190;
const EXTENTS = 600;
const ADV = 700;

/** A loader that lies in two runs from a sector on, as the installer leaves it. */
function loaderAt(sector: number): Uint8Array {
  const bytes = Uint8Array.from(seededBytes(16_384)).map((byte) => byte & 0x3f);
  const view = new DataView(bytes.buffer);
  view.setUint32(AREA, MAGIC, true);
  view.setUint32(AREA + 12, 3584, true);
  view.setUint16(AREA + 22, EXTENDED, true);
  for (const [i, value] of [ADV, 0, 0, 0, 0, EXTENTS, 4, 0x1a0, 0x1a8].entries())
    view.setUint16(EXTENDED + 2 * i, value, true);
  bytes.fill(0, EXTENTS, EXTENTS + 40);
  view.setBigUint64(EXTENTS, BigInt(sector + 1), true);
  view.setUint16(EXTENTS + 8, 20, true);
  view.setBigUint64(ADV, BigInt(sector + 30), true);
  view.setBigUint64(ADV + 8, BigInt(sector + 31), true);
  return bytes;
}

test('wherever it goes, places go with it and its dwords add up to the magic number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 2 ** 31 }), fc.integer({ min: 2, max: 2 ** 40 }), (from, to) => {
      const bootSector = Uint8Array.from(seededBytes(512));
      const moved = movedSyslinux({ loader: loaderAt(from), bootSector, firstSector: from }, to);
      const view = new DataView(moved.loader.buffer);
      expect(view.getBigUint64(EXTENTS, true)).toBe(BigInt(to + 1));
      expect(view.getBigUint64(ADV + 8, true)).toBe(BigInt(to + 31));
      expect(view.getBigUint64(EXTENTS + 10, true)).toBe(0n);
      let sum = 0;
      for (let i = 0; i < 3584; i++) sum = (sum + view.getUint32(4 * i, true)) >>> 0;
      expect(sum).toBe(MAGIC);
      const boot = new DataView(moved.bootSector.buffer);
      expect(boot.getUint32(0x1a0, true) + boot.getUint32(0x1a8, true) * 2 ** 32).toBe(to);
    }),
    { numRuns: 50 },
  );
});

test('bytes that are no loader are refused, not followed', () => {
  const parts = { bootSector: new Uint8Array(512), firstSector: 1 };
  expect(() => movedSyslinux({ ...parts, loader: new Uint8Array(9000) }, 5)).toThrow(RangeError);
  const short = loaderAt(7).slice(0, 4096);
  expect(() => movedSyslinux({ ...parts, loader: short }, 5)).toThrow(RangeError);
});

test('the version is the longest that stands in a loader', () => {
  const text = 'x ISOLINUX \0 ISOLINUX 6.04 \0ISOLINUX 6.04 20200816 \0 SYSLINUX 4.07 EDD 4.07';
  expect(syslinuxVersion(Buffer.from(text), 'ISOLINUX')).toBe('6.04 20200816');
  expect(syslinuxVersion(Buffer.from(text), 'SYSLINUX')).toBe('4.07');
  expect(syslinuxVersion(Buffer.from('SYSLINUX 6.04-pre1 '), 'SYSLINUX')).toBe('6.04-pre1');
  expect(syslinuxVersion(Buffer.from('nothing'), 'SYSLINUX')).toBeUndefined();
});
