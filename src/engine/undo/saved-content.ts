import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { alignedBytes } from '../memory/aligned-memory.ts';
import { asFailure, Failure } from '../ports/failure.ts';
import type { Target } from '../ports/target.ts';
import { type ByteRange, piecesOf } from './ranges.ts';

/** A drive's own bytes, kept in two files: `BASE.bin`, and `BASE.json`, which exists only when everything is safe. */
const savedSchema = z.object({
  v: z.literal(1),
  sizeBytes: z.number(),
  pieces: z.array(
    z.object({ atByte: z.number(), lengthBytes: z.number(), fileByte: z.number(), sha256: z.string() }),
  ),
  /** Places that could not be read, and so are not kept. */
  unreadable: z.array(z.object({ atByte: z.number(), lengthBytes: z.number() })),
});

export interface SavedContent extends z.infer<typeof savedSchema> {
  /** Path of both files, without their endings. */
  readonly base: string;
}

type Piece = SavedContent['pieces'][number];

const PIECE_BYTES = 1 << 20;

/**
 * Copies ranges of a drive into files and waits until these are on their medium. The ranges are tidy (`tidyRanges`).
 *
 * @throws Failure `no-space`, `target-gone`; a place that cannot be read is noted, not thrown
 */
export async function saveContent(
  target: Target,
  ranges: readonly ByteRange[],
  base: string,
): Promise<SavedContent> {
  await forgetSaved(base);
  const kept = await writeContent(target, ranges, `${base}.bin`).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOSPC' ? new Failure('no-space', { path: base }, { cause: error }) : error;
  });
  await writeSafely(`${base}.json`, JSON.stringify({ v: 1, sizeBytes: target.capacityBytes, ...kept }));
  return { v: 1, base, sizeBytes: target.capacityBytes, ...kept };
}

/** What was kept under this name; undefined when nothing is, or when the saving never came to its end. */
export async function loadSaved(base: string): Promise<SavedContent | undefined> {
  const text = await readFile(`${base}.json`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed = savedSchema.safeParse(JSON.parse(text));
  return parsed.success ? { ...parsed.data, base } : undefined;
}

export async function forgetSaved(base: string): Promise<void> {
  await rm(`${base}.json`, { force: true });
  await rm(`${base}.bin`, { force: true });
}

/**
 * Writes kept content back, the beginning of the drive last, and flushes.
 *
 * @throws Failure of the target; `internal` when the files are damaged: then nothing of that piece was written
 */
export async function putBack(target: Target, saved: SavedContent): Promise<void> {
  const file = await open(`${saved.base}.bin`, 'r');
  try {
    for (const piece of saved.pieces.toReversed())
      await target.write(piece.atByte, await pieceOf(file, piece));
    await target.flush();
  } finally {
    await file.close();
  }
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

/** Makes a small file that is there whole or not at all, also after a power cut. */
export async function writeSafely(path: string, text: string): Promise<void> {
  const part = await open(`${path}.part`, 'w', 0o600);
  await part.writeFile(`${text}\n`);
  await part.sync();
  await part.close();
  await rename(`${path}.part`, path);
  const folder = await open(dirname(path), 'r');
  await folder.sync().catch(() => undefined);
  await folder.close();
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
      await file.write(bytes, 0, bytes.length, fileByte);
      pieces.push({ ...piece, fileByte, sha256: sha256Of(bytes) });
      fileByte += bytes.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { pieces, unreadable };
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
  throw new Failure('internal', { problem: `the kept content of byte ${piece.atByte} is damaged` });
}
