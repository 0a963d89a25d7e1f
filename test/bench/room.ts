import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a benchmark keeps its files; everything is gone when it closes. */
export interface BenchRoom {
  /** In memory: measures the program, not the disk. */
  readonly memoryFolder: string;
  /** On a disk. */
  readonly diskFolder: string;
  close(): void;
}

export function openRoom(): BenchRoom {
  const memoryFolder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'isowright-bench-'));
  const diskFolder = mkdtempSync(join(tmpdir(), 'isowright-bench-'));
  return {
    memoryFolder,
    diskFolder,
    close() {
      for (const folder of [memoryFolder, diskFolder]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A file whose every page is there: no hole makes either side faster. */
export function fullFile(path: string, sizeBytes: number): string {
  const chunk = new Uint8Array(4 << 20);
  let state = 0x2545f491;
  for (let at = 0; at < chunk.length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    chunk[at] = state >>> 24;
  }
  const fd = openSync(path, 'w');
  for (let at = 0; at < sizeBytes; at += chunk.length)
    writeSync(fd, chunk, 0, Math.min(chunk.length, sizeBytes - at));
  closeSync(fd);
  return path;
}

/** A loop device in memory whose pages are all there. */
export function memoryDrive(
  room: BenchRoom,
  name: string,
  sizeBytes: number,
): { path: string; remove(): void } {
  const backing = fullFile(join(room.memoryFolder, name), sizeBytes);
  const path = execFileSync('losetup', ['--find', '--show', backing], {
    encoding: 'utf8',
    timeout: 20_000,
  }).trim();
  return {
    path,
    remove() {
      execFileSync('losetup', ['--detach', path], { timeout: 60_000 });
      truncateSync(backing, 0);
    },
  };
}

/** `count` files of `sizeOf(index)` bytes, a hundred in each folder. */
export function manyFiles(folder: string, count: number, sizeOf: (index: number) => number): string {
  const content = new Uint8Array(64 << 10).map((_, index) => (index * 31) & 0xff);
  for (let index = 0; index < count; index++) {
    const parent = join(folder, `d${Math.floor(index / 10_000)}`, `e${Math.floor(index / 100)}`);
    if (index % 100 === 0) mkdirSync(parent, { recursive: true });
    writeFileSync(join(parent, `file-${index}.txt`), content.subarray(0, sizeOf(index)));
  }
  return folder;
}

/** Like the sources of a kernel: `count` files in folders of sixteen, sizes from nothing to 200 KiB, 14 KiB on average. */
export function sourceTree(folder: string, count: number): string {
  const content = new Uint8Array(200 << 10).map((_, index) => 32 + ((index * 17) % 90));
  let state = 1;
  for (let index = 0; index < count; index++) {
    const unit = Math.floor(index / 16);
    const parent = join(folder, `area-${unit % 25}`, `part-${unit % 325}`, `unit-${unit}`);
    if (index % 16 === 0) mkdirSync(parent, { recursive: true });
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const size = Math.floor((state / 2 ** 32) ** 6 * content.length * 0.5) + (state % 8192);
    writeFileSync(join(parent, `file_${index}.c`), content.subarray(0, size));
  }
  return folder;
}
