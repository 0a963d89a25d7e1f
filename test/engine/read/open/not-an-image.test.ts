import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { asFailure, type FailureReport } from '../../../../src/engine/contract/failure/failure.ts';
import { openSource } from '../../../../src/engine/read/open/open-source.ts';
import { remedy } from '../../../../src/words/remedies.ts';
import { makeLoopDevice } from '../../../fakes/loop-device.ts';
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

const made = (...args: string[]): Buffer => execFileSync('qemu-img', args, { timeout: 60_000 });

testWith('tool:qemu-img')(
  'a virtual disk that is packed is to be unpacked: no command converts it as it is',
  async () => {
    const raw = fileOf('disk.raw', randomBytes(2 << 20));
    for (const [driver, options] of [
      ['vpc', 'subformat=fixed'],
      ['vmdk', 'subformat=monolithicSparse'],
    ] as const) {
      const path = join(folder, `disk.${driver}`);
      made('convert', '-O', driver, '-o', options, raw, path);
      const packed = fileOf(`disk.${driver}.gz`, gzipSync(readFileSync(path)));
      const failure = await refusal(packed);
      expect(failure).toMatchObject({
        code: 'source-not-an-image',
        facts: { because: { reason: 'packed-disk', packing: 'gzip' } },
      });
      const { happened } = remedy(failure);
      expect(happened).toContain('unpack it first');
      expect(happened).not.toContain('qemu-img');
    }
  },
);

