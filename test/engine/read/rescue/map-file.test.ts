import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  MapFileError,
  mapFileText,
  parseMapFile,
  resized,
} from '../../../../src/engine/read/rescue/map-file.ts';
import { type MapRange, RescueMap, sectorStates } from '../../../../src/engine/read/rescue/rescue-map.ts';
import { testWith } from '../../../fakes/rigs.ts';

const SECTOR = 512;
const maps = fc
  .array(fc.record({ sectors: fc.integer({ min: 1, max: 3000 }), state: fc.constantFrom(...sectorStates) }), {
    minLength: 1,
    maxLength: 50,
  })
  .map((pieces) => {
    let at = 0;
    const ranges = pieces.map(({ sectors, state }): MapRange => {
      const atByte = at;
      at += sectors * SECTOR;
      return { atByte, endByte: at, state };
    });
    return new RescueMap(at, ranges);
  });

test('every map is read from its file as it was written', () => {
  fc.assert(
    fc.property(maps, (map) => {
      const status = { atByte: 4096, phase: '/', pass: 2 };
      const found = parseMapFile(mapFileText(map, status, ['Made for a test', 'of two lines']));
      expect([...found.map.ranges()]).toEqual([...map.ranges()]);
      expect(found.status).toEqual(status);
      expect(found.comments.slice(0, 2)).toEqual(['Made for a test', 'of two lines']);
    }),
  );
});

test('a map of ddrescue is read: comments behind, octal and decimal numbers, an old one without a pass', () => {
  const text = [
    '# Mapfile. Created by GNU ddrescue version 1.27',
    '# Command line: ddrescue /dev/sdb out map',
    '0x00120000     *   # where it was',
    '0x00000000  0x00100000  +',
    '1048576  010000  -',
    '0x00101000  0x000FF000  ?',
    '',
  ].join('\n');
  const { map, status, startByte } = parseMapFile(text);
  expect(status).toEqual({ atByte: 0x120000, phase: '*', pass: 1 });
  expect([...map.ranges()].map(({ atByte, state }) => [atByte, state])).toEqual([
    [0, '+'],
    [0x100000, '-'],
    [0x101000, '?'],
  ]);
  expect(startByte).toBe(0);
  expect(map.sizeBytes).toBe(0x200000);
});

test('a map that begins behind the start of the medium leaves that untried', () => {
  const { map, startByte } = parseMapFile('0x0 ? 1\n0x1000 0x1000 +\n');
  expect(startByte).toBe(0x1000);
  expect([...map.ranges()].map(({ state }) => state)).toEqual(['?', '+']);
});

test.each([
  ['a text', 'hello\n', 1],
  ['a status that there is none of', '0x0 x 1\n0x0 0x10 +\n', 1],
  ['a gap', '0x0 ? 1\n0x0 0x10 +\n0x20 0x10 -\n', 3],
  ['an overlap', '0x0 ? 1\n0x0 0x10 +\n0x8 0x10 -\n', 3],
  ['a stretch of nothing', '0x0 ? 1\n0x0 0x0 +\n', 2],
  ['a state that there is none of', '0x0 ? 1\n0x0 0x10 X\n', 2],
  ['a number beyond all media', '0x0 ? 1\n0x0 0xFFFFFFFFFFFFFFF +\n', 2],
  ['a negative number', '0x0 ? 1\n-5 10 +\n', 2],
  ['a line cut off', '0x0 ? 1\n0x0 0x10 +\n0x10\n', 3],
])('%s is no map, and the line is said', (_, text, line) => {
  try {
    parseMapFile(text);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(MapFileError);
    expect((error as MapFileError).line).toBe(line);
  }
});

test.each([
  ['empty', ''],
  ['only comments', '# Mapfile. Created by GNU ddrescue\n#\n\n'],
])('a map that was just made (%s) says that nothing was tried, as ddrescue takes it', (_, text) => {
  const { map, status } = parseMapFile(text);
  expect([map.sizeBytes, status]).toEqual([0, { atByte: 0, phase: '?', pass: 1 }]);
});

test('whatever a file holds, it is a map or it is refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0x1F \n+-*/?#G\t') }), (text) => {
      try {
        const { map } = parseMapFile(text);
        expect(map.missingBytes).toBeLessThanOrEqual(map.sizeBytes);
      } catch (error) {
        expect(error).toBeInstanceOf(MapFileError);
      }
    }),
  );
});

test('a medium that is longer than its map has an untried end, and a shorter one none', () => {
  const map = new RescueMap(100, [{ atByte: 0, endByte: 100, state: '+' }]);
  expect(resized(map, 150).totals).toMatchObject({ '+': 100, '?': 50 });
  expect(resized(map, 50).totals).toMatchObject({ '+': 50, '?': 0 });
});

testWith('tool:ddrescuelog')('ddrescuelog reads the same out of our maps', () => {
  fc.assert(
    fc.property(maps, (map) => {
      const input = mapFileText(map, { atByte: 0, phase: '?', pass: 1 }, ['x']);
      for (const state of sectorStates) {
        const listed = spawnSync('ddrescuelog', ['-b512', `-l${state}`, '-'], { input, encoding: 'utf8' });
        expect(listed.status, listed.stderr).toBe(0);
        const blocks = listed.stdout.split('\n').filter(Boolean).length;
        expect(blocks * SECTOR).toBe(map.totals[state]);
      }
    }),
    { numRuns: 5, examples: [[new RescueMap(SECTOR * 40)]] },
  );
});
