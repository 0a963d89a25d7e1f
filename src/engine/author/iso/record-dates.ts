import { type RecordDate, recordDateOf } from '../../bytes/formats/iso9660/dates.ts';

/** The record date of a node. Neighbours often have the same one, so the last is kept: dates were a quarter of all work. */
export function recordDates(secondsOf: (node: number) => number): (node: number) => RecordDate {
  let lastSeconds = Number.NaN;
  let lastDate: RecordDate | undefined;
  return (node) => {
    const seconds = secondsOf(node);
    if (seconds !== lastSeconds || !lastDate) lastDate = recordDateOf(seconds);
    lastSeconds = seconds;
    return lastDate;
  };
}
