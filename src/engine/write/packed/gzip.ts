import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { inOnePart } from './in-one-part.ts';
import type { PieceForm } from './pieces.ts';

/** A member a piece: members one after the other are one file. RFC 1952 §2.2. */
export const gzipMembers: PieceForm = {
  pack: (piece) => promisify(gzip)(piece, inOnePart(piece.length)),
  end: () => new Uint8Array(),
};
