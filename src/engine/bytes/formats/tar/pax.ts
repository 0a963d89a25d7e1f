import { latin1 } from '../../codec/text.ts';

/** Values that stand for fields of the next header, as byte strings. */
export type PaxRecords = ReadonlyMap<string, string>;

/**
 * `LENGTH KEY=VALUE\n`, where the length counts itself. POSIX.1-2017 pax, "pax Extended Header". Undefined for what is not so.
 */
export function parsePax(bytes: Uint8Array): PaxRecords | undefined {
  const text = latin1(bytes);
  const records = new Map<string, string>();
  for (let at = 0; at < text.length; ) {
    const blank = text.indexOf(' ', at);
    const length = text.slice(at, blank);
    const end = at + Number(length);
    const equals = text.indexOf('=', blank);
    const isSound = /^\d+$/.test(length) && end <= text.length && text[end - 1] === '\n';
    if (blank < 0 || !isSound || equals < 0 || equals >= end) return undefined;
    records.set(text.slice(blank + 1, equals), text.slice(equals + 1, end - 1));
    at = end;
  }
  return records;
}
