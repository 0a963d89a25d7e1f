import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { endsAsBzip2, leastGzipBytes, leastOf } from '../../../../src/engine/read/decode/least-size.ts';
import { run, testWith } from '../../../fakes/rigs.ts';

const look = (bytes: Uint8Array) =>
  leastGzipBytes({
    sizeBytes: bytes.length,
    read: async (atByte, into) => into.set(bytes.subarray(atByte, atByte + into.length)),
  });

test('a gzip file says in its trailer how large its image is at least', async () => {
  expect(await look(gzipSync(new Uint8Array(10_000_000)))).toBe(10_000_000);
});

test('of several members one after the other the last one is no more than a part of it', async () => {
  const two = Buffer.concat([gzipSync(new Uint8Array(5_000_000)), gzipSync(new Uint8Array(3_000_000))]);
  expect(await look(two)).toBe(3_000_000);
});

test('what stands behind the end is not taken for a length that no such file has', async () => {
  const trailing = Buffer.concat([gzipSync(new Uint8Array(1000)), Buffer.alloc(4096, 0xee)]);
  expect(await look(trailing)).toBeLessThan(1001);
  expect(await look(Buffer.of(0x1f, 0x8b))).toBe(0);
});

test('what cannot be packed does not shrink, and a little is kept for what packing adds', () => {
  expect(leastOf(8_000_000_000)).toBeGreaterThan(7_800_000_000);
  expect(leastOf(8_000_000_000)).toBeLessThan(7_900_000_000);
  expect(leastOf(1000)).toBe(0);
});

testWith('tool:bzip2')(
  'a bzip2 file that is whole is told by its end, whichever bit that begins at',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'isowright-bzip2-'));
    try {
      const ends = async (bytes: Uint8Array): Promise<boolean> =>
        endsAsBzip2({
          sizeBytes: bytes.length,
          read: async (atByte, into) => into.set(bytes.subarray(atByte, atByte + into.length)),
        });
      for (let length = 0; length < 24; length++) {
        const path = join(folder, `${length}`);
        writeFileSync(path, Buffer.from('a text of some length, or none').subarray(0, length));
        expect(run('bzip2', [path]).status).toBe(0);
        const whole = readFileSync(`${path}.bz2`);
        const cut = whole.subarray(0, whole.length - 1);
        const longer = Buffer.concat([whole, Buffer.alloc(2)]);
        expect([await ends(whole), await ends(cut), await ends(longer)]).toEqual([true, false, false]);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
