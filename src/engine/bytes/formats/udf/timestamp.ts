import { u8, u16le } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';

/** Date and time. ECMA-167 1/7.3. */
export const timestamp = struct('timestamp', 12, [
  field('typeAndZone', u16le, '1/7.3.1'),
  field('year', u16le, '1/7.3.2'),
  field('month', u8, '1/7.3.3'),
  field('day', u8, '1/7.3.4'),
  field('hour', u8, '1/7.3.5'),
  field('minute', u8, '1/7.3.6'),
  field('second', u8, '1/7.3.7'),
  field('centiseconds', u8, '1/7.3.8'),
  field('hundredsOfMicroseconds', u8, '1/7.3.9'),
  field('microseconds', u8, '1/7.3.10'),
]);
export type Timestamp = ValueOf<typeof timestamp>;

/** Type 1, local time, with an offset of 0 minutes from GMT. ECMA-167 1/7.3.1; UDF 1.02 §2.1.4. */
const LOCAL_TIME_IN_GMT = 0x1000;

/** The years 1 and 9999, in Unix seconds. ECMA-167 1/7.3.2. */
const EARLIEST_YEAR_SECONDS = -62_135_596_800;
const LATEST_YEAR_SECONDS = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;

/** A time in GMT; out of the years 1 to 9999 it becomes the nearest one. */
export function timestampOf(unixSeconds: number): Timestamp {
  const clamped = Math.min(Math.max(unixSeconds, EARLIEST_YEAR_SECONDS), LATEST_YEAR_SECONDS);
  const date = new Date(Math.floor(clamped) * 1000);
  return {
    typeAndZone: LOCAL_TIME_IN_GMT,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    centiseconds: 0,
    hundredsOfMicroseconds: 0,
    microseconds: 0,
  };
}

/** Offsets from GMT have twelve bits with a sign, in minutes; this one means that nobody knows. ECMA-167 1/7.3.1. */
const ZONE_NOT_SAID = -2047;
const MOST_ZONE_MINUTES = 1440;

/** Unix seconds; 0 for what is no date. A time without an offset counts as GMT. */
export function secondsOf({ typeAndZone, year, month, day, hour, minute, second }: Timestamp): number {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return 0;
  const zone = ((typeAndZone & 0xfff) << 20) >> 20;
  const isSaid = zone !== ZONE_NOT_SAID && Math.abs(zone) <= MOST_ZONE_MINUTES;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute - (isSaid ? zone : 0), second);
  return date.getTime() / 1000;
}
