import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile, rm, stat } from 'node:fs/promises';
import * as z from 'zod';
import { piecesOf } from '../../bytes/ranges/ranges.ts';
import { asFailure, Failure } from '../../contract/failure/failure.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { Target } from '../../contract/ports/target.ts';
import { writeSafely } from '../../host/files/write-safely.ts';
import { alignedBytes } from '../../host/memory/aligned-memory.ts';
import { storageFailure } from './storage-failure.ts';

const PIECE_BYTES = 1 << 20;

const place = z.number().int().nonnegative();
const pieceLength = z.number().int().positive().max(PIECE_BYTES);

/** Pieces as they were taken: in order, none over another, none behind the drive's end, one after the other in the file. */
function liesOnDrive({ pieces, sizeBytes }: { pieces: readonly Piece[]; sizeBytes: number }): boolean {
  let endByte = 0;
  let fileEndByte = 0;
  return pieces.every(({ atByte, lengthBytes, fileByte }) => {
    const follows = atByte >= endByte && fileByte === fileEndByte;
    endByte = atByte + lengthBytes;
    fileEndByte += lengthBytes;
    return follows && endByte <= sizeBytes;
  });
}

/** A drive's own bytes, kept in two files: `BASE.bin`, and `BASE.json`, which exists only when everything is safe. */
const savedSchema = z
  .object({
    v: z.literal(1),
    sizeBytes: place,
    pieces: z.array(
      z.object({ atByte: place, lengthBytes: pieceLength, fileByte: place, sha256: z.hash('sha256') }),
    ),
    /** Places that could not be read, and so are not kept. */
    unreadable: z.array(z.object({ atByte: place, lengthBytes: pieceLength })),
  })
  .refine(liesOnDrive);

export interface SavedContent extends z.infer<typeof savedSchema> {
  /** Path of both files, without their endings. */
  readonly base: string;
}

interface Piece extends ByteRange {
  readonly fileByte: number;
  readonly sha256: string;
}

/**
 * Copies ranges of a drive into files and waits until these are on their medium. The ranges are tidy (`tidyRanges`).
 *
 * @throws Failure `no-space`, `output-not-writable`, `target-gone`: then nothing stays; a place that cannot be read is noted, not thrown
 */
export async function saveContent(
  target: Target,
  ranges: readonly ByteRange[],
  base: string,
): Promise<SavedContent> {
  await forgetSaved(base);
  try {
    const kept = await writeContent(target, ranges, `${base}.bin`);
    await writeSafely(`${base}.json`, JSON.stringify({ v: 1, sizeBytes: target.capacityBytes, ...kept }));
    return { v: 1, base, sizeBytes: target.capacityBytes, ...kept };
  } catch (error) {
    // Half of it would be of no use, and keeps room that is missing already.
    await forgetSaved(base);
    throw storageFailure(base, error);
  }
}

