export interface DeviceNumber {
  readonly major: number;
  readonly minor: number;
}

/** `st_mode` types. */
export const FOLDER = 0o040000;

export const REGULAR = 0o100000;

export const LINK = 0o120000;

export const CHARACTER_DEVICE = 0o020000;

export const BLOCK_DEVICE = 0o060000;

export const FIFO = 0o010000;

export const SOCKET = 0o140000;

export function typeOf(mode: number): number {
  return mode & 0o170000;
}
