import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { has, testWith } from '../fakes/rigs.ts';

// A folder goes straight onto a drive, without a file in between, and is the same image all the same.

const MIB = 1 << 20;
const DRIVE_BYTES = 64 * MIB;
const ISOLINUX = '/usr/lib/ISOLINUX/isolinux.bin';
const LDLINUX = '/usr/lib/syslinux/modules/bios/ldlinux.c32';
const SOURCE_DATE_EPOCH = '1795348800';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-direct-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function plainTree(): string {
  const tree = join(folder, 'plain');
  mkdirSync(join(tree, 'Ünïcode/deep'), { recursive: true });
  for (let index = 0; index < 300; index++)
    writeFileSync(join(tree, `Ünïcode/file ${index}.txt`), `${index}\n`.repeat(index));
  writeFileSync(join(tree, 'large.bin'), new Uint8Array(5 * MIB + 3).fill(7));
  return tree;
}

function bootTree(): string {
  const tree = join(folder, 'boot');
  mkdirSync(join(tree, 'isolinux'), { recursive: true });
  cpSync(ISOLINUX, join(tree, 'isolinux/isolinux.bin'));
  if (has('rigs')) cpSync(LDLINUX, join(tree, 'isolinux/ldlinux.c32'));
  writeFileSync(join(tree, 'isolinux/isolinux.cfg'), 'PROMPT 1\nTIMEOUT 0\n');
  return tree;
}

function sameBothWays(tree: string): void {
  const env = { SOURCE_DATE_EPOCH };
  const image = `${tree}.iso`;
  const drive = `${tree}.img`;
  writeFileSync(drive, '');
  truncateSync(drive, DRIVE_BYTES);
  const made = isowright(['make', tree, '-o', image, '--json'], { env });
  expect(made.status).toBe(0);
  const written = isowright(
    ['write', tree, drive, '--file-target', '--yes', '--expect-size', String(DRIVE_BYTES), '--json'],
    { env },
  );
  expect(written.status).toBe(0);
  const bytes = readFileSync(image);
  expect(Buffer.compare(readFileSync(drive).subarray(0, bytes.length), bytes)).toBe(0);
  expect(written.done?.report.source?.sha256).toBe(made.done?.report.image?.sha256);
  expect(written.done?.report.targets).toMatchObject([
    { ok: true, state: 'proved', verifiedBytes: bytes.length },
  ]);
}

testWith()('a folder written to a drive is byte for byte the image that make makes', () => {
  sameBothWays(plainTree());
});

testWith('rigs')('a bootable folder written to a drive is byte for byte the image that make makes', () => {
  sameBothWays(bootTree());
});
