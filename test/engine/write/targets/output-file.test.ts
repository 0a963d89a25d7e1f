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
import type { Target } from '../../../../src/engine/contract/ports/target.ts';
import { mostFileBytes } from '../../../../src/engine/host/files/file-systems.ts';
import { alignedBytes } from '../../../../src/engine/host/memory/aligned-memory.ts';
import { writeReceipt } from '../../../../src/engine/write/receipt/receipt-file.ts';
import { openOutputFile } from '../../../../src/engine/write/targets/output-file.ts';

const SIZE = 8192;
const result = { sizeBytes: SIZE, sha256: 'ab'.repeat(32) };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-output-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (name: string, replace = false, into = folder) =>
  openOutputFile({ path: join(into, name), sizeBytes: SIZE, replace, jobId: '20261128-120000-abcd' });

/** Writes the whole file; it has no name yet. */
async function written(name: string, replace = false, into = folder): Promise<Target> {
  const target = await open(name, replace, into);
  await target.write(0, alignedBytes(SIZE).fill(7));
  await target.flush();
  return target;
}

/** Fails at the end as a transfer does: what is left is asked of the target. */
async function failsAtEnd(target: Target, code: string): Promise<void> {
  await expect(target.finish(result)).rejects.toMatchObject({ code });
  expect(await target.abandon()).toBe('removed');
}

test('an image and its checksum appear together, and nothing else stays', async () => {
  await (await written('a.iso')).finish(result);
  expect(readdirSync(folder).sort()).toEqual(['a.iso', 'a.iso.sha256']);
  expect(readFileSync(join(folder, 'a.iso.sha256'), 'utf8')).toBe(`${result.sha256} *a.iso\n`);
});

test.each(['a.iso', 'a.iso.sha256'])(
  '%s that is there is refused before anything is written',
  async (name) => {
    writeFileSync(join(folder, name), 'mine');
    await expect(open('a.iso')).rejects.toMatchObject({
      code: 'output-exists',
      facts: { path: join(folder, name) },
    });
    expect(readdirSync(folder)).toEqual([name]);
    expect(readFileSync(join(folder, name), 'utf8')).toBe('mine');
  },
);

test.each(['a.iso', 'a.iso.sha256'])('a link that leads nowhere takes the name %s too', async (name) => {
  symlinkSync(join(folder, 'nowhere'), join(folder, name));
  await expect(open('a.iso')).rejects.toMatchObject({ code: 'output-exists' });
  expect(readdirSync(folder)).toEqual([name]);
});

test('both are replaced when that was asked for', async () => {
  for (const name of ['a.iso', 'a.iso.sha256']) writeFileSync(join(folder, name), 'old');
  await (await written('a.iso', true)).finish(result);
  expect(readdirSync(folder).sort()).toEqual(['a.iso', 'a.iso.sha256']);
  expect(readFileSync(join(folder, 'a.iso.sha256'), 'utf8')).toContain(result.sha256);
});

test.each(['a.iso', 'a.iso.sha256'])(
  'a folder named %s cannot be replaced, and that is said at once',
  async (name) => {
    mkdirSync(join(folder, name));
    await expect(open('a.iso', true)).rejects.toMatchObject({
      code: 'output-not-writable',
      facts: { errno: 'EISDIR' },
    });
    expect(readdirSync(folder)).toEqual([name]);
  },
);

test.each(['a.iso', 'a.iso.sha256'])(
  '%s that appears meanwhile stays, and nothing is left beside it',
  async (name) => {
    const target = await written('a.iso');
    writeFileSync(join(folder, name), 'mine');
    await failsAtEnd(target, 'output-exists');
    expect(readdirSync(folder)).toEqual([name]);
    expect(readFileSync(join(folder, name), 'utf8')).toBe('mine');
  },
);

test('a name as long as the file system allows is made, and one whose checksum has no room is refused at once', async () => {
  const longest = `${'n'.repeat(255 - '.iso.sha256'.length)}.iso`;
  await (await written(longest)).finish(result);
  expect(existsSync(join(folder, longest))).toBe(true);
  await expect(open(`n${longest}`)).rejects.toMatchObject({
    code: 'output-not-writable',
    facts: { errno: 'ENAMETOOLONG' },
  });
  expect(readdirSync(folder).sort()).toEqual([longest, `${longest}.sha256`]);
});

test('a name of other scripts leaves room for the unfinished one', async () => {
  const name = `${'語'.repeat(79)}.iso`;
  await (await written(name)).finish(result);
  expect(readdirSync(folder).sort()).toEqual([name, `${name}.sha256`]);
});

test('a folder that is moved away or removed meanwhile ends in a failure of the output, with nothing left', async () => {
  for (const vanish of [
    (path: string) => renameSync(path, `${path}.moved`),
    (path: string) => rmSync(path, { recursive: true }),
  ]) {
    const into = join(folder, 'into');
    mkdirSync(into);
    const target = await written('a.iso', false, into);
    vanish(into);
    await failsAtEnd(target, 'output-not-writable');
    expect(readdirSync(folder, { recursive: true }).filter((name) => /a\.iso/.test(String(name)))).toEqual(
      [],
    );
  }
});

test('a folder that is not there, or a file in its place, is a failure of the output', async () => {
  writeFileSync(join(folder, 'file'), '');
  for (const into of ['missing', 'file'])
    await expect(open('a.iso', false, join(folder, into))).rejects.toMatchObject({
      code: 'output-not-writable',
    });
});

test('FAT takes files of less than 4 GiB, and that is known before the first byte', () => {
  expect(mostFileBytes(0x4d44)).toBe(0xffff_ffff);
  expect(mostFileBytes(0xef53)).toBeUndefined();
});

test('a receipt that cannot be written whole is not there at all', async () => {
  // Its own JSON fails in the middle: stands for a disk that gets full.
  const receipt = {
    toJSON: () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    },
  };
  const path = join(folder, 'receipt.json');
  await expect(writeReceipt(path, receipt as never)).rejects.toMatchObject({ code: 'no-space' });
  expect(readdirSync(folder)).toEqual([]);
});
