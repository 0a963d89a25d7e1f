import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { fakeIsolinux, putFile } from '../engine/author/boot/trees.ts';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';

// Sources that end before their own structures do, through the command line.

const room = temporaryFolder();
const whole = join(room, 'whole.iso');
const cut = join(room, 'cut.iso');
const DRIVE_BYTES = 64 << 20;

beforeAll(() => {
  const folder = join(room, 'tree');
  mkdirSync(folder);
  putFile(folder, 'isolinux/isolinux.bin', fakeIsolinux());
  writeFileSync(join(folder, 'big.bin'), Buffer.alloc(12 << 20, 7));
  expect(isowright(['make', folder, '-o', whole, '--no-hybrid']).status).toBe(0);
  const bytes = readFileSync(whole);
  writeFileSync(cut, bytes.subarray(0, 10 << 20));
  writeFileSync(`${cut}.gz`, gzipSync(bytes.subarray(0, 10 << 20)));
});

function write(name: string, source: string, ...flags: readonly string[]) {
  const drive = join(room, name);
  writeFileSync(drive, Buffer.alloc(1 << 20, 0x55));
  truncateSync(drive, DRIVE_BYTES);
  const identity = ['--file-target', '--yes', '--expect-size', String(DRIVE_BYTES)];
  const result = isowright(['write', source, drive, ...identity, '--no-verify', ...flags]);
  return { ...result, head: readFileSync(drive).subarray(0, 1 << 20) };
}

test('a cut image is refused before the first byte', () => {
  const { status, stderr, head } = write('a.img', cut);
  expect(status).toBe(7);
  expect(stderr).toContain('--allow-truncated');
  expect(head.every((byte) => byte === 0x55)).toBe(true);
});

test('a cut image that comes packed is refused at its end, and the drive gets no beginning', () => {
  const { status, head } = write('b.img', `${cut}.gz`);
  expect(status).toBe(7);
  expect(head.every((byte) => byte === 0)).toBe(true);
});

test('a cut image is written when that is allowed, and said', () => {
  const { status, stdout } = write('c.img', cut, '--allow-truncated', '--json');
  expect(status).toBe(0);
  expect(stdout).toContain('"source-truncated"');
});

test('a dry run, inspect and verify say that an image is cut', () => {
  expect(write('d.img', cut, '--dry-run').status).toBe(7);
  expect(isowright(['inspect', cut]).stdout).toContain('source-truncated');
  const { head: _, ...written } = write('e.img', cut, '--allow-truncated');
  expect(written.status).toBe(0);
  expect(isowright(['verify', cut, join(room, 'e.img'), '--file-target']).status).toBe(7);
});

test('that an image starts from disc only is said before it is written', () => {
  const { status, stdout } = write('f.img', whole, '--json');
  expect(status).toBe(0);
  const codes = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .map(({ code, phase }) => code ?? phase);
  expect(codes.indexOf('will-not-start')).toBeGreaterThanOrEqual(0);
  expect(codes.indexOf('will-not-start')).toBeLessThan(codes.indexOf('write'));
  expect(write('g.img', whole, '--dry-run').stdout).toContain('Will not boot from this drive');
});

/** Codes and phases in the order they were said. */
function said(stdout: string): (string | undefined)[] {
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .map(({ code, phase }) => code ?? phase);
}

test('the same is said of bytes that come once, packed or piped, and of a folder', () => {
  const packed = join(room, 'packed.iso.gz');
  writeFileSync(packed, gzipSync(readFileSync(whole)));
  for (const source of [packed, join(room, 'tree')]) {
    const { status, stdout } = write(
      'h.img',
      source,
      '--json',
      ...(source === packed ? [] : ['--no-hybrid']),
    );
    expect(status, stdout.slice(-2000)).toBe(0);
    expect(said(stdout)).toContain('will-not-start');
  }
  const { stderr } = write('i.img', packed);
  expect(stderr).toContain('boots from a CD or DVD only');
});

test('of an image that starts from sticks, or that holds data only, nothing is said', () => {
  const data = join(room, 'data');
  mkdirSync(data);
  putFile(data, 'a.txt');
  expect(said(write('j.img', data, '--json').stdout)).not.toContain('will-not-start');
  const packed = join(room, 'data.img.gz');
  writeFileSync(packed, gzipSync(Buffer.alloc(1 << 20, 'data ')));
  expect(said(write('k.img', packed, '--json', '--raw').stdout)).not.toContain('will-not-start');
});
