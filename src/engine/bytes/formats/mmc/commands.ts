import type { ScsiCommand } from '../../../contract/ports/scsi.ts';

/** A command that is answered at once, one that moves data, one that waits for the medium. */
const SHORT_MS = 30_000;
const DATA_MS = 120_000;
const LONG_MS = 600_000;

const u16 = (value: number): [number, number] => [(value >> 8) & 255, value & 255];
const u24 = (value: number): [number, number, number] => [(value >> 16) & 255, ...u16(value)];
const u32 = (value: number): [number, number, number, number] => [(value >>> 24) & 255, ...u24(value)];

const ask = (inBytes: number, ...cdb: number[]): ScsiCommand => ({
  cdb: Uint8Array.from(cdb),
  direction: 'in',
  inBytes,
  timeoutMs: SHORT_MS,
});
const tell = (out: Uint8Array, ...cdb: number[]): ScsiCommand => ({
  cdb: Uint8Array.from(cdb),
  direction: 'out',
  out,
  timeoutMs: SHORT_MS,
});
const order = (timeoutMs: number, ...cdb: number[]): ScsiCommand => ({
  cdb: Uint8Array.from(cdb),
  direction: 'none',
  timeoutMs,
});

const BLOCK_BYTES = 2048;
/** Returns at once; the drive goes on by itself and tells how far it is. */
const IMMEDIATE = 1;

/** SPC-4 §6.47. */
export const testUnitReady = (): ScsiCommand => order(SHORT_MS, 0x00, 0, 0, 0, 0, 0);
/** SPC-4 §6.6; page 80h of it is the serial number. */
export const inquiry = (): ScsiCommand => ask(96, 0x12, 0, 0, ...u16(96), 0);
export const inquirySerial = (): ScsiCommand => ask(255, 0x12, 1, 0x80, ...u16(255), 0);
/** MMC-6 §6.5: of the features, those from the first on. */
export const getConfiguration = (): ScsiCommand => ask(8192, 0x46, 0, 0, 0, 0, 0, 0, ...u16(8192), 0);
/** MMC-6 §6.21. */
export const readDiscInformation = (): ScsiCommand => ask(34, 0x51, 0, 0, 0, 0, 0, 0, ...u16(34), 0);
/** MMC-6 §6.26, by the number of a track. */
export const readTrackInformation = (track: number): ScsiCommand =>
  ask(48, 0x52, 1, ...u32(track), 0, ...u16(48), 0);
/** MMC-6 §6.23. */
export const readFormatCapacities = (): ScsiCommand => ask(252, 0x23, 0, 0, 0, 0, 0, 0, ...u16(252), 0);
const MOST_SPEEDS = 32;
/** MMC-6 §6.8, type 03h: speeds of writing. */
export const getWriteSpeeds = (): ScsiCommand =>
  ask(8 + 16 * MOST_SPEEDS, 0xac, 0, 0, 0, 0, 0, 0, 0, ...u16(MOST_SPEEDS), 3, 0);
/** MMC-6 §6.18. */
export const readBufferCapacity = (): ScsiCommand => ask(12, 0x5c, 0, 0, 0, 0, 0, 0, ...u16(12), 0);
const PAGE_BYTES = 0xff;
/** SPC-4 §6.14: the write parameters page, without block descriptors. */
export const senseWriteParameters = (): ScsiCommand =>
  ask(PAGE_BYTES, 0x5a, 8, 5, 0, 0, 0, 0, ...u16(PAGE_BYTES), 0);
/** SPC-4 §6.12, in the format of pages. */
export const selectParameters = (page: Uint8Array): ScsiCommand =>
  tell(page, 0x55, 0x10, 0, 0, 0, 0, 0, ...u16(page.length), 0);
/** MMC-6 §6.39. */
export const setStreaming = (parameters: Uint8Array): ScsiCommand =>
  tell(parameters, 0xb6, 0, 0, 0, 0, 0, 0, 0, 0, ...u16(parameters.length), 0);
/** MMC-6 §6.37: reading as fast as it can. */
export const setCdSpeed = (kBps: number): ScsiCommand =>
  order(SHORT_MS, 0xbb, 0, 0xff, 0xff, ...u16(Math.min(kBps, 0xffff)), 0, 0, 0, 0, 0, 0);
/** MMC-6 §6.33. */
export const sendCueSheet = (sheet: Uint8Array): ScsiCommand =>
  tell(sheet, 0x5d, 0, 0, 0, 0, 0, ...u24(sheet.length), 0);
/** MMC-6 §6.34, format 20h: the boundary between two layers. */
export const sendLayerBreak = (parameters: Uint8Array): ScsiCommand =>
  tell(parameters, 0xbf, 0, 0, 0, 0, 0, 0, 0x20, ...u16(parameters.length), 0, 0);
/** MMC-6 §6.35: the drive finds the power of its laser for this disc. */
export const sendOpc = (): ScsiCommand => order(LONG_MS, 0x54, 1, 0, 0, 0, 0, 0, 0, 0, 0);
/** MMC-6 §6.31. */
export const reserveTrack = (blocks: number): ScsiCommand =>
  order(LONG_MS, 0x53, 0, 0, 0, 0, ...u32(blocks), 0);
/** MMC-6 §6.1. */
export const blankDisc = (how: 'quick' | 'full'): ScsiCommand =>
  order(LONG_MS, 0xa1, (IMMEDIATE << 4) | (how === 'quick' ? 1 : 0), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
/** MMC-6 §6.4: with parameters, format code 1. */
export const formatUnit = (parameters: Uint8Array): ScsiCommand => ({
  ...tell(parameters, 0x04, 0x11, 0, 0, 0, 0),
  timeoutMs: LONG_MS,
});
/** MMC-6 §6.49, with the length in 32 KiB or less. */
export const writeBlocks = (atBlock: number, bytes: Uint8Array): ScsiCommand => ({
  ...tell(bytes, 0x2a, 0, ...u32(atBlock), 0, ...u16(bytes.length / BLOCK_BYTES), 0),
  timeoutMs: DATA_MS,
});
const FROM_MEDIUM = 0x08;
/** MMC-6 §6.15. `fresh`: from the disc, whatever the drive's buffer holds. */
export const readBlocks = (atBlock: number, blocks: number, fresh = false): ScsiCommand => ({
  ...ask(blocks * BLOCK_BYTES, 0x28, fresh ? FROM_MEDIUM : 0, ...u32(atBlock), 0, ...u16(blocks), 0),
  timeoutMs: DATA_MS,
});
/** MMC-6 §6.41. */
export const synchronizeCache = (): ScsiCommand =>
  order(LONG_MS, 0x35, IMMEDIATE << 1, 0, 0, 0, 0, 0, 0, 0, 0);
/** Functions of CLOSE TRACK SESSION. MMC-6 §6.3.3. */
export const CLOSE_TRACK = 1;
export const CLOSE_SESSION = 2;
export const CLOSE_FOR_GOOD = 6;
export const closeTrackSession = (what: number, track: number): ScsiCommand =>
  order(LONG_MS, 0x5b, IMMEDIATE, what, 0, ...u16(track), 0, 0, 0, 0);
/** SPC-4 §6.18: the button at the drive. */
export const preventRemoval = (isPrevented: boolean): ScsiCommand =>
  order(SHORT_MS, 0x1e, 0, 0, 0, isPrevented ? 1 : 0, 0);
/** MMC-6 §6.40. */
export const openTray = (): ScsiCommand => order(SHORT_MS, 0x1b, 0, 0, 0, 2, 0);
