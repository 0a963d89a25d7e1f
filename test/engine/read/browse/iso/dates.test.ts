import { expect, test } from 'vitest';
import { recordDate } from '../../../../../src/engine/bytes/formats/iso9660/dates.ts';
import { quickRecordTime, recordTime } from '../../../../../src/engine/read/browse/iso/dates.ts';

/** 2050-02-03 01:02:03 by a clock so many quarters of an hour from Greenwich. */
const bytesAt = (quarters: number): Uint8Array => Uint8Array.of(150, 2, 3, 1, 2, 3, quarters & 0xff);
const CLOCK_MS = Date.UTC(2050, 1, 3, 1, 2, 3);
const HOUR_MS = 3_600_000;

test.each([
  ['GMT', 0, CLOCK_MS],
  ['an hour east', 4, CLOCK_MS - HOUR_MS],
  ['as far west as there is', -48, CLOCK_MS + 12 * HOUR_MS],
  ['as far east as there is', 52, CLOCK_MS - 13 * HOUR_MS],
  // genisoimage writes -96 for times beyond 2038: Linux shows the clock then.
  ['a day off, in no zone of the world', -96, CLOCK_MS],
  ['beyond the last zone', 53, CLOCK_MS],
])('a time is the same instant whoever reads it: %s', (_, quarters, atMs) => {
  const bytes = bytesAt(quarters);
  expect(quickRecordTime(bytes, 0)).toBe(atMs);
  expect(recordTime(recordDate.decode(bytes))).toBe(atMs);
});
