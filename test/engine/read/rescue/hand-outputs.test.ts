import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alignedBytes } from '../../../../src/engine/host/memory/aligned-memory.ts';
import { HandOutputs, type Written } from '../../../../src/engine/read/rescue/hand-outputs.ts';

const SIZE = 64 << 10;
const HEAD = 8 << 10;
let folder = '';
let fds: number[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-hand-'));
});
afterEach(() => {
  for (const fd of fds) {
    try {
      closeSync(fd);
    } catch {
      // A drive's is closed by the outputs, which have one of their own.
    }
  }
  fds = [];
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, fill: number, flags = 'r+'): number {
  writeFileSync(join(folder, name), Buffer.alloc(SIZE, fill));
  const fd = openSync(join(folder, name), flags);
  fds.push(fd);
  return fd;
}

function bytes(fill: number, length = SIZE) {
  const memory = alignedBytes(length);
  memory.fill(fill);
  return memory;
}

const held = (name: string): Buffer => readFileSync(join(folder, name));
const written = (
  outputs: HandOutputs,
  what: Uint8Array,
  atByte: number,
  lengthBytes: number,
): Promise<Written> =>
  new Promise((resolve) => {
    outputs.write(what, atByte, lengthBytes, resolve);
  });

test('the beginning of a drive is kept apart, and everything else is in its place', async () => {
  const outputs = new HandOutputs(
    [
      { id: 0, fd: file('image', 0), isFresh: true, headBytes: 0 },
      { id: 1, fd: file('drive', 7), isFresh: false, headBytes: HEAD },
    ],
    file('head', 0),
    SIZE,
  );
  const content = bytes(3);
  expect(await written(outputs, content, 0, SIZE)).toEqual({});
  expect(held('image').equals(Buffer.alloc(SIZE, 3))).toBe(true);
  expect(held('drive').subarray(0, HEAD).equals(Buffer.alloc(HEAD, 7))).toBe(true);
  expect(
    held('drive')
      .subarray(HEAD)
      .equals(Buffer.alloc(SIZE - HEAD, 3)),
  ).toBe(true);
  expect(held('head').subarray(0, HEAD).equals(Buffer.alloc(HEAD, 3))).toBe(true);
});

test('zeros are written where something else stands, and are a hole where nothing does', async () => {
  const outputs = new HandOutputs(
    [{ id: 0, fd: file('old', 9), isFresh: false, headBytes: 0 }],
    undefined,
    SIZE,
  );
  await written(outputs, bytes(0), 0, SIZE);
  expect(held('old').equals(Buffer.alloc(SIZE))).toBe(true);
});

test('one that takes nothing is told with its place; with the last one nothing counts as read any more', async () => {
  const outputs = new HandOutputs(
    [
      { id: 4, fd: file('readonly', 1, 'r'), isFresh: false, headBytes: 0 },
      { id: 5, fd: file('image', 1), isFresh: false, headBytes: 0 },
    ],
    undefined,
    SIZE,
  );
  const first = await written(outputs, bytes(2, 4096), 8192, 4096);
  expect(first).toEqual({ lost: [{ id: 4, errno: 'EBADF', atByte: 8192, lengthBytes: 4096 }] });
  expect(await written(outputs, bytes(2, 4096), 0, 4096)).toEqual({});
  const only = new HandOutputs(
    [{ id: 0, fd: file('other', 1, 'r'), isFresh: false, headBytes: 0 }],
    undefined,
    SIZE,
  );
  expect(await written(only, bytes(2, 512), 0, 512)).toMatchObject({
    writeErrno: 'EBADF',
    lost: [{ id: 0 }],
  });
  // A second read that was under way has nowhere to go either.
  expect(await written(only, bytes(2, 512), 512, 512)).toMatchObject({ writeErrno: 'EIO' });
});

test('without outputs nothing is written, and that is no failure', async () => {
  expect(await written(new HandOutputs([], undefined, SIZE), bytes(2, 512), 0, 512)).toEqual({});
});
