import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { seededBytes } from '../fakes/fake-image.ts';
import { rawSectors } from '../fakes/make-disc.ts';
import { wholeOf, withImage } from '../fakes/read-image.ts';
import { has, run, testWith } from '../fakes/rigs.ts';

// Sheets made by hand, for another copy, or on another system: what the bytes say for certain goes first.

const folder = mkdtempSync(join(tmpdir(), 'isowright-sheets-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
let iso: Buffer;

beforeAll(() => {
  if (!has('tool:xorriso')) return;
  mkdirSync(at('tree'));
  writeFileSync(at('tree/large.bin'), seededBytes(300_001, 9));
  const args = ['-as', 'mkisofs', '-quiet', '-R', '-V', 'RAW', '-o', at('disc.iso'), at('tree')];
  expect(run('xorriso', args).status).toBe(0);
  iso = readFileSync(at('disc.iso'));
  writeFileSync(at('raw.bin'), rawSectors(iso, { mode: 1, sectorBytes: 2352 }));
  writeFileSync(at('subchannels.bin'), rawSectors(iso, { mode: 1, sectorBytes: 2448 }));
  writeFileSync(at('xa.bin'), rawSectors(iso, { mode: 2, sectorBytes: 2336 }));
  writeFileSync(at('J\u00e4ger.bin'), rawSectors(iso, { mode: 2, sectorBytes: 2352 }));
});

const sheets: Readonly<Record<string, readonly [file: string, track: string, index?: string]>> = {
  'sectors of 2352 bytes said to be of 2048': ['"raw.bin" BINARY', '01 MODE1/2048'],
  'sectors of 2048 bytes said to be of 2352': ['"disc.iso" BINARY', '01 MODE1/2352'],
  'subchannels that are not said': ['"subchannels.bin" BINARY', '01 MODE1/2352'],
  'sectors without marks said to be whole': ['"xa.bin" BINARY', '01 MODE2/2352'],
  'an accent in two pieces, of a sheet made on a Mac': ['"Ja\u0308ger.bin" BINARY', '01 MODE2/2352'],
  'numbers of one digit': ['raw.bin BINARY', '1 MODE1/2352', 'INDEX 1 0:0:0'],
  'samples in the other order, of which data has none': ['"raw.bin" MOTOROLA', '01 MODE1/2352'],
};

for (const [what, [file, track, index = 'INDEX 01 00:00:00']] of Object.entries(sheets))
  testWith('tool:xorriso')(`the disc is read whole in spite of ${what}`, async () => {
    writeFileSync(at('sheet.cue'), `FILE ${file}\r\n  TRACK ${track}\r\n    ${index}\r\n`);
    await withImage(at('sheet.cue'), async (image) => {
      expect((await wholeOf(image)).equals(iso)).toBe(true);
    });
  });
