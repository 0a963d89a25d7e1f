import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rawDiscOf } from '../../../../src/engine/read/open/raw-disc.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { temporaryFolder } from '../../author/making.ts';

// What a cue sheet says beside a file is what somebody wrote, and the file may be another one or shorter.

const room = temporaryFolder();
const SECTORS = 40;

/** A disc of sectors of data, and the sheet beside it. */
function disc(name: string, sheet: string, bytes: Uint8Array = rawBytes()) {
  const path = join(room, `${name}.bin`);
  writeFileSync(join(room, `${name}.cue`), `FILE "${name}.bin" BINARY\n${sheet}`);
  return rawDiscOf(fakeImage(bytes), path);
}

function rawBytes(): Uint8Array {
  const bytes = new Uint8Array(SECTORS * 2352);
  for (let sector = 0; sector < SECTORS; sector++)
    bytes.set([0, ...Array.from({ length: 10 }, () => 0xff), 0, 0, 2, sector, 1], sector * 2352);
  return bytes;
}

const track = (number: number, mode: string, place: string): string =>
  `  TRACK 0${number} ${mode}\n    INDEX 01 ${place}\n`;

test('a sheet whose tracks lie behind the end of its file makes the disc no longer than the file', async () => {
  const sheet =
    track(1, 'MODE1/2352', '00:00:00') + track(2, 'AUDIO', '999:59:74') + track(3, 'AUDIO', '999:59:74');
  const found = await disc('behind', sheet);
  expect(found?.tracks).toEqual([
    { number: 1, kind: 'data', mode: 'MODE1/2352', startSector: 0, sectors: SECTORS },
  ]);
  expect(found?.data?.sizeBytes).toBe(SECTORS * 2048);
});

test('a sheet with no track inside the file is none', async () => {
  const found = await disc('nowhere', track(1, 'MODE1/2352', '70:00:00'));
  expect(found?.tracks).toMatchObject([{ number: 1, startSector: 0, sectors: SECTORS }]);
  expect(found?.data?.sizeBytes).toBe(SECTORS * 2048);
});

test('a sheet that calls an image audio does not hide the image', async () => {
  const sheet = track(1, 'AUDIO', '00:00:00');
  const image = seededBytes(100 * 2048);
  expect(await disc('audio', sheet, image)).toMatchObject({ tracks: [{ kind: 'audio' }] });
  image.set(Buffer.from('\x01CD001\x01', 'latin1'), 32_768);
  expect(await disc('image', sheet, image)).toBeUndefined();
  expect(await disc('song', sheet, Buffer.from(`RIFF${'\0'.repeat(5000)}`, 'latin1'))).toBeUndefined();
});

test('a file that ends within its first sector has no data, and is no failure', async () => {
  const found = await rawDiscOf(fakeImage(rawBytes().subarray(0, 100)), join(room, 'short.bin'));
  expect(found?.data?.sizeBytes).toBe(0);
});
