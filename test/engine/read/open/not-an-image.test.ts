import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { asFailure, type FailureReport } from '../../../../src/engine/contract/failure/failure.ts';
import { openSource } from '../../../../src/engine/read/open/open-source.ts';
import { remedy } from '../../../../src/words/remedies.ts';
import { testWith } from '../../../fakes/rigs.ts';

// A virtual disk, a web page or a list of checksums was written to a drive as it was, and "proved".

const folder = mkdtempSync(join(tmpdir(), 'isowright-no-image-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** Opened and read to its end, as a job does before the head of a drive is written. */
async function readWhole(path: string, raw = false): Promise<void> {
  const source = await openSource(path, { raw });
  try {
    if ('readNext' in source) while ((await source.readNext(new Uint8Array(65_536))) > 0);
    await source.settle?.();
  } finally {
    await source.close();
  }
}

async function refusal(path: string): Promise<FailureReport> {
  return asFailure(
    await readWhole(path).then(
      () => 'it was taken',
      (error: unknown) => error,
    ),
  );
}

const disks = {
  vmdk: 'VMDK',
  vdi: 'VDI',
  vhdx: 'VHDX',
  vpc: 'VHD',
  qed: 'QED',
  parallels: 'Parallels',
} as const;
const made = (...args: string[]): Buffer => execFileSync('qemu-img', args, { timeout: 60_000 });

testWith('tool:qemu-img')('virtual disks that qemu-img makes are refused with its own command', async () => {
  const raw = fileOf('disk.raw', randomBytes(2 << 20));
  for (const [driver, format] of Object.entries(disks)) {
    const path = join(folder, `disk.${driver}`);
    made('convert', '-O', driver, raw, path);
    const failure = await refusal(path);
    expect(failure).toMatchObject({ code: 'source-not-an-image', facts: { because: { format, driver } } });
    expect(remedy(failure).happened).toContain(`qemu-img convert -f ${driver} -O raw`);
  }
});

testWith('tool:qemu-img')(
  'a VHD of fixed size, which says so at its end, is refused, also when it is packed',
  async () => {
    const raw = fileOf('fixed.raw', randomBytes(2 << 20));
    const path = join(folder, 'fixed.vhd');
    made('convert', '-O', 'vpc', '-o', 'subformat=fixed', raw, path);
    const packed = fileOf('fixed.vhd.gz', gzipSync(execFileSync('cat', [path], { maxBuffer: 16 << 20 })));
    for (const each of [path, packed])
      expect(await refusal(each)).toMatchObject({ facts: { found: 'virtual-disk' } });
  },
);

const rest = randomBytes(4000);
const after = (head: string): Buffer => Buffer.concat([Buffer.from(head, 'latin1'), rest]);
const kinds: readonly (readonly [string, Uint8Array | string])[] = [
  ['dmg', Buffer.concat([rest, Buffer.from('koly\0\0\0\x04\0\0\x02\0', 'latin1'), Buffer.alloc(500)])],
  ['android-sparse', after('\x3a\xff\x26\xed\x01\0\0\0')],
  ['wim', after('MSWIM\0\0\0')],
  ['partclone', after('partclone-image')],
  ['program', after('MZ\x90\0')],
  ['program', after('\x7fELF')],
  ['torrent', after('d8:announce39:http')],
  ['raw-sectors', after('\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\x02\0\x01')],
  ['other-file', after('%PDF-1.7')],
  ['web-page', '<?xml version="1.0"?>\n<!DOCTYPE html><html>'],
  ['web-page', '\ufeff<!DOCTYPE html>'],
  ['web-page', '<!-- x -->\n<html>'],
  ['web-page', Buffer.from('\ufeff<html>', 'utf16le')],
  ['text', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'],
  ['text', '{"message":"Not Found"}'],
  ['text', '404 page not found\n'],
  ['lfs-pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'],
  ['pgp', '-----BEGIN PGP SIGNATURE-----\n'],
  ['checksum-file', `${'0a'.repeat(32)}  x.iso\n`],
  ['zeros', Buffer.alloc(100_000)],
  ['empty', ''],
];

test('what is no image is named and refused, packed or not, and has a sentence of its own', async () => {
  for (const [index, [reason, bytes]] of kinds.entries()) {
    const plain = fileOf(`kind-${index}`, bytes);
    const packed = fileOf(`kind-${index}.gz`, gzipSync(bytes));
    for (const path of [plain, packed]) {
      const failure = await refusal(path);
      expect(failure, path).toMatchObject({ code: 'source-not-an-image', facts: { found: reason } });
      expect(remedy(failure).happened).not.toMatch(/undefined|is [a-z]+-[a-z]+\.$/);
    }
  }
});

testWith('tool:tar')('a tar without a magic, as it was before POSIX, is refused', async () => {
  const path = join(folder, 'v7.img');
  fileOf('content', rest);
  execFileSync('tar', ['--format=v7', '-cf', path, '-C', folder, 'content'], { timeout: 60_000 });
  expect(await refusal(path)).toMatchObject({ facts: { found: 'tar' } });
});

test('a checksum file that is given for the image beside it says which one was meant', async () => {
  const image = fileOf('x.iso', randomBytes(4096));
  const failure = await refusal(fileOf('x.iso.sha256', `${'0a'.repeat(32)}  x.iso\n`));
  expect(failure.facts).toMatchObject({ meant: image });
  expect(remedy(failure).next.join(' ')).toContain(image);
});

test('with raw, what is no image is taken as it is', async () => {
  for (const [index, [, bytes]] of kinds.entries())
    if (bytes.length > 0) await readWhole(fileOf(`raw-${index}`, bytes), true);
});

/** A file of this length that holds these bytes at these places. */
function sparse(name: string, sizeBytes: number, parts: readonly (readonly [number, string])[]): string {
  const bytes = Buffer.alloc(Math.max(...parts.map(([at, text]) => at + text.length)));
  for (const [at, text] of parts) bytes.write(text, at, 'latin1');
  const path = fileOf(name, bytes);
  truncateSync(path, sizeBytes);
  return path;
}

test('images that begin with zeros, with text or like a program are images', async () => {
  const bootSector = [510, '\x55\xaa'] as const;
  await readWhole(sparse('zeros-first', 8 << 20, [[5 << 20, 'data']]));
  await readWhole(
    sparse('text-first', 1 << 20, [
      [0, '#!/bin/sh\n# disc\n'],
      [32_769, 'CD001'],
    ]),
  );
  await readWhole(sparse('program-first', 1 << 20, [[0, 'MZ'], bootSector]));
  await readWhole(sparse('floppy', 1_474_560, [[0, '\xeb\x3c\x90MSDOS5.0'], bootSector]));
});

testWith(
  'tool:mkfs.ext4',
  'tool:mkfs.vfat',
  'tool:mksquashfs',
)('file systems without a partition table are images', async () => {
  const [ext, fat, squash] = ['ext', 'fat', 'squash'].map((name) => join(folder, `bare-${name}`));
  const run = (program: string, ...args: string[]): Buffer =>
    execFileSync(program, args, { timeout: 60_000 });
  run('mkfs.ext4', '-q', ext ?? '', '4M');
  run('mkfs.vfat', '-C', fat ?? '', '1440');
  run('mksquashfs', join(folder, 'content'), squash ?? '', '-quiet', '-no-progress');
  for (const path of [ext, fat, squash]) await readWhole(path ?? '');
});
