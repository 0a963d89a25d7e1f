import { present } from '../../contract/failure/present.ts';
import { type Codec, Problem } from './codec.ts';

/** Bytes that are always the same; they carry no value. */
export function literal(...expected: readonly number[]): Codec<undefined> {
  return {
    sizeBytes: expected.length,
    write(bytes, at) {
      for (let i = 0; i < expected.length; i++) bytes[at + i] = present(expected[i]);
    },
    read(bytes, at, note) {
      const found = bytes.subarray(at, at + expected.length);
      if (expected.some((byte, i) => found[i] !== byte))
        note({ reason: 'other-bytes', found: hex(found), expected: hex(expected) });
      return undefined;
    },
  };
}

/** The ASCII codes of a text, for `literal`. */
export function ascii(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}

/** Reserved or unused bytes, zero; they carry no value. */
export function zeros(sizeBytes: number): Codec<undefined> {
  return {
    sizeBytes,
    write: (bytes, at) => void bytes.fill(0, at, at + sizeBytes),
    read(bytes, at, note) {
      const wrong = bytes.subarray(at, at + sizeBytes).findIndex((byte) => byte !== 0);
      if (wrong >= 0) note({ reason: 'reserved-not-zero', byte: wrong });
      return undefined;
    },
  };
}

/** Bytes that nobody here looks at: written as zeros; they carry no value. */
export function ignored(sizeBytes: number): Codec<undefined> {
  return {
    sizeBytes,
    write: (bytes, at) => void bytes.fill(0, at, at + sizeBytes),
    read: () => undefined,
  };
}

/** Bytes taken as they are. */
export function raw(sizeBytes: number): Codec<Uint8Array> {
  return {
    sizeBytes,
    write(bytes, at, value) {
      if (value.length !== sizeBytes)
        throw new Problem({ reason: 'other-byte-count', foundBytes: value.length, neededBytes: sizeBytes });
      bytes.set(value, at);
    },
    read: (bytes, at) => bytes.slice(at, at + sizeBytes),
  };
}

function hex(bytes: Iterable<number>): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
