import { randomBytes } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';

const RUN_BYTES = 96 << 10;

/** A raw disk of random bytes, text that packs well, and holes, by turns. */
export function patchyDisk(path: string, sizeBytes: number): Buffer {
  const fd = openSync(path, 'w');
  ftruncateSync(fd, sizeBytes);
  for (let at = 0, turn = 0; at < sizeBytes; at += RUN_BYTES, turn++) {
    const lengthBytes = Math.min(RUN_BYTES, sizeBytes - at);
    if (turn % 5 === 0) writeSync(fd, randomBytes(lengthBytes), 0, lengthBytes, at);
    if (turn % 5 === 2) writeSync(fd, Buffer.alloc(lengthBytes, `turn ${turn} `), 0, lengthBytes, at);
  }
  closeSync(fd);
  return readFileSync(path);
}

/** A file with bytes exchanged at a place. */
export function patched(
  path: string,
  to: string,
  changes: Readonly<Record<number, readonly number[]>>,
): string {
  const bytes = readFileSync(path);
  for (const [at, values] of Object.entries(changes)) bytes.set(values, Number(at));
  writeFileSync(to, bytes);
  return to;
}
