import { expect, test } from 'vitest';
import {
  coreBlockIn,
  grubBootCode,
  isGrubBootCode,
  isGrubCore,
  placedCore,
} from '../../../../../src/engine/bytes/formats/grub/boot-image.ts';
import { seededBytes } from '../../../../fakes/fake-image.ts';

function bootImage(): Uint8Array {
  const bytes = Uint8Array.from(seededBytes(512));
  bytes.set(Buffer.from('GRUB \0Geom\0Hard Disk\0'), 0x180);
  bytes.set([0x55, 0xaa], 510);
  return bytes;
}

test('boot code tells where the core begins, believes the BIOS, and keeps everything else', () => {
  const image = bootImage();
  const code = grubBootCode(image, 40);
  expect(code).toHaveLength(440);
  expect(coreBlockIn(Uint8Array.from([...code, ...image.subarray(440)]))).toBe(40);
  expect([code[0x64], code[0x66], code[0x67]]).toEqual([0xff, 0x90, 0x90]);
  const changed = [...code].flatMap((byte, i) => (byte === image[i] ? [] : [i]));
  expect(changed.every((at) => (at >= 0x5c && at <= 0x64) || at === 0x66 || at === 0x67)).toBe(true);
  expect(isGrubBootCode(image)).toBe(true);
});

test.each([513, 1024, 354_207])('a core of %i bytes finds all its other blocks behind it', (sizeBytes) => {
  const core = Uint8Array.from(seededBytes(sizeBytes));
  core.set(Buffer.from('loading\0.\0\r\n\0Geom\0Read\0'), 100);
  const placed = placedCore(core, 40);
  const view = new DataView(placed.buffer);
  expect(placed.length % 512).toBe(0);
  expect(view.getBigUint64(500, true)).toBe(41n);
  expect(view.getUint16(508, true)).toBe(placed.length / 512 - 1);
  expect(Buffer.compare(placed.subarray(512, sizeBytes), core.subarray(512))).toBe(0);
  expect(isGrubCore(placed.subarray(0, 512))).toBe(true);
});

test('sectors of others are not taken for it', () => {
  expect(isGrubBootCode(new Uint8Array(512))).toBe(false);
  expect(isGrubCore(bootImage())).toBe(false);
});
