import { demandBytes, viewOf } from './reply.ts';

/** How a disc is written. `packet`: in packets of a fixed size, which is "incremental" for DVD-R and DVD-RW. */
export type WriteType = 'packet' | 'track-at-once' | 'session-at-once';

export interface WriteParameters {
  readonly type: WriteType;
  /** The laser stays at the power of reading. */
  readonly isTest: boolean;
  /** A further session may follow. */
  readonly isOpen: boolean;
  readonly isDvd: boolean;
}

const TYPE: Readonly<Record<WriteType, number>> = { packet: 0, 'track-at-once': 1, 'session-at-once': 2 };
const MODE_HEADER_BYTES = 8;
const LEAST_PAGE_BYTES = 0x32;
const BUFFER_UNDERRUN_FREE = 0x40;
const LINK_SIZE_VALID = 0x20;
const TEST_WRITE = 0x10;
const FIXED_PACKETS = 0x20;
const OPEN_SESSION = 0xc0;
/** A data track, recorded uninterrupted. */
const DATA_TRACK = 4;
/** What a DVD has in place of it. */
const DVD_TRACK = 5;
/** Mode 1, 2048 bytes of user data. */
const MODE_1 = 8;
const PACKET_BLOCKS = 16;

/**
 * Parameters of MODE SELECT(10) with the write parameters page, made from what MODE SENSE told: what is not meant here stays as the
 * drive has it. MMC-6 §7.5, table 664.
 *
 * @throws DecodeError for a reply that is cut off
 */
export function encodeWriteParameters(told: Uint8Array, wanted: WriteParameters): Uint8Array {
  demandBytes(told, MODE_HEADER_BYTES + 2, 'write-parameters', 'MMC-6 §7.5');
  const skippedBytes = viewOf(told).getUint16(6);
  const from = MODE_HEADER_BYTES + skippedBytes;
  demandBytes(told, from + 2, 'write-parameters', 'MMC-6 §7.5');
  const pageBytes = 2 + Math.max(told[from + 1] ?? 0, LEAST_PAGE_BYTES);
  demandBytes(told, from + pageBytes, 'write-parameters', 'MMC-6 §7.5');
  const bytes = new Uint8Array(MODE_HEADER_BYTES + pageBytes);
  bytes.set(told.subarray(from, from + pageBytes), MODE_HEADER_BYTES);
  fillPage(viewOf(bytes.subarray(MODE_HEADER_BYTES)), wanted);
  return bytes;
}

function fillPage(page: DataView, { type, isTest, isOpen, isDvd }: WriteParameters): void {
  const isPacket = type === 'packet';
  // PS, the first bit, is reserved in what is sent.
  page.setUint8(0, page.getUint8(0) & 0x3f);
  page.setUint8(
    2,
    BUFFER_UNDERRUN_FREE | (isPacket ? LINK_SIZE_VALID : 0) | (isTest ? TEST_WRITE : 0) | TYPE[type],
  );
  page.setUint8(
    3,
    (isOpen ? OPEN_SESSION : 0) | (isPacket ? FIXED_PACKETS : 0) | (isDvd ? DVD_TRACK : DATA_TRACK),
  );
  page.setUint8(4, MODE_1);
  page.setUint8(5, isPacket ? PACKET_BLOCKS : 0);
  // Session format: CD-ROM, or DVD.
  page.setUint8(8, 0);
  page.setUint32(10, isPacket ? PACKET_BLOCKS : 0);
}
