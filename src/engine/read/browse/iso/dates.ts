import type { RecordDate } from '../../../bytes/formats/iso9660/dates.ts';
import { present } from '../../../contract/failure/present.ts';

const QUARTER_HOUR_MS = 15 * 60_000;

/** Milliseconds since 1970; undefined when no day is told. ECMA-119 §9.1.5. */
export function recordTime(date: RecordDate): number | undefined {
  const { yearsSince1900, month, day, hour, minute, second, quarterHoursFromGmt } = date;
  if (month === 0 || day === 0) return undefined;
  return Date.UTC(1900 + yearsSince1900, month - 1, day, hour, minute, second) - zoneMs(quarterHoursFromGmt);
}

const WEST_MOST = -48;
const EAST_MOST = 52;

/** genisoimage writes numbers that no zone has, for times beyond 2038: the clock alone counts then, as for Linux. ECMA-119 §9.1.5. */
function zoneMs(quarters: number): number {
  return quarters < WEST_MOST || quarters > EAST_MOST ? 0 : quarters * QUARTER_HOUR_MS;
}

let lastDay = -1;
let lastDayMs = 0;

/** The quick twin of `recordTime`, from the seven bytes themselves: files of one day stand beside each other. */
export function quickRecordTime(bytes: Uint8Array, at: number): number | undefined {
  const month = present(bytes[at + 1]);
  const dayOfMonth = present(bytes[at + 2]);
  if (month === 0 || dayOfMonth === 0) return undefined;
  const day = (present(bytes[at]) << 16) | (month << 8) | dayOfMonth;
  if (day !== lastDay) {
    lastDayMs = Date.UTC(1900 + present(bytes[at]), month - 1, dayOfMonth);
    lastDay = day;
  }
  const minutes = present(bytes[at + 3]) * 60 + present(bytes[at + 4]);
  const quarters = (present(bytes[at + 6]) << 24) >> 24;
  return lastDayMs + minutes * 60_000 + present(bytes[at + 5]) * 1000 - zoneMs(quarters);
}

/** The long form, 17 bytes of digits. ECMA-119 §8.4.26.1. */
export function longTime(bytes: Uint8Array): number | undefined {
  const text = String.fromCharCode(...bytes.subarray(0, 16));
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!found) return undefined;
  const [year, month, day, hour, minute, second, hundredths] = found.slice(1).map(Number);
  if (month === 0 || day === 0) return undefined;
  const quarters = (present(bytes[16]) << 24) >> 24;
  return (
    Date.UTC(present(year), present(month) - 1, day, hour, minute, second, present(hundredths) * 10) -
    zoneMs(quarters)
  );
}
