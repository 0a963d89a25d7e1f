import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commandBytesOf } from '../../src/hw/linux/command-bytes.ts';

let queue = '';
beforeEach(() => {
  queue = mkdtempSync(join(tmpdir(), 'isowright-queue-'));
});
afterEach(() => rmSync(queue, { recursive: true, force: true }));

const says = (name: string, value: number): void => writeFileSync(join(queue, name), `${value}\n`);

test('a read that the kernel splits for its pieces of memory is longer than one command: a loop device, a SATA disk', () => {
  says('max_sectors_kb', 1280);
  says('max_segments', 128);
  expect(commandBytesOf(queue)).toBe(512 << 10);
  says('max_segments', 168);
  expect(commandBytesOf(queue)).toBe(672 << 10);
});

test('a stick takes what its driver says, however many pieces it could gather', () => {
  says('max_sectors_kb', 120);
  says('max_segments', 2048);
  expect(commandBytesOf(queue)).toBe(120 << 10);
});

test('where nothing is said it is half a mebibyte', () => {
  expect(commandBytesOf(queue)).toBe(512 << 10);
});
