/** A compressed file that can be looked into before it is unpacked: for its size, for its table of contents. */
export interface RandomAccess {
  readonly sizeBytes: number;
  /** Fewer bytes only at the end. @throws Failure `source-unreadable` */
  readAt(atByte: number, lengthBytes: number): Promise<Uint8Array>;
}

const CHUNK_BYTES = 64 << 10;

/** Everything from a place on, in order. */
export async function* chunksFrom(
  file: RandomAccess,
  atByte: number,
): AsyncGenerator<Uint8Array, void, void> {
  for (let at = atByte; at < file.sizeBytes; ) {
    const bytes = await file.readAt(at, CHUNK_BYTES);
    if (bytes.length === 0) return;
    yield bytes;
    at += bytes.length;
  }
}
