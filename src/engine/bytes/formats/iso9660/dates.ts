import { type Codec, Problem } from '../../codec/codec.ts';
import { i8, u8 } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';

/** Date and time of a directory record. ECMA-119 §9.1.5. */
export const recordDate = struct('recordDate', 7, [
  field('yearsSince1900', u8, '§9.1.5'),
  field('month', u8, '§9.1.5'),
  field('day', u8, '§9.1.5'),
  field('hour', u8, '§9.1.5'),
  field('minute', u8, '§9.1.5'),
  field('second', u8, '§9.1.5'),
  field('quarterHoursFromGmt', i8, '§9.1.5'),
]);
export type RecordDate = ValueOf<typeof recordDate>;

/** Date and time of a volume descriptor. ECMA-119 §8.4.26.1. All digits '0' and offset 0: not specified. */
export const volumeDate = struct('volumeDate', 17, [
  field('year', digits(4), '§8.4.26.1'),
  field('month', digits(2), '§8.4.26.1'),
  field('day', digits(2), '§8.4.26.1'),
  field('hour', digits(2), '§8.4.26.1'),
  field('minute', digits(2), '§8.4.26.1'),
  field('second', digits(2), '§8.4.26.1'),
  field('hundredths', digits(2), '§8.4.26.1'),
  field('quarterHoursFromGmt', i8, '§8.4.26.1'),
]);
export type VolumeDate = ValueOf<typeof volumeDate>;

export const DATE_NOT_SET: VolumeDate = {
  year: 0,
  month: 0,
  day: 0,
  hour: 0,
  minute: 0,
  second: 0,
  hundredths: 0,
  quarterHoursFromGmt: 0,
};

/** 1900-01-01 and 2155-12-31 23:59:59: the range of a record date, in Unix seconds. */
export const EARLIEST_RECORD_SECONDS = Date.UTC(1900, 0, 1) / 1000;
export const LATEST_RECORD_SECONDS = Date.UTC(2155, 11, 31, 23, 59, 59) / 1000;

/** A time in GMT; out of range it becomes the nearest one that can be said. */
export function recordDateOf(unixSeconds: number): RecordDate {
  const clamped = Math.min(Math.max(unixSeconds, EARLIEST_RECORD_SECONDS), LATEST_RECORD_SECONDS);
  const { year, ...rest } = calendar(clamped);
  return { yearsSince1900: year - 1900, ...rest, quarterHoursFromGmt: 0 };
}

/** A time in GMT. */
export function volumeDateOf(unixSeconds: number): VolumeDate {
  return { ...calendar(unixSeconds), hundredths: 0, quarterHoursFromGmt: 0 };
}

function calendar(unixSeconds: number) {
  const date = new Date(Math.floor(unixSeconds) * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** A number in decimal digits. */
function digits(sizeBytes: number): Codec<number> {
  return {
    sizeBytes,
    write(bytes, at, value) {
      const text = String(value).padStart(sizeBytes, '0');
      if (!/^\d+$/.test(text) || text.length > sizeBytes)
        throw new Problem({ reason: 'too-many-digits', value, digits: sizeBytes });
      for (let i = 0; i < sizeBytes; i++) bytes[at + i] = text.charCodeAt(i);
    },
    read(bytes, at, note) {
      const text = String.fromCharCode(...bytes.subarray(at, at + sizeBytes));
      if (!/^\d+$/.test(text)) note({ reason: 'no-digits', text });
      return Number.parseInt(text, 10) || 0;
    },
  };
}