/** What was kept under this name; undefined when nothing is, when the saving never came to its end, or when it is damaged. */
export async function loadSaved(base: string): Promise<SavedContent | undefined> {
  const text = await readFile(`${base}.json`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed = savedSchema.safeParse(jsonOf(text));
  if (!parsed.success) return undefined;
  const keptBytes = parsed.data.pieces.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  const found = await stat(`${base}.bin`).catch(() => undefined);
  return found?.size === keptBytes ? { ...parsed.data, base } : undefined;
}

export async function forgetSaved(base: string): Promise<void> {
  await rm(`${base}.json`, { force: true });
  await rm(`${base}.bin`, { force: true });
}

/**
 * Writes kept content back, the beginning of the drive last, and flushes. All of it is held against its SHA-256 before any
 * of it is written.
 *
 * @throws Failure of the target; `target-changed` when what was kept is of a drive of another size; `internal` when the files
 *   are damaged: then nothing was written
 */
export async function putBack(target: Target, saved: SavedContent): Promise<void> {
  demandSize(target, saved);
  const file = await open(`${saved.base}.bin`, 'r');
  try {
    for (const piece of saved.pieces) await pieceOf(file, piece);
    for (const piece of saved.pieces.toReversed())
      await target.write(piece.atByte, await pieceOf(file, piece));
    await target.flush();
  } finally {
    await file.close();
  }
}

/** @throws Failure `target-changed` when what was kept is of a drive of another size */
export function demandSize({ name, capacityBytes }: Target, { sizeBytes }: SavedContent): void {
  if (sizeBytes === capacityBytes) return;
  const [expected, found] = [`${sizeBytes} bytes`, `${capacityBytes} bytes`];
  throw new Failure('target-changed', { target: name, field: 'size', expected, found });
}

/** Undefined for what is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One kept piece. @throws Failure `internal` when the file is damaged */
export async function keptPiece(saved: SavedContent, piece: Piece): Promise<Uint8Array> {
  const file = await open(`${saved.base}.bin`, 'r');
  try {
    return await pieceOf(file, piece);
  } finally {
    await file.close();
  }
}

/** Everything that was kept is what it was when it was taken. */
export async function isWhole(saved: SavedContent): Promise<boolean> {
  const file = await open(`${saved.base}.bin`, 'r').catch(() => undefined);
  try {
    for (const piece of saved.pieces) if (!file || !(await isSound(file, piece))) return false;
    return true;
  } finally {
    await file?.close();
  }
}

function isSound(file: FileHandle, piece: Piece): Promise<boolean> {
  return pieceOf(file, piece).then(
    () => true,
    () => false,
  );
}

/** Kept pieces that the drive does not hold now, read from the medium. */
export async function piecesThatDiffer(target: Target, saved: SavedContent): Promise<ByteRange[]> {
  const memory = alignedBytes(PIECE_BYTES);
  const different: ByteRange[] = [];
  for (const { atByte, lengthBytes, sha256 } of saved.pieces) {
    const bytes = memory.subarray(0, lengthBytes);
    await target.read(atByte, bytes);
    if (sha256Of(bytes) !== sha256) different.push({ atByte, lengthBytes });
  }
  return different;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function writeContent(
  target: Target,
  ranges: readonly ByteRange[],
  path: string,
): Promise<Pick<SavedContent, 'pieces' | 'unreadable'>> {
  const file = await open(path, 'wx', 0o600);
  const memory = alignedBytes(PIECE_BYTES);
  const pieces: Piece[] = [];
  const unreadable: ByteRange[] = [];
  let fileByte = 0;
  try {
    for (const piece of piecesOf(ranges, PIECE_BYTES)) {
      const bytes = memory.subarray(0, piece.lengthBytes);
      if (await isUnreadable(target, piece.atByte, bytes)) {
        unreadable.push(piece);
        continue;
      }
      await writeAll(file, bytes, fileByte);
      pieces.push({ ...piece, fileByte, sha256: sha256Of(bytes) });
      fileByte += bytes.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { pieces, unreadable };
}

/** A disk that is nearly full takes a part, and says that it did. */
async function writeAll(file: FileHandle, bytes: Uint8Array, fileByte: number): Promise<void> {
  for (let doneBytes = 0; doneBytes < bytes.length; ) {
    const { bytesWritten } = await file.write(
      bytes,
      doneBytes,
      bytes.length - doneBytes,
      fileByte + doneBytes,
    );
    doneBytes += bytesWritten;
  }
}

async function isUnreadable(target: Target, atByte: number, into: Uint8Array): Promise<boolean> {
  try {
    await target.read(atByte, into);
    return false;
  } catch (error) {
    if (asFailure(error).code === 'target-read-failed') return true;
    throw error;
  }
}

async function pieceOf(file: FileHandle, piece: Piece): Promise<Uint8Array> {
  const bytes = alignedBytes(piece.lengthBytes);
  await file.read(bytes, 0, bytes.length, piece.fileByte);
  if (sha256Of(bytes) === piece.sha256) return bytes;
  throw new Failure('internal', { problem: `kept-content-damaged ${piece.atByte}` });
}
