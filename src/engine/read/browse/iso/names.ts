import { latin1, readUcs2 } from '../../../bytes/codec/text.ts';
import type { FoundDescriptor } from './descriptors.ts';

/** What an identifier is called, as a byte string of UTF-8: without version 1, and without the dot of an empty extension. */
export function nameOf(identifier: Uint8Array, kind: FoundDescriptor['kind'], isFolder: boolean): string {
  const text =
    kind === 'joliet'
      ? utf8(readUcs2(identifier, 0, identifier.length >> 1))
      : latin1(identifier.subarray(0, MOST_NAME_BYTES));
  if (isFolder) return text;
  // Of several versions of a file the first has the plain name; the others keep theirs apart by the number. ECMA-119 §7.5.1.
  const plain = text.replace(/;1$/, '');
  return kind === 'primary' && plain.length > 1 ? plain.replace(/\.$/, '') : plain;
}

const MOST_NAME_BYTES = 255;

function utf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
