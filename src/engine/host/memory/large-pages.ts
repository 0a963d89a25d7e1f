import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Memory in pages of 2 MiB: the kernel's work for each page of a direct read or write, about a quarter of all there is to do
 * for a drive as quick as memory, is done once and not 512 times.
 *
 * Node cannot ask the kernel for them, but the C library can be told to, at the start of a process, and then does so for
 * each piece of memory that it takes from the kernel. What begins behind such a piece's own 16 bytes is no page; 16 bytes before
 * the second page is where ours begins.
 */
const TUNABLE = 'glibc.malloc.hugetlb=1';
const VARIABLE = 'GLIBC_TUNABLES';

/** From this length on the C library gives a piece of its own, straight from the kernel (its M_MMAP_THRESHOLD_MAX). */
const OWN_PIECE_BYTES = 33 << 20;
const PIECE_HEAD_BYTES = 16;
const PAGE_BYTES = 4096;
const MARK_BYTES = 32;

const pieces = new WeakSet<ArrayBufferLike>();

/** The environment of a process that shall have large pages; other C libraries do not know the variable. */
export function withLargePages(from: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = from[VARIABLE];
  return { ...from, [VARIABLE]: others ? `${others}:${TUNABLE}` : TUNABLE };
}

/** Page-aligned memory of zeros, its pages large ones; undefined where that cannot be had. Given back with the process. */
export function largePages(
  lengthBytes: number,
  proc = '/proc/self',
): Uint8Array<SharedArrayBuffer> | undefined {
  if (!process.env[VARIABLE]?.includes(TUNABLE)) return undefined;
  const memory = new SharedArrayBuffer(Math.max(OWN_PIECE_BYTES, lengthBytes + PAGE_BYTES));
  const bytes = new Uint8Array(memory, PAGE_BYTES - PIECE_HEAD_BYTES, lengthBytes);
  if (!beginsOnPage(bytes, proc)) return undefined;
  pieces.add(memory);
  return bytes;
}

/** Where pages begin in a piece of memory, modulo their length: at its beginning, unless it came from here. */
export function firstPageOf(memory: ArrayBufferLike): number {
  return pieces.has(memory) ? PAGE_BYTES - PIECE_HEAD_BYTES : 0;
}

/** How the C library lays out its pieces is its own affair: looked up, not believed. */
function beginsOnPage(bytes: Uint8Array<SharedArrayBuffer>, proc: string): boolean {
  const mark = bytes.subarray(0, MARK_BYTES);
  mark.set(crypto.getRandomValues(new Uint8Array(MARK_BYTES)));
  try {
    return isOnSecondPage(mark, bytes.buffer.byteLength, proc);
  } catch {
    // No /proc, or it may not be looked into.
    return false;
  } finally {
    mark.fill(0);
  }
}

function isOnSecondPage(mark: Uint8Array, pieceBytes: number, proc: string): boolean {
  const memory = openSync(join(proc, 'mem'), 'r');
  try {
    return secondPages(pieceBytes, proc).some((at) => isAt(memory, at, mark));
  } finally {
    closeSync(memory);
  }
}

/** Where the second page of a piece of this length may be: the kernel makes one mapping of neighbours. */
function secondPages(pieceBytes: number, proc: string): number[] {
  const pages = Math.ceil((pieceBytes + PIECE_HEAD_BYTES) / PAGE_BYTES);
  const mappings = readFileSync(join(proc, 'maps'), 'latin1').matchAll(
    /^([0-9a-f]+)-([0-9a-f]+) rw-p 0+ 00:00 0\s*$/gm,
  );
  return [...mappings].flatMap(([, begin = '', end = '']) => [
    Number.parseInt(begin, 16) + PAGE_BYTES,
    Number.parseInt(end, 16) - (pages - 1) * PAGE_BYTES,
  ]);
}

function isAt(memory: number, place: number, mark: Uint8Array): boolean {
  const found = new Uint8Array(mark.length);
  try {
    return (
      readSync(memory, found, 0, found.length, place) === found.length && Buffer.compare(found, mark) === 0
    );
  } catch {
    return false;
  }
}
