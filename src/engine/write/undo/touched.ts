import { constants } from 'node:fs';
import { type FileHandle, open, readFile, rm } from 'node:fs/promises';
import * as z from 'zod';
import { endOf, uncovered } from '../../bytes/ranges/ranges.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import { jsonOf, sha256Of } from './saved-content.ts';
import { storageFailure } from './storage-failure.ts';

const LARGEST_HEAD_BYTES = 1 << 20;

/** What a write really did to a drive beyond what its capsule keeps; small enough to be rewritten in one sector. */
const touchedSchema = z.object({
  /** The hull of all bytes that are in no capsule; empty when from ≥ to. */
  fromByte: z.number().int().nonnegative(),
  toByte: z.number().int().nonnegative(),
  /** False while the write is under way: `toByte` is then further than what was written. */
  exact: z.boolean(),
  /** What was put at the very beginning of the drive: the last two, the newest last. */
  heads: z
    .array(z.object({ lengthBytes: z.number().int().positive().max(LARGEST_HEAD_BYTES), sha256: z.string() }))
    .max(2),
});

export type Touched = z.infer<typeof touchedSchema>;

/** Noted ahead of the writes, so that a note a power cut catches up with is rarely needed. */
const AHEAD_BYTES = 256 << 20;
const NOTE_BYTES = 512;

/** Keeps a note of what is overwritten; each note is on its medium before the bytes it speaks of are written. */
export class TouchLog {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #covered: readonly ByteRange[];
  readonly #capacityBytes: number;
  #touched: Touched;
  #reachedByte: number;
  /** A run before this one that was killed left a place it may not have reached. */
  readonly #isExact: boolean;
  #noting: Promise<void> = Promise.resolve();

  constructor(
    file: FileHandle,
    covered: readonly ByteRange[],
    capacityBytes: number,
    before: Touched,
    path: string,
  ) {
    this.#path = path;
    this.#file = file;
    this.#covered = covered;
    this.#capacityBytes = capacityBytes;
    this.#touched = { ...before, exact: false };
    this.#reachedByte = before.toByte;
    this.#isExact = before.exact;
  }

  /** Called before each write; waits only when the note must be moved on. */
  async before(atByte: number, bytes: Uint8Array): Promise<void> {
    if (atByte === 0) await this.#noteHead(bytes);
    const more = uncovered({ atByte, lengthBytes: bytes.length }, this.#covered);
    if (!more) return;
    this.#reachedByte = Math.max(this.#reachedByte, endOf(more));
    if (more.atByte >= this.#touched.fromByte && endOf(more) <= this.#touched.toByte) return this.#noting;
    const fromByte = Math.min(this.#touched.fromByte, more.atByte);
    const toByte = Math.min(this.#capacityBytes, Math.max(this.#touched.toByte, endOf(more) + AHEAD_BYTES));
    await this.#note({ ...this.#touched, fromByte, toByte });
  }

  /** Called before a drive is told to forget all of it; its beginning may be zeros then. */
  async everything(): Promise<void> {
    await this.#noteHead(new Uint8Array(Math.min(LARGEST_HEAD_BYTES, this.#capacityBytes)));
    const more = uncovered({ atByte: 0, lengthBytes: this.#capacityBytes }, this.#covered);
    if (!more) return;
    this.#reachedByte = Math.max(this.#reachedByte, endOf(more));
    const fromByte = Math.min(this.#touched.fromByte, more.atByte);
    await this.#note({ ...this.#touched, fromByte, toByte: this.#reachedByte });
  }

  /** The write is over: from now on the note is exact. */
  async close(): Promise<void> {
    await this.#note({ ...this.#touched, toByte: this.#reachedByte, exact: this.#isExact }).catch(
      () => undefined,
    );
    await this.#file.close().catch(() => undefined);
  }

  #noteHead(bytes: Uint8Array): Promise<void> {
    const head = bytes.subarray(0, LARGEST_HEAD_BYTES);
    const heads = [...this.#touched.heads, { lengthBytes: head.length, sha256: sha256Of(head) }].slice(-2);
    return this.#note({ ...this.#touched, heads });
  }

  #note(touched: Touched): Promise<void> {
    this.#touched = touched;
    const text = JSON.stringify(touched).padEnd(NOTE_BYTES - 1);
    this.#noting = this.#noting.then(() => put(this.#file, `${text}\n`, this.#path));
    return this.#noting;
  }
}

async function put(file: FileHandle, text: string, path: string): Promise<void> {
  try {
    const { bytesWritten } = await file.write(text, 0, 'utf8');
    // A note of which a part is missing would be none.
    if (bytesWritten < text.length) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    await file.datasync();
  } catch (error) {
    throw storageFailure(path, error);
  }
}

/**
 * Opens the note of a capsule, or goes on with the one that is there. Its room is taken at once, so that it is not missing in the
 * middle of the write.
 *
 * @throws Failure `no-space`, `output-not-writable`
 */
export async function openTouchLog(
  base: string,
  covered: readonly ByteRange[],
  capacityBytes: number,
): Promise<TouchLog> {
  const before = await readTouched(base);
  const path = `${base}.touched`;
  const isNew = before === undefined;
  try {
    const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    if (isNew) await put(file, '\n'.padStart(NOTE_BYTES), path).catch((error) => closed(file, error));
    return new TouchLog(file, covered, capacityBytes, before ?? nothingTouched, path);
  } catch (error) {
    if (isNew) await rm(path, { force: true });
    throw storageFailure(path, error);
  }
}

async function closed(file: FileHandle, error: unknown): Promise<never> {
  await file.close();
  throw error;
}

/**
 * Undefined when no write was ever prepared. An empty note is that of a write that had nothing to note yet; one that cannot be
 * read says nothing: then everything may have been overwritten.
 */
export async function readTouched(base: string): Promise<Touched | undefined> {
  const text = await readFile(`${base}.touched`, 'utf8').catch(missingOrAll);
  if (text === undefined) return undefined;
  // The room that was taken for it, and nothing noted: a file that lost its content has none.
  if (text.length === NOTE_BYTES && text.trim() === '') return nothingTouched;
  const parsed = touchedSchema.safeParse(jsonOf(text));
  return parsed.success ? parsed.data : allTouched;
}

function missingOrAll(error: NodeJS.ErrnoException): string | undefined {
  return error.code === 'ENOENT' ? undefined : 'unreadable';
}

const nothingTouched: Touched = { fromByte: Number.MAX_SAFE_INTEGER, toByte: 0, exact: true, heads: [] };
const allTouched: Touched = { fromByte: 0, toByte: Number.MAX_SAFE_INTEGER, exact: false, heads: [] };
