import {
  type DirectoryRecord,
  directoryRecord,
  systemUseStart,
} from '../../../bytes/formats/iso9660/directory-record.ts';
import { SECTOR_BYTES } from '../../../bytes/formats/iso9660/sector.ts';
import type { ReadAt } from '../../../bytes/ranges/bytes-of.ts';
import { present } from '../../../contract/failure/present.ts';
import type { Damaged } from './damage.ts';

/** A directory record as it stands on the medium. ECMA-119 §9.1. */
export interface RawRecord {
  readonly record: DirectoryRecord;
  readonly identifier: Uint8Array;
  readonly systemUse: Uint8Array;
  readonly atByte: number;
}

/** Directories are read so many bytes at a time. */
const WINDOW_BYTES = 32 * SECTOR_BYTES;

/** Whole sectors of a directory, as one read brings them. */
export interface RecordWindow {
  readonly bytes: Buffer;
  /** Of the image. */
  readonly atByte: number;
}

/**
 * A directory a window at a time, whatever its length says.
 *
 * @throws Failure `source-damaged` for a directory behind the end of the image
 */
export async function* windowsOf(
  bytes: ReadAt,
  startByte: number,
  lengthBytes: number,
  damaged: Damaged,
): AsyncGenerator<RecordWindow> {
  for (let done = 0; done < lengthBytes; done += WINDOW_BYTES) {
    const windowBytes = Math.min(WINDOW_BYTES, lengthBytes - done);
    const { buffer, byteOffset, length } = await bytes(startByte + done, windowBytes);
    if (length < windowBytes) throw damaged('directory-behind-end', startByte);
    yield { bytes: Buffer.from(buffer, byteOffset, length), atByte: startByte + done };
  }
}

/**
 * The records of a directory, "." and ".." too.
 *
 * @throws Failure `source-damaged` for a record that is cut, or a directory behind the end of the image
 */
export async function* recordsOf(
  bytes: ReadAt,
  startByte: number,
  lengthBytes: number,
  damaged: Damaged,
): AsyncGenerator<RawRecord> {
  for await (const window of windowsOf(bytes, startByte, lengthBytes, damaged))
    for (let at = recordFrom(window.bytes, 0); at < window.bytes.length; at = recordAfter(window.bytes, at))
      yield recordAt(window, at, damaged);
}

/** Where the first record at or behind a place begins. Records do not cross a sector; zeros fill what is left of it. ECMA-119 §6.8.1.1. */
export function recordFrom(bytes: Uint8Array, place: number): number {
  let at = place;
  while (at < bytes.length && bytes[at] === 0) at = sectorEnd(at);
  return at;
}

/** Where the one behind the record at a place begins. */
export function recordAfter(bytes: Uint8Array, at: number): number {
  return recordFrom(bytes, at + present(bytes[at]));
}

/** Bytes of the identifier of a sound record; 0 for one that is cut. */
export function identifierBytesAt(bytes: Uint8Array, at: number): number {
  const sizeBytes = present(bytes[at]);
  const identifierBytes = sizeBytes < directoryRecord.sizeBytes ? 0 : (bytes[at + 32] ?? 0);
  const isCut = at + sizeBytes > Math.min(bytes.length, sectorEnd(at));
  return isCut || sizeBytes < directoryRecord.sizeBytes + identifierBytes ? 0 : identifierBytes;
}

const sectorEnd = (at: number): number => at - (at % SECTOR_BYTES) + SECTOR_BYTES;

/** @throws Failure `source-damaged` */
export function recordAt({ bytes, atByte }: RecordWindow, at: number, damaged: Damaged): RawRecord {
  const identifierBytes = identifierBytesAt(bytes, at);
  if (identifierBytes === 0) throw damaged('directory-record', atByte + at);
  const record = bytes.subarray(at, at + present(bytes[at]));
  return {
    record: directoryRecord.read(record, 0, ignore),
    identifier: record.subarray(directoryRecord.sizeBytes, directoryRecord.sizeBytes + identifierBytes),
    systemUse: record.subarray(systemUseStart(identifierBytes)),
    atByte: atByte + at,
  };
}

const ignore = (): void => {};
