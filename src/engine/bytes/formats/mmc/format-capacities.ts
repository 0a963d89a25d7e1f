import { declared, demandBytes, viewOf } from './reply.ts';

export interface FormatDescriptor {
  readonly blocks: number;
  readonly type: number;
  /** What the type makes of it: mostly a block length or the size of spare areas. */
  readonly parameter: number;
}

export interface FormatCapacities {
  /** `unknown`: there is no disc. */
  readonly current: 'unformatted' | 'formatted' | 'unknown';
  readonly currentBlocks: number;
  readonly formats: readonly FormatDescriptor[];
}

/** Types of formats. MMC-6 table 259. */
export const FORMAT_FULL = 0x00;
export const FORMAT_DVD_RW_QUICK = 0x15;
export const FORMAT_DVD_PLUS_RW = 0x26;
export const FORMAT_BD_RE_WITHOUT_SPARES = 0x31;

const HEADER_BYTES = 4;
const DESCRIPTOR_BYTES = 8;

/** Reply of READ FORMAT CAPACITIES. MMC-6 §6.23.3. @throws DecodeError for a reply that is cut off */
export function decodeFormatCapacities(bytes: Uint8Array): FormatCapacities {
  demandBytes(bytes, HEADER_BYTES + DESCRIPTOR_BYTES, 'format-capacities', 'MMC-6 §6.23.3');
  const view = viewOf(bytes);
  const reply = declared(bytes, HEADER_BYTES + view.getUint8(3));
  const formats: FormatDescriptor[] = [];
  for (
    let at = HEADER_BYTES + DESCRIPTOR_BYTES;
    at + DESCRIPTOR_BYTES <= reply.length;
    at += DESCRIPTOR_BYTES
  )
    formats.push({
      blocks: view.getUint32(at),
      type: view.getUint8(at + 4) >> 2,
      parameter: view.getUint32(at + 4) & 0xffffff,
    });
  const kind = view.getUint8(8) & 3;
  return {
    current: kind === 1 ? 'unformatted' : kind === 2 ? 'formatted' : 'unknown',
    currentBlocks: view.getUint32(4),
    formats,
  };
}

const IMMEDIATE = 0x02;
/** The bits beside it mean something. */
const OPTIONS_VALID = 0x80;

/** Parameters of FORMAT UNIT: header and one descriptor. MMC-6 §6.4.3. */
export function encodeFormat({ blocks, type, parameter }: FormatDescriptor): Uint8Array {
  const bytes = new Uint8Array(12);
  const view = viewOf(bytes);
  // A DVD+RW has no options, and drives refuse the bit.
  view.setUint8(1, type === FORMAT_DVD_PLUS_RW ? IMMEDIATE : OPTIONS_VALID | IMMEDIATE);
  view.setUint16(2, 8);
  view.setUint32(4, blocks);
  view.setUint32(8, (parameter & 0xffffff) >>> 0);
  view.setUint8(8, type << 2);
  return bytes;
}
