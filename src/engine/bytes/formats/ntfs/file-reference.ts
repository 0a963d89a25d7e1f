import type { Codec } from '../../codec/codec.ts';
import { u16le, u32le } from '../../codec/numbers.ts';

/** A record of the master file table, and which of the files that had it is meant. */
export interface FileReference {
  readonly record: number;
  /** 0: any. */
  readonly sequence: number;
}

const TWO_32 = 2 ** 32;
const ignore = (): void => {};

/** 48 bits of a number, 16 of a count. linux-ntfs documentation, "File Reference". */
export const fileReference: Codec<FileReference> = {
  sizeBytes: 8,
  write(bytes, at, { record, sequence }) {
    u32le.write(bytes, at, record % TWO_32);
    u16le.write(bytes, at + 4, Math.floor(record / TWO_32));
    u16le.write(bytes, at + 6, sequence);
  },
  read: (bytes, at) => ({
    record: u32le.read(bytes, at, ignore) + u16le.read(bytes, at + 4, ignore) * TWO_32,
    sequence: u16le.read(bytes, at + 6, ignore),
  }),
};
