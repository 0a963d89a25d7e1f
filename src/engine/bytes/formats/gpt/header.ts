import { type Codec, Problem } from '../../codec/codec.ts';
import { ascii, literal, raw, zeros } from '../../codec/fixed.ts';
import { u32le } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';
import { readUtf16le, writeUtf16le } from '../../codec/utf16.ts';
import { guid } from './guid.ts';

/** GPT header. UEFI 2.10 §5.3.2, table 5.5. */
export const gptHeader = struct('gptHeader', 92, [
  field('signature', literal(...ascii('EFI PART')), '§5.3.2'),
  field('revision', literal(0, 0, 1, 0), '§5.3.2'),
  field('headerBytes', u32le, '§5.3.2'),
  field('headerCrc', u32le, '§5.3.2'),
  field('reserved', zeros(4), '§5.3.2'),
  field('ownBlock', u64le, '§5.3.2'),
  field('otherBlock', u64le, '§5.3.2'),
  field('firstUsableBlock', u64le, '§5.3.2'),
  field('lastUsableBlock', u64le, '§5.3.2'),
  field('diskGuid', guid, '§5.3.2'),
  field('entriesBlock', u64le, '§5.3.2'),
  field('entryCount', u32le, '§5.3.2'),
  field('entryBytes', u32le, '§5.3.2'),
  field('entriesCrc', u32le, '§5.3.2'),
]);
export type GptHeader = ValueOf<typeof gptHeader>;

/** GPT partition entry. UEFI 2.10 §5.3.3, table 5.6. */
export const gptEntry = struct('gptEntry', 128, [
  field('type', guid, '§5.3.3'),
  field('id', guid, '§5.3.3'),
  field('firstBlock', u64le, '§5.3.3'),
  field('lastBlock', u64le, '§5.3.3'),
  field('attributes', raw(8), '§5.3.3'),
  field('name', utf16le(72), '§5.3.3'),
]);
export type GptEntry = ValueOf<typeof gptEntry>;

/** Text in UTF-16, least significant byte first, filled with zeros. */
function utf16le(sizeBytes: number): Codec<string> {
  return {
    sizeBytes,
    write(bytes, at, value) {
      if (2 * value.length > sizeBytes) throw new Problem({ reason: 'text-too-long', text: value });
      bytes.fill(0, at, at + sizeBytes);
      writeUtf16le(bytes, at, value);
    },
    read(bytes, at) {
      return readUtf16le(bytes.subarray(at, at + sizeBytes)).replace(/\0[\s\S]*$/, '');
    },
  };
}
