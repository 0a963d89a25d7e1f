import { createHash } from 'node:crypto';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MIB = 1 << 20;
const SECTOR_BYTES = 512;

/** What the recorded job folders speak of: sizes and bytes that are the same on every machine. */
export const samples = {
  imageBytes: 24 * MIB,
  driveBytes: 32 * MIB,
  smallImageBytes: 3 * MIB,
  smallDriveBytes: 8 * MIB,
} as const;

/** Sectors that differ from their neighbours and still pack well. */
export function sampleBytes(lengthBytes: number, step: number): Buffer {
  const bytes = Buffer.alloc(lengthBytes);
  for (let atByte = 0; atByte < lengthBytes; atByte += SECTOR_BYTES)
    bytes.fill((atByte / SECTOR_BYTES) * step + 1, atByte, atByte + SECTOR_BYTES);
  return bytes;
}

export const imageOf = (lengthBytes: number): Buffer => sampleBytes(lengthBytes, 7);
export const driveOf = (lengthBytes: number): Buffer => sampleBytes(lengthBytes, 3);

/** The images, drives and the folder that plans of the golden tests name. */
export function putSamples(folder: string): void {
  writeFileSync(join(folder, 'large.iso'), imageOf(samples.imageBytes));
  writeFileSync(join(folder, 'small.iso'), imageOf(samples.smallImageBytes));
  writeFileSync(join(folder, 'small.img'), driveOf(samples.smallDriveBytes));
}

/** An empty virtual drive. */
export function putEmptyDrive(path: string, sizeBytes: number): void {
  writeFileSync(path, '');
  truncateSync(path, sizeBytes);
}

/** The name under which a job folder keeps what it undoes of the target at `path`. */
export function undoName(path: string): string {
  return `undo-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
}
