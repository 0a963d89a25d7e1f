import { type Codec, Problem } from '../../codec/codec.ts';
import { latin1, withoutEnd, writeLatin1 } from '../../codec/text.ts';

/** ASCII text padded with zeros, as in entity identifiers. ECMA-167 1/7.4.2. */
export function paddedText(sizeBytes: number): Codec<string> {
  return {
    sizeBytes,
    write(bytes, at, value) {
      if (value.length > sizeBytes)
        throw new Problem({ reason: 'too-many-characters', characters: value.length, most: sizeBytes });
      bytes.fill(0, at, at + sizeBytes);
      writeLatin1(bytes, at, value);
    },
    read: (bytes, at) => withoutEnd(latin1(bytes.subarray(at, at + sizeBytes)), '\0'),
  };
}
