import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Readable } from '../../../contract/ports/image.ts';
import { writeAt } from '../../../host/files/positional-io.ts';
import type { PackRun } from '../pieces.ts';

/** What is read and packed together. */
const BATCH_BYTES = 4 << 20;
const MORE_BATCHES = 1;
const zeros = Buffer.alloc(BATCH_BYTES);

/** A container whose places are known only when its pieces are packed. Pieces come in order. */
export interface StreamedForm {
  readonly pieceBytes: number;
  /** What stands before the first piece. */
  begin(): Uint8Array;
  /** On the thread pool. */
  pack(piece: Uint8Array): Promise<Uint8Array>;
  /**
   * What is written for a piece, tables that end with it too.
   *
   * @param piece as it was and packed; undefined: nothing but zeros
   * @param atByte where that will stand
   */
  add(index: number, piece: PackedOne | undefined, atByte: number): readonly Uint8Array[];
  /** What stands behind the last piece, and what is put into the file at places before it. */
  end(atByte: number): { readonly tail: readonly Uint8Array[]; readonly patches: readonly Patch[] };
}

export interface PackedOne {
  readonly plain: Uint8Array;
  readonly packed: Uint8Array;
}

export interface Patch {
  readonly atByte: number;
  readonly bytes: Uint8Array;
}

/** Packs an image into a new, empty file, in order, with a bounded number of pieces in memory. @throws as `packPieces` */
export async function streamPieces(
  image: Readable,
  fd: number,
  form: StreamedForm,
  run: PackRun,
): Promise<void> {
  const pieceBytes = Math.floor(BATCH_BYTES / form.pieceBytes) * form.pieceBytes;
  const ahead: Promise<readonly (PackedOne | undefined)[]>[] = [];
  const out = new Appended(fd);
  let [nextByte, doneBytes, index] = [0, 0, 0];
  const start = (): void => {
    const batch = packedBatch(image, nextByte, Math.min(pieceBytes, image.sizeBytes - nextByte), form);
    batch.catch(() => undefined);
    ahead.push(batch);
    nextByte += pieceBytes;
  };
  try {
    await out.add([form.begin()]);
    while (nextByte < image.sizeBytes || ahead.length > 0) {
      await run.gate.pass(run.signal);
      // Empty stretches wait for nothing: a stop would never be heard.
      await nextTurn();
      run.signal.throwIfAborted();
      while (nextByte < image.sizeBytes && ahead.length <= MORE_BATCHES + availableParallelism() / 2) start();
      for (const piece of (await ahead.shift()) ?? []) out.take(form.add(index++, piece, out.endByte));
      await out.flush();
      doneBytes = Math.min(image.sizeBytes, doneBytes + pieceBytes);
      run.onPacked(doneBytes);
    }
    const { tail, patches } = form.end(out.endByte);
    await out.add(tail);
    for (const { atByte, bytes } of patches) await writeAt(fd, bytes, atByte);
  } finally {
    // The image is closed after this.
    await Promise.allSettled(ahead);
  }
}

async function packedBatch(
  image: Readable,
  atByte: number,
  lengthBytes: number,
  form: StreamedForm,
): Promise<readonly (PackedOne | undefined)[]> {
  const batch = Buffer.alloc(lengthBytes);
  await image.read(atByte, batch);
  const pieces: Promise<PackedOne | undefined>[] = [];
  for (let at = 0; at < lengthBytes; at += form.pieceBytes)
    pieces.push(packedOne(batch.subarray(at, at + form.pieceBytes), form));
  return Promise.all(pieces);
}

/** The last piece of an image is filled up with zeros. */
async function packedOne(piece: Buffer, form: StreamedForm): Promise<PackedOne | undefined> {
  if (zeros.subarray(0, piece.length).equals(piece)) return undefined;
  const plain = piece.length === form.pieceBytes ? piece : Buffer.concat([piece], form.pieceBytes);
  return { plain, packed: await form.pack(plain) };
}

/** A file that grows at its end. */
class Appended {
  readonly #fd: number;
  #waiting: Uint8Array[] = [];
  #writtenBytes = 0;
  endByte = 0;

  constructor(fd: number) {
    this.#fd = fd;
  }

  take(parts: readonly Uint8Array[]): void {
    for (const part of parts) {
      this.#waiting.push(part);
      this.endByte += part.length;
    }
  }

  async flush(): Promise<void> {
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    if (bytes.length > 0) await writeAt(this.#fd, bytes, this.#writtenBytes);
    this.#writtenBytes += bytes.length;
  }

  async add(parts: readonly Uint8Array[]): Promise<void> {
    this.take(parts);
    await this.flush();
  }
}
