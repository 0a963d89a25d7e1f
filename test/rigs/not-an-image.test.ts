import { randomBytes } from 'node:crypto';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';

// What is no image, through the command line.

const room = temporaryFolder();
const DRIVE_BYTES = 16 << 20;
const disk = Buffer.concat([Buffer.from('KDMV'), randomBytes((1 << 20) - 4)]);

function write(name: string, source: string, ...flags: readonly string[]) {
  const drive = join(room, name);
  writeFileSync(drive, Buffer.alloc(1 << 20, 0x55));
  truncateSync(drive, DRIVE_BYTES);
  const identity = ['--file-target', '--yes', '--expect-size', String(DRIVE_BYTES)];
  const result = isowright(['write', source, drive, ...identity, ...flags]);
  return { ...result, drive, head: readFileSync(drive).subarray(0, 1 << 20) };
}

for (const [name, bytes] of Object.entries({ 'disk.vmdk.gz': gzipSync(disk) })) {
  test(`a virtual disk is refused before the first byte, and says --raw: ${name}`, () => {
    const source = join(room, name);
    writeFileSync(source, bytes);
    const { status, stderr, head } = write(`refused-${name}`, source);
    expect(status).toBe(7);
    expect(stderr).toContain('unpack it first');
    expect(stderr).toContain('--raw');
    expect(head.every((byte) => byte === 0x55)).toBe(true);
  });

  test(`with --raw a virtual disk is written, and compared by verify: ${name}`, () => {
    const source = join(room, name);
    writeFileSync(source, bytes);
    const { status, stderr, drive, head } = write(`raw-${name}`, source, '--raw');
    expect(status, stderr).toBe(0);
    expect(head.equals(disk)).toBe(true);
    expect(isowright(['verify', source, drive, '--file-target']).status).toBe(7);
    expect(isowright(['verify', source, drive, '--file-target', '--raw']).status).toBe(0);
  });
}

test('an image of zeros behind gz is found at its end, and the drive gets no beginning', () => {
  const source = join(room, 'zeros.img.gz');
  writeFileSync(source, gzipSync(Buffer.alloc(3 << 20)));
  const { status, head } = write('zeros.img', source);
  expect(status).toBe(7);
  expect(head.every((byte) => byte === 0)).toBe(true);
});
