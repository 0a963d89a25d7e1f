import { Problem } from '../../codec/codec.ts';
import { u32both } from '../../codec/numbers.ts';
import { offsetsOf } from '../../codec/struct.ts';
import { type RecordDate, recordDateOf } from '../iso9660/dates.ts';
import { dateBytes } from '../iso9660/quick-record.ts';
import { alternateName, type PosixAttributes, posixAttributes, timeStamps } from './fields.ts';

// What `encode` makes of the same values, written in place and several times as quickly: every entry has these three.

const inPosix = offsetsOf(posixAttributes);
const inTimes = offsetsOf(timeStamps);
const inName = offsetsOf(alternateName);
const posixTemplate = posixAttributes.encode({ mode: 0, links: 0, userId: 0, groupId: 0, serial: 0 });
const timesTemplate = timeStamps.encode({ modifiedAt: recordDateOf(0) });
const nameTemplate = alternateName.encode({ lengthBytes: alternateName.sizeBytes, flags: 0 });

/** PX and TF, one behind the other; returns their size. @throws Failure `not-encodable` */
export function writeAttributes(
  bytes: Uint8Array,
  at: number,
  posix: PosixAttributes,
  modifiedAt: RecordDate,
): number {
  writePosix(bytes, at, posix);
  const timesAt = at + posixTemplate.length;
  bytes.set(timesTemplate, timesAt);
  bytes.set(dateBytes(modifiedAt), timesAt + inTimes.modifiedAt);
  return posixTemplate.length + timesTemplate.length;
}

function writePosix(bytes: Uint8Array, at: number, posix: PosixAttributes): void {
  try {
    bytes.set(posixTemplate, at);
    u32both.write(bytes, at + inPosix.mode, posix.mode);
    u32both.write(bytes, at + inPosix.links, posix.links);
    u32both.write(bytes, at + inPosix.userId, posix.userId);
    u32both.write(bytes, at + inPosix.groupId, posix.groupId);
    u32both.write(bytes, at + inPosix.serial, posix.serial);
  } catch (error) {
    // The slow way knows which field it was.
    if (error instanceof Problem) posixAttributes.write(bytes, at, posix);
    throw error;
  }
}

/** The head of an NM field whose whole name, of so many bytes, follows; returns the size of the head. */
export function writeNameHead(bytes: Uint8Array, at: number, nameBytes: number): number {
  bytes.set(nameTemplate, at);
  bytes[at + inName.lengthBytes] = nameTemplate.length + nameBytes;
  return nameTemplate.length;
}
