import { expect, test } from 'vitest';
import { cueFiles } from '../../../../../src/engine/read/containers/discs/cue-sheet.ts';

test('a cue sheet of two files: names with blanks, modes in any case, gaps, 75 sectors a second', () => {
  const sheet = [
    'REM GENRE "Data"',
    'FILE "My Disc (Track 1).bin" BINARY',
    '  TRACK 01 mode1/2352',
    '    INDEX 01 00:00:00',
    'FILE track 2.bin BINARY',
    '  TRACK 02 AUDIO',
    '    PREGAP 00:02:00',
    '    INDEX 00 00:00:00',
    '    INDEX 01 01:02:03',
    '  TRACK 03 AUDIO',
  ].join('\r\n');
  expect(cueFiles(sheet)).toEqual([
    {
      name: 'My Disc (Track 1).bin',
      type: 'BINARY',
      tracks: [{ number: 1, mode: 'MODE1/2352', startSector: 0 }],
    },
    {
      name: 'track 2.bin',
      type: 'BINARY',
      tracks: [{ number: 2, mode: 'AUDIO', startSector: 62 * 75 + 3, gapSector: 0 }],
    },
  ]);
});

test.each(['', 'nothing of it', 'TRACK 01 AUDIO', 'INDEX 01 00:00:00', 'FILE'])('%j is none', (text) => {
  expect(cueFiles(text)).toEqual([]);
});

test('more tracks than a disc has are not taken', () => {
  const track = '  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n';
  expect(cueFiles(`FILE a.bin BINARY\n${track.repeat(5000)}`)[0]?.tracks).toHaveLength(99);
});

test('a place of more digits than a disc has minutes is passed over', () => {
  const sheet = `FILE a.bin BINARY\n TRACK 01 AUDIO\n INDEX 01 ${'9'.repeat(400)}:00:00\n`;
  expect(cueFiles(sheet)).toEqual([{ name: 'a.bin', type: 'BINARY', tracks: [] }]);
});

test('a gap that lies in the file before is none of the file of its track', () => {
  const sheet = [
    'FILE a.bin BINARY',
    ' TRACK 01 MODE1/2352',
    '  INDEX 01 00:00:00',
    ' TRACK 02 AUDIO',
    '  INDEX 00 00:10:00',
    'FILE b.wav WAVE',
    '  INDEX 01 00:00:00',
  ].join('\n');
  expect(cueFiles(sheet)).toMatchObject([
    { tracks: [{ number: 1 }] },
    { type: 'WAVE', tracks: [{ number: 2, mode: 'AUDIO', startSector: 0 }] },
  ]);
  expect(cueFiles(sheet)[1]?.tracks[0]).not.toHaveProperty('gapSector');
});
