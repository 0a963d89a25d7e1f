import { expect, test } from 'vitest';
import { Speeds } from '../../../../src/engine/read/rescue/speeds.ts';

const MIB = 1 << 20;
const SIZE = 160 * MIB;

/** A medium that is read from its beginning to its end, each MiB in so many ms. */
function read(msAt: (mib: number) => number, mibs = 160): Speeds {
  const speeds = new Speeds(SIZE);
  let nowMs = 1000;
  speeds.startAt(nowMs);
  for (let mib = 0; mib < mibs; mib++) {
    nowMs += msAt(mib);
    speeds.add({ atByte: mib * MIB, goodBytes: MIB }, nowMs);
  }
  return speeds;
}

const well = { readBytes: SIZE, badBytes: 0, missingBytes: 0, readErrors: 0 };

test('each place has the speed that it was read at', () => {
  const { places } = read((mib) => (mib < 80 ? 10 : 20));
  expect(places).toHaveLength(16);
  expect(places[0]).toEqual({
    atByte: 0,
    lengthBytes: 10 * MIB,
    readBytes: 10 * MIB,
    bytesPerSecond: 100 * MIB,
  });
  expect(places[15]).toMatchObject({ atByte: 150 * MIB, bytesPerSecond: 50 * MIB });
  expect(places.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0)).toBe(SIZE);
});

test('a medium that reads evenly will be saved in about that time, whole', () => {
  expect(read(() => 10).forecast(well)).toEqual({ verdict: 'sound', seconds: 2 });
});

test('what was much slower at a place, or needed a second try, is doubtful', () => {
  expect(read((mib) => (mib > 20 && mib < 25 ? 900 : 10)).forecast(well).verdict).toBe('doubtful');
  expect(read(() => 10).forecast({ ...well, readErrors: 1 }).verdict).toBe('doubtful');
  // Inner tracks are slower on every disk.
  expect(read((mib) => 10 + mib / 8).forecast(well).verdict).toBe('sound');
});

test('bad sectors mean damage, and what was not tried is not known', () => {
  const speeds = read(() => 10, 80);
  const seen = { readBytes: SIZE / 2, badBytes: 0, missingBytes: SIZE / 2, readErrors: 0 };
  expect(speeds.forecast(seen)).toEqual({ verdict: 'unknown', seconds: 2 });
  expect(speeds.forecast({ ...seen, badBytes: 512, readErrors: 3 }).verdict).toBe('damaged');
});

test('nothing was read: no time is made up', () => {
  const seen = { readBytes: 0, badBytes: 0, missingBytes: SIZE, readErrors: 0 };
  expect(new Speeds(SIZE).forecast(seen)).toEqual({ verdict: 'unknown' });
  expect(new Speeds(0).places).toEqual([]);
});

test('a pause is not slowness', () => {
  const speeds = new Speeds(SIZE);
  speeds.startAt(0);
  speeds.add({ atByte: 0, goodBytes: MIB }, 500);
  speeds.startAt(90_000);
  speeds.add({ atByte: MIB, goodBytes: MIB }, 90_500);
  expect(speeds.places[0]?.bytesPerSecond).toBe(2 * MIB);
});

test('what took hardly any time was hardly measured: no speeds are told, and none is called slow', () => {
  const speeds = new Speeds(SIZE);
  speeds.startAt(0);
  for (let place = 0; place < 16; place++)
    speeds.add({ atByte: place * 10 * MIB, goodBytes: 10 * MIB }, place === 3 ? 300 : 300 + place);
  expect(speeds.places).toEqual([]);
  expect(speeds.forecast(well)).toEqual({ verdict: 'sound', seconds: 1 });
});
