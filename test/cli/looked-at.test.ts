import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { lookAt } from '../../src/cli/looked-at.ts';

const folder = mkdtempSync(join(tmpdir(), 'isowright-looked-at-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A disk of one partition that begins at 1 MiB and is 64 MiB long, of which only 2 MiB are there. */
function cutDisk(): Buffer {
  const disk = Buffer.alloc(2 << 20);
  disk.fill('isowright', 1 << 20);
  disk[446 + 4] = 0x0c;
  disk.writeUInt32LE(2048, 446 + 8);
  disk.writeUInt32LE(131_072, 446 + 12);
  disk.writeUInt16LE(0xaa55, 510);
  return disk;
}

test.each([
  ['as it is', 'disk.img', (disk: Buffer) => disk],
  ['compressed', 'disk.img.gz', gzipSync],
])('the size and the warnings of an image, %s, are those of one opening', async (_how, name, packed) => {
  const path = join(folder, name);
  writeFileSync(path, packed(cutDisk()));
  const looked = await lookAt({ kind: 'image', path }, false, false);
  // Whoever opened it again by its name would find nothing.
  rmSync(path);
  try {
    expect(looked.need).toMatchObject({ sourcePath: path, sizeBytes: 2 << 20 });
    expect(await looked.warnings([])).toEqual([expect.stringContaining('partition 1 ends at byte 68157440')]);
  } finally {
    await looked.close();
  }
});

test('a folder, standard input and an address are not opened before the job', async () => {
  const asked = (kind: 'folder' | 'image', path: string, isAuthored = false) =>
    lookAt({ kind, path }, isAuthored, false).then(({ need }) => need);
  expect(await asked('folder', join(folder, 'none'), true)).toEqual({ sourcePath: join(folder, 'none') });
  expect(await asked('image', '-')).toEqual({});
  expect(await asked('image', 'https://example.org/x.iso')).toEqual({});
});
