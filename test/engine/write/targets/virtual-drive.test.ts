import { mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openVirtualDrive } from '../../../../src/engine/write/targets/virtual-drive.ts';

let folder = '';
let path = '';
let other = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-drive-'));
  path = join(folder, 'drive.img');
  other = join(folder, 'other.img');
  for (const file of [path, other]) writeFileSync(file, new Uint8Array(5000));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ends: readonly (readonly [string, () => void])[] = [
  ['another file', () => renameSync(other, path)],
  ['nothing', () => rmSync(path)],
  [
    'a link to another file',
    () => {
      rmSync(path);
      symlinkSync(other, path);
    },
  ],
];

test.each(ends)(
  'a path that leads to %s at the end is not said to hold what was written',
  async (_, swap) => {
    const drive = await openVirtualDrive(path);
    await drive.write(0, new Uint8Array(16).fill(7));
    await drive.flush();
    swap();
    await expect(drive.finish({ sizeBytes: 16 })).rejects.toMatchObject({ code: 'target-changed' });
    expect(await drive.abandon()).toBe('unfinished');
  },
);

test('a file that was moved and put back is the same', async () => {
  const drive = await openVirtualDrive(path);
  await drive.write(0, new Uint8Array(16).fill(7));
  renameSync(path, `${path}.away`);
  renameSync(`${path}.away`, path);
  await drive.finish({ sizeBytes: 16 });
  expect(readFileSync(path)[0]).toBe(7);
});
