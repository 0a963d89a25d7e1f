import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  EARLIEST_RECORD_SECONDS,
  LATEST_RECORD_SECONDS,
  recordDate,
  recordDateOf,
  volumeDate,
  volumeDateOf,
} from '../../../../src/engine/bytes/formats/iso9660/dates.ts';

test.each([
  ['1900-01-01T00:00:00Z', [0, 1, 1, 0, 0, 0, 0]],
  ['1970-01-01T00:00:00Z', [70, 1, 1, 0, 0, 0, 0]],
  ['2000-02-29T23:59:59Z', [100, 2, 29, 23, 59, 59, 0]],
  ['2038-01-19T03:14:08Z', [138, 1, 19, 3, 14, 8, 0]],
  ['2155-12-31T23:59:59Z', [255, 12, 31, 23, 59, 59, 0]],
])('%s is the record date %j', (iso, bytes) => {
  expect([...recordDate.encode(recordDateOf(Date.parse(iso) / 1000))]).toEqual(bytes);
});

test('a time that a record date cannot say becomes the nearest one that can be said', () => {
  expect(recordDateOf(EARLIEST_RECORD_SECONDS - 1)).toEqual(recordDateOf(EARLIEST_RECORD_SECONDS));
  expect(recordDateOf(LATEST_RECORD_SECONDS + 1)).toEqual(recordDateOf(LATEST_RECORD_SECONDS));
});

test('any second from 1900 to 2155 survives both forms', () => {
  fc.assert(
    fc.property(fc.integer({ min: EARLIEST_RECORD_SECONDS, max: LATEST_RECORD_SECONDS }), (seconds) => {
      const short = recordDate.decode(recordDate.encode(recordDateOf(seconds)));
      expect(
        Date.UTC(
          1900 + short.yearsSince1900,
          short.month - 1,
          short.day,
          short.hour,
          short.minute,
          short.second,
        ) / 1000,
      ).toBe(seconds);
      const long = volumeDate.decode(volumeDate.encode(volumeDateOf(seconds)));
      expect(Date.UTC(long.year, long.month - 1, long.day, long.hour, long.minute, long.second) / 1000).toBe(
        seconds,
      );
    }),
  );
});

test('zones west of Greenwich are negative quarter hours', () => {
  const date = { ...recordDateOf(0), quarterHoursFromGmt: -48 };
  expect([...recordDate.encode(date)].at(-1)).toBe(0xd0);
  expect(recordDate.decode(recordDate.encode(date))).toEqual(date);
});
