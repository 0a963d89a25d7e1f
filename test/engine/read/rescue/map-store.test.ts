import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { mapFileText } from '../../../../src/engine/read/rescue/map-file.ts';
import {
  demandMapOf,
  identityIn,
  loadMap,
  mapComments,
  saveMap,
} from '../../../../src/engine/read/rescue/map-store.ts';
import { RescueMap } from '../../../../src/engine/read/rescue/rescue-map.ts';
import { temporaryFolder } from '../../author/making.ts';
import { IllMedium } from './ill-medium.ts';

const room = temporaryFolder();
const SIZE = 1 << 20;
const { medium } = new IllMedium(SIZE);
const status = { atByte: 0, phase: '?', pass: 1 };

function failureOf(work: () => void): Failure {
  try {
    work();
  } catch (error) {
    return error as Failure;
  }
  throw new Error('no failure');
}

function saved(name: string, image = '/somewhere/out.img') {
  const path = join(room, name);
  const map = new RescueMap(SIZE);
  map.set(0, 4096, '+');
  saveMap(path, mapFileText(map, status, mapComments(medium, image, '2026-11-29T06:00:00.000Z')));
  return path;
}

test('a map is kept with the identity of its medium, and found again', () => {
  const path = saved('kept.map');
  const found = loadMap(path);
  expect(found?.map.totals['+']).toBe(4096);
  expect(found && identityIn(found)).toEqual({
    sizeBytes: SIZE,
    serial: 'ILL1',
    model: 'Ill',
    image: 'out.img',
  });
  expect(existsSync(`${path}.part`)).toBe(false);
  expect(found && demandMapOf(path, found, medium, '/elsewhere/out.img')).toBeUndefined();
});

test.each([
  ['serial', { ...medium, serial: 'OTHER' }, '/x/out.img'],
  ['size', { ...medium, sizeBytes: SIZE * 2 }, '/x/out.img'],
  ['image', medium, '/x/another.img'],
] as const)('a map of another %s is refused', (field, other, image) => {
  const path = saved('other.map');
  const found = loadMap(path);
  const failure = failureOf(() => found && demandMapOf(path, found, other, image));
  expect(failure.code).toBe('map-of-another');
  expect(failure.facts).toMatchObject({ field });
});

test('a disc is not known by the serial of its drive: another drive may go on with the map', () => {
  const path = saved('disc.map');
  const found = loadMap(path);
  const other = { ...medium, kind: 'disc', serial: 'OTHER' } as const;
  expect(found && demandMapOf(path, found, other, '/x/out.img')).toBeUndefined();
  expect(mapComments(other, '/x/out.img', '2026').join()).toContain('"serial":""');
});

test('a map of ddrescue says nothing of its medium, and is taken while it is not larger', () => {
  const path = join(room, 'foreign.map');
  writeFileSync(path, '# Mapfile. Created by GNU ddrescue\n0x0 ? 1\n0x0 0x100000 +\n');
  const found = loadMap(path);
  if (!found) throw new Error('no map');
  expect(identityIn(found)).toEqual({});
  expect(demandMapOf(path, found, medium, '/x/any.img')).toBeUndefined();
  const failure = failureOf(() => demandMapOf(path, found, { ...medium, sizeBytes: 4096 }, '/x/any.img'));
  expect(failure).toMatchObject({ code: 'map-of-another', facts: { field: 'size' } });
});

test('bad sectors behind the end of the medium are dropped, as ddrescue does, and are no other medium', () => {
  const path = join(room, 'behind.map');
  writeFileSync(path, '0x0 ? 1\n0x0 0x1000 +\n0x1000 0x100000 -\n');
  const found = loadMap(path);
  expect(found && demandMapOf(path, found, { ...medium, sizeBytes: 8192 }, '/x/any.img')).toBeUndefined();
});

test('a comment that looks like ours and is broken says nothing', () => {
  for (const said of ['isowright {', 'isowright []', 'isowright {"sizeBytes":"x","serial":5}'])
    expect(identityIn({ comments: [said] })).toEqual({});
});

test('what is no map is refused with its line, and nothing is nothing', () => {
  const path = join(room, 'no.map');
  writeFileSync(path, '0x0 ? 1\nhello\n');
  expect(failureOf(() => loadMap(path))).toMatchObject({
    code: 'map-invalid',
    facts: { path, why: 'line', line: 2 },
  });
  expect(loadMap(join(room, 'absent.map'))).toBeUndefined();
});

test('a map that cannot be kept is a failure of its file, and the old one stays', () => {
  const path = saved('stays.map');
  const before = readFileSync(path, 'utf8');
  mkdirSync(`${path}.part`);
  const failure = failureOf(() => saveMap(path, mapFileText(new RescueMap(SIZE), status, [])));
  expect(failure.code).toBe('output-exists');
  expect(readFileSync(path, 'utf8')).toBe(before);
});

test('a map that cannot be read is named as the map that it is, and not as the source', () => {
  mkdirSync(join(room, 'folder.map'));
  const { code, facts } = failureOf(() => loadMap(join(room, 'folder.map')));
  expect({ code, facts }).toMatchObject({
    code: 'map-invalid',
    facts: { path: join(room, 'folder.map'), why: 'unreadable' },
  });
});
