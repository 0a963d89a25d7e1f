import { deflateRawSync } from 'node:zlib';
import { CSO_TOP_BIT, csoHeader } from '../../../bytes/formats/cso/cso.ts';
import { Failure } from '../../../contract/failure/failure.ts';
import type { PackedOne, Patch, StreamedForm } from './stream-pieces.ts';

const BLOCK_BYTES = 2048;
const ENTRY_BYTES = 4;
/** Version 1 reads everywhere. */
const VERSION = 1;
/** Of the index, which is kept whole: 32 MiB. */
const MOST_BYTES = 2 ** 34;

/**
 * A disc in sectors that are packed each on its own, with an index in front. Programs read other lengths of blocks less often. maxcso,
 * README_CSO.md.
 */
export class StreamedCso implements StreamedForm {
  readonly pieceBytes = BLOCK_BYTES;
  readonly #sizeBytes: number;
  /** Entries count units of `2 ** #shift` bytes, of which 31 bits have to be enough. */
  readonly #shift: number;
  readonly #index: DataView;
  #zeros: Uint8Array | undefined;

  /** @throws Failure `output-too-large` */
  constructor(sizeBytes: number, path: string) {
    if (sizeBytes > MOST_BYTES)
      throw new Failure('output-too-large', { path, needBytes: sizeBytes, mostBytes: MOST_BYTES });
    const blocks = Math.ceil(sizeBytes / BLOCK_BYTES);
    this.#sizeBytes = sizeBytes;
    this.#index = new DataView(new ArrayBuffer((blocks + 1) * ENTRY_BYTES));
    this.#shift = shiftFor(csoHeader.sizeBytes + this.#index.byteLength + blocks * BLOCK_BYTES, blocks);
  }

  begin(): Uint8Array {
    const lengthBytes = this.#up(csoHeader.sizeBytes + this.#index.byteLength);
    const front = new Uint8Array(lengthBytes);
    front.set(
      csoHeader.encode({
        magic: Buffer.from('CISO'),
        headerBytes: csoHeader.sizeBytes,
        sizeBytes: this.#sizeBytes,
        blockBytes: BLOCK_BYTES,
        version: VERSION,
        indexShift: this.#shift,
      }),
    );
    return front;
  }

  /** The pool's way to a thread and back takes longer than to pack so little. */
  async pack(piece: Uint8Array): Promise<Uint8Array> {
    return deflateRawSync(piece);
  }

  add(index: number, piece: PackedOne | undefined, atByte: number): readonly Uint8Array[] {
    const packed = piece?.packed ?? this.#packedZeros();
    const isStored = piece !== undefined && packed.length >= BLOCK_BYTES;
    this.#put(index, atByte, isStored);
    const bytes = isStored ? piece.plain : packed;
    const paddingBytes = this.#up(bytes.length) - bytes.length;
    return paddingBytes > 0 ? [bytes, new Uint8Array(paddingBytes)] : [bytes];
  }

  end(atByte: number): { readonly tail: readonly Uint8Array[]; readonly patches: readonly Patch[] } {
    this.#put(this.#index.byteLength / ENTRY_BYTES - 1, atByte, false);
    const bytes = new Uint8Array(this.#index.buffer);
    return { tail: [], patches: [{ atByte: csoHeader.sizeBytes, bytes }] };
  }

  #put(entry: number, atByte: number, isStored: boolean): void {
    this.#index.setUint32(
      entry * ENTRY_BYTES,
      atByte / 2 ** this.#shift + (isStored ? CSO_TOP_BIT : 0),
      true,
    );
  }

  #packedZeros(): Uint8Array {
    this.#zeros ??= deflateRawSync(new Uint8Array(BLOCK_BYTES));
    return this.#zeros;
  }

  #up(lengthBytes: number): number {
    const unit = 2 ** this.#shift;
    return Math.ceil(lengthBytes / unit) * unit;
  }
}

/** For the case that nothing gets smaller, and each block is filled up to a unit. */
function shiftFor(mostBytes: number, blocks: number): number {
  let shift = 0;
  while ((mostBytes + blocks * (2 ** shift - 1)) / 2 ** shift >= CSO_TOP_BIT) shift++;
  return shift;
}
