import { viewOf } from './reply.ts';

/** Two seconds before the first track. */
export const PREGAP_BLOCKS = 150;
const BLOCKS_A_SECOND = 75;

/** Control of a data track, and addresses that tell where it is. MMC-6 §6.33.3.3. */
const DATA = 0x41;
/** Mode 1, 2048 bytes of user data; the same where the drive makes all of it. MMC-6 table 584. */
const USER_DATA = 0x10;
const MADE_BY_DRIVE = 0x14;
const LEAD_OUT = 0xaa;

/** A disc of one data track of so many blocks, at once. MMC-6 §6.33.3: eight bytes a line. */
export function encodeCueSheet(blocks: number): Uint8Array {
  const bytes = new Uint8Array(32);
  const line = (row: number, track: number, index: number, form: number, atBlock: number): void => {
    bytes.set([DATA, track, index, form, 0, ...msf(atBlock)], row * 8);
  };
  line(0, 0, 0, MADE_BY_DRIVE, 0);
  line(1, 1, 0, USER_DATA, 0);
  line(2, 1, 1, USER_DATA, PREGAP_BLOCKS);
  line(3, LEAD_OUT, 1, MADE_BY_DRIVE, PREGAP_BLOCKS + blocks);
  return bytes;
}

/** Minutes, seconds and frames from the beginning of the pregap. */
function msf(blocks: number): [number, number, number] {
  const seconds = Math.floor(blocks / BLOCKS_A_SECOND);
  return [Math.floor(seconds / 60), seconds % 60, blocks % BLOCKS_A_SECOND];
}

/** Parameters of SEND DISC STRUCTURE, format 20h: how many blocks the first layer has. MMC-6 §6.34.3.4. */
export function encodeLayerBreak(blocks: number): Uint8Array {
  const bytes = new Uint8Array(12);
  const view = viewOf(bytes);
  view.setUint16(0, bytes.length - 2);
  view.setUint32(8, blocks);
  return bytes;
}
