import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TrackFacts } from '../../../../src/engine/contract/events/inspection.ts';
import { audioDiscOf } from '../../../../src/engine/read/open/audio-disc.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { rawSectors } from '../../../fakes/make-disc.ts';
import { withImage } from '../../../fakes/read-image.ts';
import { temporaryFolder } from '../../author/making.ts';

// What a cue sheet says beside a file is what somebody wrote, and the file may be another one or shorter.

const room = temporaryFolder();
const SECTORS = 40;
const bytes = rawSectors(Buffer.from(seededBytes(SECTORS * 2048)), { mode: 1, sectorBytes: 2352 });

function put(name: string, sheet: string): string {
  writeFileSync(join(room, `${name}.bin`), bytes);
  writeFileSync(join(room, `${name}.cue`), `FILE "${name}.bin" BINARY\n${sheet}`);
  return join(room, `${name}.bin`);
}

async function disc(name: string, sheet: string) {
  const tracks: TrackFacts[] = [];
  const path = put(name, sheet);
  const onTracks = (found: readonly TrackFacts[]): void => void tracks.push(...found);
  return { tracks, sizeBytes: await withImage(path, async (image) => image.sizeBytes, { onTracks }) };
}

const track = (number: number, mode: string, place: string): string =>
  `  TRACK 0${number} ${mode}\n    INDEX 01 ${place}\n`;

test('a sheet whose tracks lie behind the end of its file makes the disc no longer than the file', async () => {
  const sheet =
    track(1, 'MODE1/2352', '00:00:00') + track(2, 'AUDIO', '999:59:74') + track(3, 'AUDIO', '999:59:74');
  expect(await disc('behind', sheet)).toEqual({
    tracks: [{ number: 1, kind: 'data', mode: 'MODE1/2352', startSector: 0, sectors: SECTORS }],
    sizeBytes: SECTORS * 2048,
  });
});

test('a sheet with no track inside the file is none', async () => {
  expect(await disc('nowhere', track(1, 'MODE1/2352', '70:00:00'))).toMatchObject({
    tracks: [{ number: 1, startSector: 0, sectors: SECTORS }],
    sizeBytes: SECTORS * 2048,
  });
});

test('a sheet that calls an image audio does not hide the image', async () => {
  const path = put('audio', track(1, 'AUDIO', '00:00:00'));
  const image = seededBytes(100 * 2048);
  expect(await audioDiscOf(fakeImage(image), path)).toMatchObject([{ kind: 'audio' }]);
  image.set(Buffer.from('\x01CD001\x01', 'latin1'), 32_768);
  expect(await audioDiscOf(fakeImage(image), path)).toBeUndefined();
  const song = Buffer.from(`RIFF${'\0'.repeat(5000)}`, 'latin1');
  expect(await audioDiscOf(fakeImage(song), path)).toBeUndefined();
});
