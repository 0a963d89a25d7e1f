import { createHash } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { authorFolder } from '../../../src/engine/author/plan/author.ts';
import { authorOptions } from '../../../src/engine/contract/plan/plan.ts';
import { testWith } from '../../fakes/rigs.ts';
import { bytesOf, temporaryFolder } from './making.ts';

// A folder that this program made is authored with the owners and modes of nobody in particular.

const room = temporaryFolder();

/** A folder as this user makes it with this umask. */
function folderOf(user: string, [folderMode, fileMode]: readonly [number, number], userId?: number): string {
  const folder = join(room, user, 'image');
  mkdirSync(join(folder, 'boot/grub'), { recursive: true });
  writeFileSync(join(folder, 'boot/vmlinuz'), 'kernel');
  writeFileSync(join(folder, 'boot/grub/grub.cfg'), 'menu');
  for (const name of ['', 'boot', 'boot/grub']) chmodSync(join(folder, name), folderMode);
  for (const name of ['boot/vmlinuz', 'boot/grub/grub.cfg']) chmodSync(join(folder, name), fileMode);
  if (userId !== undefined)
    for (const name of ['', 'boot', 'boot/vmlinuz', 'boot/grub', 'boot/grub/grub.cfg'])
      chownSync(join(folder, name), userId, userId);
  return folder;
}

async function sha256Of(folder: string, plainOwners: boolean): Promise<string> {
  const options = authorOptions.parse({ label: 'RECOVERY', fixedTime: 1_700_000_000 });
  const image = await authorFolder(folder, options, {
    signal: new AbortController().signal,
    onEntries: () => undefined,
    plainOwners,
  });
  try {
    return createHash('sha256')
      .update(await bytesOf(image))
      .digest('hex');
  } finally {
    await image.close();
  }
}

test('a recovery image is the same, whatever the umask of the user who makes it', async () => {
  const open = folderOf('open', [0o755, 0o644]);
  const closed = folderOf('closed', [0o700, 0o600]);
  expect(await sha256Of(closed, true)).toBe(await sha256Of(open, true));
  // A folder of the user's own keeps its modes.
  expect(await sha256Of(closed, false)).not.toBe(await sha256Of(open, false));
});

testWith('root')('a recovery image is the same, whichever user makes it', async () => {
  const one = folderOf('one', [0o755, 0o644], 1234);
  const other = folderOf('other', [0o750, 0o640], 4_000_000_000);
  expect(await sha256Of(one, true)).toBe(await sha256Of(other, true));
  expect(await sha256Of(one, false)).not.toBe(await sha256Of(other, false));
});
