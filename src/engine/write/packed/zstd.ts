import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { inOnePart } from './in-one-part.ts';
import type { PackedPiece, PieceForm } from './pieces.ts';

const LEVEL = 3;

/** A frame a piece, with its size and its checksum, and the seek table behind them. RFC 8878 §3.1; zstd "Seekable Format" 0.1.0. */
export const seekableZstd: PieceForm = {
  pack: (piece) =>
    promisify(zstdCompress)(piece, {
      ...inOnePart(piece.length),
      pledgedSrcSize: piece.length,
      params: {
        [constants.ZSTD_c_compressionLevel]: LEVEL,
        [constants.ZSTD_c_checksumFlag]: 1,
        [constants.ZSTD_c_contentSizeFlag]: 1,
      },
    }),
  end: seekTable,
};

/** A skippable frame, which readers of whole files pass over. RFC 8878 §3.1.2. */
const SKIPPABLE_MAGIC = 0x184d2a5e;
const SEEKABLE_MAGIC = 0x8f92eab1;
const ENTRY_BYTES = 8;
const FOOTER_BYTES = 9;

/** Lengths of all frames, packed and unpacked; the footer: number of frames, descriptor (no checksums: 0), magic. */
function seekTable(pieces: readonly PackedPiece[]): Uint8Array {
  const contentBytes = pieces.length * ENTRY_BYTES + FOOTER_BYTES;
  const table = new DataView(new ArrayBuffer(8 + contentBytes));
  table.setUint32(0, SKIPPABLE_MAGIC, true);
  table.setUint32(4, contentBytes, true);
  for (const [index, { packedBytes, plainBytes }] of pieces.entries()) {
    table.setUint32(8 + index * ENTRY_BYTES, packedBytes, true);
    table.setUint32(12 + index * ENTRY_BYTES, plainBytes, true);
  }
  const footer = 8 + pieces.length * ENTRY_BYTES;
  table.setUint32(footer, pieces.length, true);
  table.setUint32(footer + 5, SEEKABLE_MAGIC, true);
  return new Uint8Array(table.buffer);
}
