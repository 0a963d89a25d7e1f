import { writeLatin1 } from '../../codec/text.ts';
import { type NameRules, UniqueNames } from '../iso9660/unique-names.ts';
import { splitExtension } from '../joliet/names.ts';
import { alternateName, FLAG_CONTINUE } from './fields.ts';

/** Linux cuts a longer name to its first piece (isofs get_rock_ridge_filename stops at 254). */
export const MAX_ROCK_RIDGE_NAME_BYTES = 253;

/** A field is at most 255 bytes long. SUSP §4.1. */
export const MAX_FIELD_BYTES = 255;
const MAX_PIECE_BYTES = MAX_FIELD_BYTES - alternateName.sizeBytes;
const MAX_EXTENSION_BYTES = 32;

/** The NM fields of a name (a byte string, one character a byte). RRIP §4.1.4. */
export function nameFields(name: string): Uint8Array[] {
  const fields: Uint8Array[] = [];
  for (let at = 0; at < name.length; at += MAX_PIECE_BYTES) {
    const piece = name.slice(at, at + MAX_PIECE_BYTES);
    const flags = at + piece.length < name.length ? FLAG_CONTINUE : 0;
    fields.push(pieceField(piece, flags));
  }
  return fields;
}

function pieceField(piece: string, flags: number): Uint8Array {
  const bytes = new Uint8Array(alternateName.sizeBytes + piece.length);
  alternateName.write(bytes, 0, { lengthBytes: bytes.length, flags });
  writeLatin1(bytes, alternateName.sizeBytes, piece);
  return bytes;
}

/** Names of one directory that had to be shortened, different from all others in it. */
export class RockRidgeNames {
  readonly #names = new UniqueNames(rules);

  /** Also claims names that stay as they are: call for those first. */
  take(name: string): string {
    return this.#names.take(splitExtension(name, MAX_EXTENSION_BYTES));
  }
}

const rules: NameRules = {
  length: (text) => text.length,
  cut: cutUtf8,
  mark: '~',
  maxLength: MAX_ROCK_RIDGE_NAME_BYTES,
};

/** The longest start of a byte string that ends between two characters of UTF-8. */
function cutUtf8(name: string, most: number): string {
  if (name.length <= most) return name;
  let end = most;
  while (end > most - 4 && (name.charCodeAt(end) & 0xc0) === 0x80) end--;
  return name.slice(0, (name.charCodeAt(end) & 0xc0) === 0x80 ? most : end);
}
