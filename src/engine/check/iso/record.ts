import { be16, be32, le16, le32 } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import type { Volume } from './volume-facts.ts';

/** A directory record. ECMA-119 §9.1. */
export interface ParsedRecord {
  readonly atByte: number;
  readonly lengthBytes: number;
  readonly extentLba: number;
  readonly dataBytes: number;
  readonly flags: number;
  readonly isDirectory: boolean;
  /** More sections of this file follow. */
  readonly hasMore: boolean;
  readonly identifier: Uint8Array;
  readonly systemUse: Uint8Array;
}

const LEAST_BYTES = 34;
const DIRECTORY = 0x02;
const RESERVED = 0x60;
const MORE_SECTIONS = 0x80;

/** A record at `at` of `bytes`, which lie at `baseAt` of the image; undefined when it is no record. */
export function parseRecord(
  view: ImageView,
  volume: Volume,
  bytes: Uint8Array,
  at: number,
  baseAt: number,
): ParsedRecord | undefined {
  const atByte = baseAt + at;
  const lengthBytes = bytes[at] ?? 0;
  const identifierBytes = bytes[at + 32] ?? 0;
  if (lengthBytes < LEAST_BYTES || 33 + identifierBytes > lengthBytes || at + lengthBytes > bytes.length) {
    view.report('iso.record.length', atByte, { bytes: lengthBytes, identifierBytes });
    return undefined;
  }
  if (lengthBytes % 2 !== 0) view.report('iso.record.even', atByte, { bytes: lengthBytes });
  const extentLba = both32(view, bytes, at + 2, baseAt);
  const dataBytes = both32(view, bytes, at + 10, baseAt);
  both16(view, bytes, at + 28, baseAt);
  const flags = bytes[at + 25] ?? 0;
  if (flags & RESERVED) view.report('iso.record.flags', atByte + 25, { number: flags });
  checkDate(view, bytes, at + 18, baseAt);
  if (extentLba * volume.blockBytes + dataBytes > Math.min(volume.sizeBytes, view.sizeBytes))
    view.report('iso.record.extent', atByte, { sector: extentLba, bytes: dataBytes });
  const useAt = at + 33 + identifierBytes + ((identifierBytes + 1) % 2);
  return {
    atByte,
    lengthBytes,
    extentLba,
    dataBytes,
    flags,
    isDirectory: (flags & DIRECTORY) !== 0,
    hasMore: (flags & MORE_SECTIONS) !== 0,
    identifier: bytes.slice(at + 33, at + 33 + identifierBytes),
    systemUse: bytes.slice(useAt, Math.max(useAt, at + lengthBytes)),
  };
}

function both32(view: ImageView, bytes: Uint8Array, at: number, baseAt: number): number {
  const [little, big] = [le32(bytes, at), be32(bytes, at + 4)];
  if (little !== big) view.report('iso.record.both-endian', baseAt + at, { little, big });
  return little;
}

function both16(view: ImageView, bytes: Uint8Array, at: number, baseAt: number): void {
  const [little, big] = [le16(bytes, at), be16(bytes, at + 2)];
  if (little !== big) view.report('iso.record.both-endian', baseAt + at, { little, big });
}

/** Seven bytes; all zero when not specified. ECMA-119 §9.1.5. */
function checkDate(view: ImageView, bytes: Uint8Array, at: number, baseAt: number): void {
  const stamp = bytes.subarray(at, at + 7);
  if (stamp.every((byte) => byte === 0)) return;
  const [, month = 0, day = 0, hour = 0, minute = 0, second = 0, zone = 0] = stamp;
  const offset = (zone << 24) >> 24;
  const isDate =
    month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 60;
  if (!isDate || offset < -48 || offset > 52) view.report('iso.record.date', baseAt + at);
}
