import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plan } from '../../../../src/engine/contract/plan/plan.ts';
import type { Target } from '../../../../src/engine/contract/ports/target.ts';
import { alignedBytes } from '../../../../src/engine/host/memory/aligned-memory.ts';
import { confirmedFilesOf } from '../../../../src/engine/jobs/folder/confirm-files.ts';
import { openOutputFile } from '../../../../src/engine/write/targets/output-file.ts';

// An image is made in the folder that was confirmed, and replaces the file that was confirmed.

const SIZE = 4096;
let root = '';
let folder = '';
let elsewhere = '';
let out = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'isowright-output-'));
  [folder, elsewhere] = [join(root, 'folder'), join(root, 'elsewhere')];
  for (const path of [folder, elsewhere]) mkdirSync(path);
  out = join(folder, 'out.iso');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const confirmed = (replace: boolean) =>
  confirmedFilesOf(
    plan.parse({
      v: 1,
      do: 'make',
      source: { kind: 'folder', path: root, author: {} },
      output: { path: out, replace },
    }),
  );

const opened = (replace: boolean, files = confirmed(replace)): Promise<Target> =>
  openOutputFile({ path: out, replace, sizeBytes: SIZE, jobId: 'job', files });

async function complete(target: Target): Promise<void> {
  await target.write(0, alignedBytes(SIZE).fill(7));
  await target.finish({ sizeBytes: SIZE, sha256: 'ab' });
}

/** A link to another folder takes the place of the confirmed one. */
function swapFolder(): void {
  renameSync(folder, `${folder}.was`);
  symlinkSync(elsewhere, folder);
}

test('a link in the place of the folder is refused', async () => {
  const files = confirmed(false);
  swapFolder();
  await expect(opened(false, files)).rejects.toMatchObject({ code: 'target-changed' });
  expect(readdirSync(elsewhere)).toEqual([]);
});

test('a folder that is swapped while the image is made gets nothing, and the path is not said to hold an image', async () => {
  const target = await opened(false);
  swapFolder();
  await expect(complete(target)).rejects.toMatchObject({ code: 'output-not-writable' });
  expect(await target.abandon()).toBe('removed');
  expect(readdirSync(elsewhere)).toEqual([]);
  expect(readdirSync(`${folder}.was`)).toEqual([]);
});

test('what is replaced is the file that was there at the question, and no other', async () => {
  writeFileSync(out, 'old');
  await complete(await opened(true));
  expect(readFileSync(out).length).toBe(SIZE);
  const files = confirmed(true);
  writeFileSync(join(folder, 'mine'), 'precious');
  renameSync(join(folder, 'mine'), out);
  await expect(opened(true, files)).rejects.toMatchObject({ code: 'target-changed' });
  expect(readFileSync(out, 'utf8')).toBe('precious');
});

test('a file that came there while the image was made is not replaced', async () => {
  const target = await opened(true);
  writeFileSync(out, 'precious');
  await expect(complete(target)).rejects.toMatchObject({ code: 'target-changed' });
  await target.abandon();
  expect(readFileSync(out, 'utf8')).toBe('precious');
  expect(readdirSync(folder)).toEqual(['out.iso']);
});

test('a name that a link to nothing has is taken', async () => {
  symlinkSync(join(elsewhere, 'none'), out);
  await expect(opened(false)).rejects.toMatchObject({ code: 'output-exists' });
  expect(existsSync(join(elsewhere, 'none'))).toBe(false);
});
