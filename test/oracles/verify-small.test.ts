import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { isowright } from '../fakes/cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'isowright-small-'));
afterAll(() => rmSync(folder, { recursive: true }));

const IMAGE_BYTES = (19 << 20) + 3 * 512;
const image = join(folder, 'image.raw');
const small = join(folder, 'small.raw');
const bytes = randomBytes(IMAGE_BYTES);
writeFileSync(image, bytes);
writeFileSync(small, bytes.subarray(0, (7 << 20) + 512));

const told = (path: string) => {
  const { status, stdout } = isowright(['verify', path, small, '--file-target', '--json']);
  const last: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  return [status, last];
};

test('an image compared with a smaller drive needs all of its bytes, not as many as were read by then', () => {
  const facts = { needBytes: IMAGE_BYTES, haveBytes: (7 << 20) + 512 };
  expect(told(image)).toEqual([
    8,
    expect.objectContaining({
      report: expect.objectContaining({
        source: expect.objectContaining({ sizeBytes: IMAGE_BYTES }),
        failure: expect.objectContaining({ facts: expect.objectContaining(facts) }),
      }),
    }),
  ]);
});

test('where nobody knows how large it is, it is said that it needs at least so much', () => {
  writeFileSync(join(folder, 'packed.gz'), gzipSync(bytes));
  const [status, last] = told(join(folder, 'packed.gz'));
  expect(status).toBe(8);
  expect(last).toMatchObject({ report: { failure: { facts: { isLeast: true } } } });
});

test('two sizes that are rounded to the same are told to the byte', () => {
  writeFileSync(small, bytes.subarray(0, IMAGE_BYTES - 512));
  const { stdout, stderr } = isowright(['verify', image, small, '--file-target', '--plain']);
  expect(`${stdout}${stderr}`).toContain('holds 19.0 MiB (19,923,968 bytes)');
});
