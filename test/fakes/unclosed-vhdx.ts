import { crc32c } from '../../src/engine/bytes/codec/crc32c.ts';
import { vhdxLogDescriptor, vhdxLogEntry } from '../../src/engine/bytes/formats/vhdx/vhdx.ts';

const PAGE_BYTES = 4096;
const HEADERS_AT = [65_536, 131_072];
const REGIONS_AT = 196_608;
const BLOCK_TABLE_ID = Buffer.from('6677c22d23f600429d64115e9bfd4a08', 'hex');
const LOG_GUID = '13121110-1514-1716-1819-1a1b1c1d1e1f';
const LOG_GUID_BYTES = Buffer.from('101112131415161718191a1b1c1d1e1f', 'hex');

/**
 * A VHDX as a host leaves it that stopped in the middle: its table of blocks stands in the log alone, in the newer of two entries of a sequence that goes around the end of
 * the log. An older sequence that says something else lies in it, too.
 */
export function unclosedVhdx(closed: Buffer): Buffer {
  const file = Buffer.from(closed);
  const logBytes = file.readUInt32LE(HEADERS_AT[0]! + 68);
  const logAt = Number(file.readBigUInt64LE(HEADERS_AT[0]! + 72));
  const region = file.indexOf(BLOCK_TABLE_ID, REGIONS_AT);
  const tableAt = Number(file.readBigUInt64LE(region + 16));
  const page = Buffer.from(file.subarray(tableAt, tableAt + PAGE_BYTES));
  file.fill(0, tableAt, tableAt + PAGE_BYTES);
  file.fill(0, logAt, logAt + logBytes);
  const put = (at: number, sequence: number, tail: number, content: Buffer): number => {
    const entry = entryOf(sequence, tail, tableAt, content, file.length);
    for (let from = 0; from < entry.length; from += PAGE_BYTES)
      entry.copy(file, logAt + ((at + from) % logBytes), from, from + PAGE_BYTES);
    return (at + entry.length) % logBytes;
  };
  put(40_960, 5, 40_960, Buffer.alloc(PAGE_BYTES, 0x55));
  const first = logBytes - PAGE_BYTES;
  const second = put(first, 100, first, Buffer.alloc(PAGE_BYTES, 0x33));
  put(second, 101, first, page);
  HEADERS_AT.forEach((at, index) => {
    file.writeBigUInt64LE(BigInt(7 + index), at + 8);
    file.set(LOG_GUID_BYTES, at + 48);
    file.writeUInt32LE(crc32c(file.subarray(at, at + PAGE_BYTES), 4), at + 4);
  });
  return file;
}

function entryOf(sequence: number, tail: number, atByte: number, content: Buffer, fileBytes: number): Buffer {
  const head = {
    sequence,
    tail,
    descriptors: 1,
    logGuid: LOG_GUID,
    flushedBytes: fileBytes,
    lastBytes: fileBytes,
  };
  const entry = Buffer.alloc(2 * PAGE_BYTES);
  vhdxLogEntry.write(entry, 0, { ...head, checksum: 0, entryBytes: entry.length });
  const [leading, trailing] = [content.subarray(0, 8), content.subarray(-4)];
  const signature = Buffer.from('desc');
  vhdxLogDescriptor.write(entry, vhdxLogEntry.sizeBytes, { signature, trailing, leading, atByte, sequence });
  content.copy(entry, PAGE_BYTES);
  entry.write('data', PAGE_BYTES, 'latin1');
  entry.writeUInt32LE(0, PAGE_BYTES + 4);
  entry.writeUInt32LE(sequence, 2 * PAGE_BYTES - 4);
  entry.writeUInt32LE(crc32c(entry, 4), 4);
  return entry;
}