const rest = randomBytes(4000);
const after = (head: string): Buffer => Buffer.concat([Buffer.from(head, 'latin1'), rest]);
const kinds: readonly (readonly [string, Uint8Array | string])[] = [
  ['wim', after('MSWIM\0\0\0')],
  ['partclone', after('partclone-image')],
  ['program', after('MZ\x90\0')],
  ['program', after('\x7fELF')],
  ['torrent', after('d8:announce39:http')],
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

// Made by GnuPG 2.2: their beginnings.
const packets: Readonly<Record<string, string>> = {
  'signature.sig':
    'iQE4BAABCgAiFiEEt1niNlZREDQopn75fedStIuLc8EFAmsLyB0EHHRAdAAKCRB951K0i4tzwbnlCACO/W8mRJ2sExiEwoO6',
  'ed25519.sig':
    'iHoEABYIACIWIQR7LwRQUkh//Y1awCD1Ca76VL7uNwUCawvIHQQcZUB0AAoJEPUJrvpUvu43lv0A/35gQubrJ869iz8gxAUA',
  'signed.gpg':
    'owGbwMvMwMVY+zxoS3d38UHGNYJJrEl6JRUl2dwnZDNSc3LyuToZLVgYGLkYlMQUWbZHPjILCxQw0VhW9xOmh5UJpJZFpsSh',
  'zlib.gpg':
    'owJ4nJvAy8zAxVj7PGhLd3fxQcY1gkmsSXolFSXZ3CdkM1JzcvK5OhktWBgYuRiUxBRZtkc+MgsLFDDRWFb3E6aHlQmklkWm',
  'bzip2.gpg':
    'owNCWmg2MUFZJlNZ2Ad7SgAAcn////9/Vv11/evee/Otv+/9ay+705qldh77dVfZkfPY3P8wAPmYMUAaNA0DQaaeoANANAGg',
  'not-packed.gpg':
    'kA0DAAoBfedStIuLc8EBrBFiBWIudHh0awvIHWhlbGxvCokBOAQAAQoAIhYhBLdZ4jZWURA0KKZ++X3nUrSLi3PBBQJr',
  'stored.gpg': 'rBFiBWIudHh0awvIHWhlbGxvCg==',
  'encrypted.gpg':
    'hQEMA0cGpV9fXgytAQgApWG0oztr5rgp7Zfij33Ihj4AicegggeUiHQLtpFixB8xDzUmbsCY25fedy3kpWu9bAz28jWcATLa',
  'passphrase.gpg':
    'jA0ECQMCi40c1MP84I3/0kABW/5Mk9+V1qB4Z9j0F9LvxdJ0DHSTOSTQcpYjtSFx1raOzJj5L5GJb2vn7VOBF8HbMrQ+Ehg6',
  'key.gpg':
    'mQENBGsLxj4BCADMJVnhDX5NJO54B0WUaW4G1uq0tXqqGD36pONXFcQEVp9IFGe2ZNgERorjXvD6I+PPvLe/UswcdgYmDRUT',
  'ed25519-key.gpg':
    'mDMEawvGPxYJKwYBBAHaRw8BAQdA5zfjoax92Yim9tdziM1k9o7GDpcEztQgwQ9MZ0jN6k+0B0UgPGVAdD6IkAQTFggAOBYh',
};

test('what GnuPG writes without armour is named, old and new packets, in whatever it is packed', async () => {
  for (const [name, text] of Object.entries(packets)) {
    const packet = Buffer.from(text, 'base64');
    expect(await refusal(fileOf(name, packet)), name).toMatchObject({ facts: { found: 'pgp' } });
  }
  // A public-key-encrypted session key in a packet of the new format (RFC 9580 §4.2.1).
  const old = Buffer.from(packets['encrypted.gpg'] ?? '', 'base64');
  const renewed = Buffer.concat([Buffer.from([0xc1, 0xc0, 0x4c]), old.subarray(3)]);
  expect(await refusal(fileOf('renewed.gpg', renewed))).toMatchObject({ facts: { found: 'pgp' } });
});

test('bytes without any sense are no packets of PGP, whatever they begin with', async () => {
  const random = Buffer.alloc(4096, 0xa7);
  for (let first = 0x80; first <= 0xff; first++) {
    random[0] = first;
    await readWhole(fileOf('senseless', random));
  }
});

const magics: readonly (readonly [string, string])[] = [
  ['container', 'MComprHD'],
  ['container', 'EVF\t\r\n\xff\0'],
  ['container', '\0\0\0\0SignedImage '],
  ['container', '!<arch>\n'],
  ['flash-image', 'ANDROID!'],
  ['flash-image', 'IMAGEWTY'],
  ['flash-image', '\0\0\0\0\0\0\0\0\x56\x19\xb5\x27'],
  ['program', '\xcf\xfa\xed\xfe\x07\0\0\x01'],
  ['virtual-disk', 'QFI\xfb\0\0\0\x01'],
  ['other-file', '\xfe\xef\x01\x02'],
  ['other-file', '\xb4\x6e\x68\x44'],
  ['other-file', '\xce\x24\xb9\xa2\x20\0'],
  ['container', 'FsA0'],
  ['container', 'btrfs-stream\0'],
  ['virtual-disk', '#!/bin/sh\n#V2.0 Format\nmodprobe cloop'],
  ['flash-image', 'UF2\nWQ]\x9e'],
];

test('containers, firmware for flashing and programs of other systems are named, each with its own sentence', async () => {
  for (const [index, [reason, head]] of magics.entries()) {
    const failure = await refusal(fileOf(`magic-${index}`, after(head)));
    expect(failure, head).toMatchObject({ facts: { found: reason } });
    expect(remedy(failure).happened).not.toContain('undefined');
  }
});

const ends: readonly (readonly [string, Buffer])[] = [
  ['container', Buffer.from('cdsaencr', 'latin1')],
  ['container', Buffer.concat([Buffer.from('bbis', 'latin1'), Buffer.alloc(60)])],
  ['container', Buffer.concat([Buffer.from('VENTOY\0\0\x01\0\0\0', 'latin1'), Buffer.alloc(500)])],
];

test('what only its end tells is named: an old encrypted DMG, UIF', async () => {
  for (const [index, [reason, end]] of ends.entries())
    expect(await refusal(fileOf(`end-${index}`, Buffer.concat([rest, end])))).toMatchObject({
      facts: { found: reason },
    });
});

test('a sparse image of Ventoy, which begins like the disk it is of, is not written as it is', async () => {
  const disk = Buffer.alloc(1 << 20);
  disk.set([0x55, 0xaa], 510);
  disk.write('VENTOY\0\0\x01\0\0\0', disk.length - 512, 'latin1');
  expect(await refusal(fileOf('ventoy.vtsi', disk))).toMatchObject({
    facts: { because: { reason: 'container', format: 'Ventoy-VTSI' } },
  });
});

test('a disc in raw sectors that is compressed is to be unpacked first', async () => {
  const disc = Buffer.alloc(40 * 2336);
  disc.write('\x01CD001\x01', 16 * 2336 + 8, 'latin1');
  const marked = after('\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\x02\0\x01');
  for (const [index, bytes] of [disc, marked].entries())
    expect(await refusal(fileOf(`raw-${index}.gz`, gzipSync(bytes)))).toMatchObject({
      facts: { because: { reason: 'packed-disk', disk: 'BIN', packing: 'gzip' } },
    });
});

test('the image beside a page, a signature, a torrent or a virtual disk of its name is what was meant', async () => {
  const image = fileOf('y.iso', randomBytes(4096));
  const signature = Buffer.from(packets['signature.sig'] ?? '', 'base64');
  const given = [
    fileOf('y.iso.html', '<html>'),
    fileOf('y.iso.sig', signature),
    fileOf('y.torrent', 'd8:announce39:http'),
    fileOf('y.qcow', after('QFI\xfb\0\0\0\x01')),
  ];
  for (const path of given) expect((await refusal(path)).facts, path).toMatchObject({ meant: image });
});

test('a list of checksums names the one image that lies beside it, and none when there are several', async () => {
  const only = fileOf('only.iso', randomBytes(4096));
  const hash = '0a'.repeat(32);
  const list = (...names: string[]): string => names.map((name) => `${hash}  ${name}\n`).join('');
  const one = await refusal(fileOf('SHA256SUMS', list('absent.iso', 'only.iso')));
  expect(one.facts).toMatchObject({ meant: only });
  expect((await refusal(fileOf('SUMS', list('only.iso', 'x.iso')))).facts).not.toHaveProperty('meant');
});

test('what lies beside it and is no image either is not what was meant', async () => {
  fileOf('z.iso', '<html>');
  expect((await refusal(fileOf('z.iso.asc', '-----BEGIN PGP SIGNATURE-----\n'))).facts).not.toHaveProperty(
    'meant',
  );
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

test('each container has a command of its own in the sentence, in the words of the language', async () => {
  const failure = await refusal(fileOf('disc.chd', after('MComprHD')));
  expect(remedy(failure).happened).toContain('chdman extractcd|extracthd -i FROM -o TO');
  const unknown = remedy({
    ...failure,
    facts: { ...failure.facts, because: { reason: 'container', format: 'XYZ' } },
  });
  expect(unknown.happened).toMatch(/XYZ.*first\.$/);
});

test('a partition named where only whole images are taken: the image is there, and it is said who takes one', async () => {
  const disk = fileOf('whole.raw', Buffer.alloc(4096, 1));
  const failure = await refusal(`${disk}@2`);
  expect(failure).toMatchObject({ code: 'source-missing', facts: { partitionOf: disk } });
  expect(remedy(failure).next.join(' ')).toContain('inspect, ls and extract');
  expect((await refusal(`${disk}x@2`)).facts).toEqual({ path: `${disk}x@2` });
});

testWith('root', 'loop')('a drive where an image is wanted is to be read first', async () => {
  const loop = makeLoopDevice(7 * 65_536 + 512);
  try {
    const failure = await refusal(loop.path);
    expect(failure).toMatchObject({ code: 'source-not-an-image', facts: { because: { reason: 'device' } } });
    expect(remedy(failure).happened).toContain('isowright read');
  } finally {
    loop.remove();
  }
});
