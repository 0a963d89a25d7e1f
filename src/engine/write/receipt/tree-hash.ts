import { createHash, type Hash } from 'node:crypto';
import { present } from '../../contract/failure/present.ts';

/** Bytes of one piece: what a difference can be narrowed down to without the image. */
export const TREE_PIECE_BYTES = 4 << 20;

/** Hashes of all pieces of an image, and one over them. */
export interface TreeHash {
  readonly pieceBytes: number;
  readonly sizeBytes: number;
  /** SHA-256 of each piece, hex, in order; the last piece may be short. */
  readonly pieces: readonly string[];
  /** `rootOf` the pieces. */
  readonly root: string;
}

/** Takes bytes in order, in stretches of any length. Pure computing: it can live in a worker beside other hashes. */
export class TreeHasher {
  readonly #pieceBytes: number;
  readonly #pieces: string[] = [];
  #running: Hash | undefined;
  #inPieceBytes = 0;
  #totalBytes = 0;

  constructor(pieceBytes = TREE_PIECE_BYTES) {
    this.#pieceBytes = pieceBytes;
  }

  update(bytes: Uint8Array): void {
    for (let left = bytes; left.length > 0; ) {
      const part = left.subarray(0, this.#pieceBytes - this.#inPieceBytes);
      this.#running ??= createHash('sha256');
      this.#running.update(part);
      this.#inPieceBytes += part.length;
      this.#totalBytes += part.length;
      if (this.#inPieceBytes === this.#pieceBytes) this.#endPiece();
      left = left.subarray(part.length);
    }
  }

  finish(): TreeHash {
    if (this.#inPieceBytes > 0) this.#endPiece();
    const tree = { pieceBytes: this.#pieceBytes, sizeBytes: this.#totalBytes, pieces: this.#pieces };
    return { ...tree, root: rootOf(tree) };
  }

  #endPiece(): void {
    this.#pieces.push(present(this.#running).digest('hex'));
    this.#running = undefined;
    this.#inPieceBytes = 0;
  }
}

/** SHA-256 over a line that names the shape, and the pieces' hashes as bytes: neither can be taken for the other. */
export function rootOf({ pieceBytes, sizeBytes, pieces }: Omit<TreeHash, 'root'>): string {
  const root = createHash('sha256').update(`isowright tree 1 ${pieceBytes} ${sizeBytes}\n`);
  for (const piece of pieces) root.update(Buffer.from(piece, 'hex'));
  return root.digest('hex');
}
