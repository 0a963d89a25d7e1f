import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import type { ByteStream, Image } from '../../../../src/engine/contract/ports/image.ts';
import type { SourceNote } from '../../../../src/engine/read/open/open-options.ts';
import { openSource } from '../../../../src/engine/read/open/open-source.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';

export const folder = mkdtempSync(join(tmpdir(), 'isowright-decode-'));

export function removeFolder(): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Half text-like, half noise: every decoder meets both; the first 4 KiB are zeros, so that it looks like an image. */
export function sampleImage(lengthBytes: number, seed = 1): Uint8Array {
  const bytes = seededBytes(lengthBytes, seed);
  for (let at = 0; at < lengthBytes; at++) {
    if (at < 4096) bytes[at] = 0;
    else if ((at >> 16) % 2 === 0) bytes[at] = 97 + ((at * 7) % 13);
  }
  return bytes;
}

/** Runs a packing program on bytes. */
export function packed(bytes: Uint8Array, command: string, ...args: string[]): Uint8Array {
  return execFileSync(command, args, {
    input: bytes,
    maxBuffer: 64 << 20,
    timeout: 60_000,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

let files = 0;

/** A file with a name that says nothing. */
export function fileOf(bytes: Uint8Array, name = `source-${files++}`): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

export interface Opened {
  readonly bytes: Uint8Array;
  readonly sizeBytes: number | undefined;
  readonly notes: SourceNote[];
}

/** Reads a stream to its end with reads of this length, and settles it. */
export async function readAll(source: Image | ByteStream, readBytes = 1 << 20): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  if ('readNext' in source) {
    for (;;) {
      const into = new Uint8Array(readBytes);
      const count = await source.readNext(into);
      parts.push(into.subarray(0, count));
      if (count < readBytes) break;
    }
  } else {
    const into = new Uint8Array(source.sizeBytes);
    await source.read(0, into);
    parts.push(into);
  }
  await source.settle?.();
  return concat(...parts);
}

/** Opens a path as a source and reads all of it. */
export async function unpack(path: string, readBytes = 1 << 20): Promise<Opened> {
  const notes: SourceNote[] = [];
  const source = await openSource(path, { onNote: (note) => notes.push(note) });
  try {
    return { bytes: await readAll(source, readBytes), sizeBytes: source.sizeBytes, notes };
  } finally {
    await source.close();
  }
}

/** What unpacking these bytes ends in: the failure's code, or the bytes. */
export async function outcome(bytes: Uint8Array): Promise<string | Uint8Array> {
  return unpack(fileOf(bytes)).then(
    (opened) => opened.bytes,
    (error: Failure) => error.code,
  );
}

export { readFileSync };

/** Bytes as they come from a pipe: in pieces of this length, or of lengths drawn from a list. */
export async function* inPieces(
  bytes: Uint8Array,
  pieceBytes: number | readonly number[],
): AsyncGenerator<Uint8Array, void, void> {
  const lengths = typeof pieceBytes === 'number' ? [pieceBytes] : pieceBytes;
  for (let at = 0, index = 0; at < bytes.length; index++) {
    const length = Math.max(1, lengths[index % lengths.length] ?? 1);
    yield Uint8Array.from(bytes.subarray(at, at + length));
    at += length;
  }
}
