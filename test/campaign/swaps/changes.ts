import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { collide } from './bytes.ts';
import type { Stage } from './stage.ts';

// What somebody does to a name or a file while the program stands still.

const PIECE_BYTES = 65_536;

/** Changes a stretch of a file where it lies. */
function edit(path: string, atByte: number, lengthBytes: number, change: (bytes: Uint8Array) => void): void {
  const fd = openSync(path, 'r+');
  const bytes = new Uint8Array(lengthBytes);
  readSync(fd, bytes, 0, lengthBytes, atByte);
  change(bytes);
  writeSync(fd, bytes, 0, lengthBytes, atByte);
  fsyncSync(fd);
  closeSync(fd);
}

/** Times as they were, but for the one nobody can choose. */
function puttingTimesBack(path: string, change: () => void): void {
  const { atime, mtime } = statSync(path);
  change();
  utimesSync(path, atime, mtime);
}

/** Inverts two bytes: one anywhere, one in the last quarter. */
export function invert(stage: Stage, path: string, sizeBytes = statSync(path).size): void {
  for (const atByte of [stage.between(0, sizeBytes), stage.between(sizeBytes * 0.75, sizeBytes)])
    edit(path, Math.floor(atByte), 1, (bytes) => bytes.fill(255 - (bytes[0] ?? 0)));
}

/** The same, and nobody sees it by the time of the last writing. */
export function invertUnseen(stage: Stage, path: string): void {
  puttingTimesBack(path, () => invert(stage, path));
}

/** Changes a few bytes of a piece of 64 KiB in such a way that its CRC-32 stays; never in the first MiB. */
export function collideUnseen(stage: Stage, path: string, sizeBytes = statSync(path).size): void {
  const piece = Math.floor(stage.between(1 << 20, sizeBytes - PIECE_BYTES) / PIECE_BYTES);
  puttingTimesBack(path, () =>
    edit(path, piece * PIECE_BYTES, PIECE_BYTES, (bytes) =>
      collide(bytes, stage.between(0, PIECE_BYTES - 8)),
    ),
  );
}

export function cutShort(path: string): void {
  truncateSync(path, Math.floor(statSync(path).size / 2));
}

export function grow(path: string): void {
  truncateSync(path, statSync(path).size + 1_048_576);
}

/** Another file gets the name; the one that had it stays open to whoever has it open. */
export function renameOver(path: string, by: string): void {
  renameSync(by, path);
}

/** A link gets the name. */
export function linkOver(stage: Stage, path: string, to: string): void {
  symlinkSync(to, `${path}.link`);
  stage.own(`${path}.link`);
  renameSync(`${path}.link`, path);
}

/** The name becomes a second name of another file. */
export function secondNameOver(path: string, of: string): void {
  linkSync(of, `${path}.second`);
  renameSync(`${path}.second`, path);
}

/** A pipe nobody writes into gets the name. */
export function pipeOver(stage: Stage, path: string): void {
  execFileSync('mkfifo', [`${path}.pipe`]);
  stage.own(`${path}.pipe`);
  renameSync(`${path}.pipe`, path);
}

/** A folder steps aside for a link to another one. */
export function folderLinked(stage: Stage, folder: string, to: string): void {
  renameSync(folder, `${folder}.aside`);
  symlinkSync(to, folder);
  stage.own(folder);
}

/** A copy with its own identity. */
export function copyOf(stage: Stage, path: string, as: string): string {
  copyFileSync(path, as);
  stage.own(as);
  return as;
}

/** Somebody who has a file in memory (`mmap`), its pages written to before: what is changed now changes no time. */
export async function memoryMapped(stage: Stage, path: string): Promise<() => Promise<void>> {
  const places = [stage.between(0, statSync(path).size), stage.between(1 << 20, statSync(path).size)];
  const child = spawn('python3', ['-c', HOLDER, path, ...places.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  stage.onClose(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return async () => {
    child.stdin.write('now\n');
    await once(child.stdout, 'data');
  };
}

const HOLDER = `
import mmap, os, sys
f = open(sys.argv[1], "r+b")
times = os.stat(sys.argv[1])
m = mmap.mmap(f.fileno(), 0)
places = [int(word) for word in sys.argv[2:]]
for place in places: m[place] = m[place]
os.utime(sys.argv[1], ns=(times.st_atime_ns, times.st_mtime_ns))
print("held", flush=True)
sys.stdin.readline()
for place in places: m[place] ^= 255
print("changed", flush=True)
sys.stdin.readline()
`;
