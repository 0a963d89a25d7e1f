import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect } from 'vitest';
import { ext4Volume } from '../../src/engine/author/volumes/ext/ext4-volume.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { run, testWith } from '../fakes/rigs.ts';

const room = mkdtempSync(join(tmpdir(), 'isowright-ext4-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));

const MIB = 1 << 20;
const garbage = seededBytes(MIB);

/** Written to a file that holds anything else before. */
function written(sizeBytes: number, garbageBytes = 0): string {
  const path = join(room, 'volume.img');
  rmSync(path, { force: true });
  const fd = openSync(path, 'w+');
  ftruncateSync(fd, sizeBytes);
  for (let at = 0; at < garbageBytes; at += MIB)
    writeSync(fd, garbage, 0, Math.min(MIB, garbageBytes - at), at);
  const file = { name: 'persistence.conf', content: '/ union\n' };
  const numbers = {
    uuid: garbage.subarray(0, 16),
    hashSeed: garbage.subarray(16, 32),
    seconds: 1_700_000_000,
  };
  const pieces = ext4Volume({ sizeBytes, label: 'persistence', name: 'x', file, ...numbers });
  let endByte = 0;
  for (const { atByte, lengthBytes, bytes } of pieces) {
    expect(atByte).toBeGreaterThanOrEqual(endByte);
    expect([atByte % 4096, lengthBytes % 4096, bytes?.length ?? lengthBytes]).toEqual([0, 0, lengthBytes]);
    writeSync(fd, bytes ?? new Uint8Array(lengthBytes), 0, lengthBytes, atByte);
    endByte = atByte + lengthBytes;
  }
  expect(endByte).toBeLessThanOrEqual(sizeBytes);
  closeSync(fd);
  return path;
}

const clean = (path: string) => {
  const { status, stdout, stderr } = run('e2fsck', ['-fn', path]);
  expect([status, status === 0 ? '' : stdout + stderr]).toEqual([0, '']);
};

const judged = testWith('tool:e2fsck', 'tool:debugfs');

judged('e2fsck finds nothing wrong with any size, whatever stood there before', () => {
  const sizes = fc.integer({ min: 16 * MIB, max: 2 ** 33 });
  fc.assert(
    fc.property(sizes, (sizeBytes) => clean(written(sizeBytes, 24 * MIB))),
    { numRuns: 12 },
  );
});

// One group, one and a little, as a last one is too small for its own tables, and 29 and 1000 GB.
judged.each([16, 127.9, 128, 129, 130.5, 256.004, 1024, 27_656, 953_674])(
  'e2fsck finds nothing wrong: %d MiB',
  (mib) => {
    const path = written(Math.floor(mib * MIB), 20 * MIB);
    clean(path);
    const { stdout } = run('debugfs', ['-R', 'cat persistence.conf', path]);
    expect(stdout).toBe('/ union\n');
  },
);
