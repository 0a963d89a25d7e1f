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

/**
 * The records of a directory, "." and ".." too; reads a window at a time, whatever the directory's length says.
 *
 * @throws Failure `source-damaged` for a record that is cut, or a directory behind the end of the image
 */
export async function* recordsOf(
  bytes: ReadAt,
  startByte: number,
  lengthBytes: number,
  damaged: Damaged,
): AsyncGenerator<RawRecord> {
  for (let done = 0; done < lengthBytes; done += WINDOW_BYTES) {
    const windowBytes = Math.min(WINDOW_BYTES, lengthBytes - done);
    const window = await bytes(startByte + done, windowBytes);
    if (window.length < windowBytes) throw damaged('directory-behind-end', startByte);
    for (let sector = 0; sector < window.length; sector += SECTOR_BYTES)
      yield* recordsIn(window.subarray(sector, sector + SECTOR_BYTES), startByte + done + sector, damaged);
  }
}

/** Records do not cross a sector; zeros fill what is left of it. ECMA-119 §6.8.1.1. */
function* recordsIn(sector: Uint8Array, atByte: number, damaged: Damaged): Generator<RawRecord> {
  for (let at = 0; at < sector.length && sector[at] !== 0; at += present(sector[at])) {
    const bytes = sector.subarray(at, at + present(sector[at]));
    const identifierBytes = sector[at + directoryRecord.sizeBytes - 1] ?? 0;
    const end = directoryRecord.sizeBytes + identifierBytes;
    if (bytes.length < present(sector[at]) || bytes.length < end || identifierBytes === 0)
      throw damaged('directory-record', atByte + at);
    yield {
      record: directoryRecord.read(bytes, 0, ignore),
      identifier: bytes.subarray(directoryRecord.sizeBytes, end),
      systemUse: bytes.subarray(systemUseStart(identifierBytes)),
      atByte: atByte + at,
    };
  }
}

const ignore = (): void => {};
