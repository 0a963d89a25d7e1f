import { present } from '../../../contract/failure/present.ts';
import { type Codec, Problem } from '../../codec/codec.ts';
import { u8, u16le, u32le } from '../../codec/numbers.ts';
import { u64le } from '../../codec/u64.ts';

/** Where in a WIM something stands, and what it unpacks to. */
export interface WimResource {
  readonly storedBytes: number;
  readonly flags: number;
  readonly atByte: number;
  readonly sizeBytes: number;
}

export const RESOURCE_IS_METADATA = 0x02;
export const RESOURCE_IS_PACKED = 0x04;
/** Parts of it are in several files. */
export const RESOURCE_IS_SPANNED = 0x08;
/** Several of them are packed together. */
export const RESOURCE_IS_SOLID = 0x10;

const ignore = (): void => {};
const TWO_32 = 2 ** 32;

/** RESHDR_DISK_SHORT: 56 bits of a length, flags, a place, a length. Windows Imaging File Format (WIM), "Resource Header". */
export const resourceHeader: Codec<WimResource> = {
  sizeBytes: 24,
  write(bytes, at, { storedBytes, flags, atByte, sizeBytes }) {
    if (storedBytes >= 2 ** 53) throw new Problem({ reason: 'not-whole', value: storedBytes });
    u64le.write(bytes, at, storedBytes);
    u8.write(bytes, at + 7, flags);
    u64le.write(bytes, at + 8, atByte);
    u64le.write(bytes, at + 16, sizeBytes);
  },
  read(bytes, at, note) {
    const high = u16le.read(bytes, at + 4, ignore) + present(bytes[at + 6]) * 0x1_0000;
    const storedBytes = u32le.read(bytes, at, ignore) + high * TWO_32;
    if (!Number.isSafeInteger(storedBytes)) note({ reason: 'beyond-exact' });
    return {
      storedBytes,
      flags: present(bytes[at + 7]),
      atByte: u64le.read(bytes, at + 8, note),
      sizeBytes: u64le.read(bytes, at + 16, note),
    };
  },
};

/** True for places that can be read; a resource may be of nothing. */
export function isSoundResource({ storedBytes, atByte, sizeBytes }: WimResource): boolean {
  return [storedBytes, atByte, sizeBytes, atByte + storedBytes].every(Number.isSafeInteger);
}
