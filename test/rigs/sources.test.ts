import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, expect } from 'vitest';
import type { JobEvent } from '../../src/engine/contract/events/events.ts';
import { folder, removeFolder, sampleImage } from '../engine/read/decode/packing.ts';
import { serve, startServer } from '../engine/read/download/server.ts';
import { isowright, programPath, startIsowright } from '../fakes/cli.ts';
import { testWith } from '../fakes/rigs.ts';

// The built program with sources that are packed, piped in or fetched, onto virtual drives.

const MIB = 1 << 20;
const image = sampleImage(5 * MIB + 300);
const sha256 = createHash('sha256').update(image).digest('hex');
const it = testWith();

afterAll(removeFolder);

function virtualDrive(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  truncateSync(path, 16 * MIB);
  return path;
}

const identified = ['--file-target', '--yes', '--expect-size', String(16 * MIB), '--json'];

function holdsImage(path: string): boolean {
  return Buffer.compare(readFileSync(path).subarray(0, image.length), image) === 0;
}

it('a packed image is unpacked onto the drive and proved; what it should be is compared on the way', () => {
  const path = join(folder, 'card.img.zst');
  writeFileSync(
    path,
    Buffer.concat([zstdCompressSync(image.subarray(0, MIB)), zstdCompressSync(image.subarray(MIB))]),
  );
  execFileSync('sh', ['-c', 'cd "$1" && sha512sum card.img.zst > SHA512SUMS', 'sh', folder]);
  const drive = virtualDrive('packed.img');
  const { status, done, events } = isowright(['write', path, drive, ...identified]);
  expect([status, done?.report.source?.sha256, done?.report.source?.sizeBytes]).toEqual([
    0,
    sha256,
    image.length,
  ]);
  expect(holdsImage(drive)).toBe(true);
  expect(events).toContainEqual(
    expect.objectContaining({ code: 'checksum-file-matches', path: join(folder, 'SHA512SUMS') }),
  );
  expect(isowright(['verify', path, drive, '--file-target', '--json']).status).toBe(0);
  expect(isowright(['verify', path, '--json']).status).toBe(0);
  writeFileSync(join(folder, 'SHA512SUMS'), `${'0'.repeat(128)}  card.img.zst\n`);
  const wrong = isowright(['write', path, virtualDrive('wrong.img'), ...identified]);
  expect([wrong.status, wrong.done?.report.failure?.code]).toEqual([7, 'checksum-wrong']);
  expect(wrong.done?.report.targets?.[0]?.state).toBe('unfinished');
});

it('the time that unpacking takes is told apart from that for the source and the drive', () => {
  const path = join(folder, 'slow.img.bz2');
  const packed = execFileSync('bzip2', ['-c'], { input: image, timeout: 60_000, maxBuffer: 16 * MIB });
  writeFileSync(path, packed);
  const { status, events } = isowright(['write', path, virtualDrive('slow.img'), ...identified]);
  const waits = events.flatMap((event) =>
    event.event === 'progress' && event.phase === 'write' && event.waitedMs ? [event.waitedMs] : [],
  );
  const { source = 0, decompression = 0, target = 0 } = waits.at(-1) ?? {};
  expect([status, decompression > source + target]).toEqual([0, true]);
});

it('a packed image that is cut off ends in exit 7, and the drive does not look finished', () => {
  const path = join(folder, 'short.img.gz');
  const whole = gzipSync(image);
  // What stands where the length would be must not look like one that is too large for the drive.
  let end = whole.length - 5;
  while (whole.readUInt32LE(end - 4) > image.length) end--;
  writeFileSync(path, whole.subarray(0, end));
  const drive = virtualDrive('short.img');
  const { status, done } = isowright(['write', path, drive, ...identified]);
  expect([status, done?.report.failure?.code]).toEqual([7, 'source-truncated']);
  expect(
    readFileSync(drive)
      .subarray(0, MIB)
      .every((value) => value === 0),
  ).toBe(true);
});

function piped(
  input: Uint8Array,
  drive: string,
  ...more: string[]
): Promise<{ status: number; events: JobEvent[] }> {
  const child = spawn(process.execPath, [programPath, 'write', '-', drive, ...identified, ...more], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, XDG_STATE_HOME: folder },
  });
  let out = '';
  child.stdout.on('data', (text: Buffer) => {
    out += text;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve) =>
    child.on('close', (code) =>
      resolve({
        status: code ?? -1,
        events: out
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as JobEvent),
      }),
    ),
  );
}

it('standard input is an image, packed or not; its end is not taken for granted', async () => {
  for (const [name, bytes] of [
    ['raw', image],
    ['gz', gzipSync(image)],
  ] as const) {
    const drive = virtualDrive(`stdin-${name}.img`);
    const { status, events } = await piped(bytes, drive);
    expect([name, status]).toEqual([name, 0]);
    expect(holdsImage(drive)).toBe(true);
    expect(events.at(-1)).toMatchObject({
      report: { source: { path: '-', sizeBytes: image.length, sha256 } },
    });
  }
  const cut = await piped(gzipSync(image).subarray(0, 100_000), virtualDrive('stdin-cut.img'));
  expect([cut.status, cut.events.at(-1)]).toMatchObject([
    7,
    { report: { failure: { code: 'source-truncated' } } },
  ]);
  const nothing = await piped(new Uint8Array(), virtualDrive('stdin-nothing.img'));
  expect(nothing.status).toBe(7);
});

it('standard input larger than the drive stops there, with exit 8', async () => {
  const { status } = await piped(sampleImage(17 * MIB), virtualDrive('stdin-large.img'));
  expect(status).toBe(8);
});

it('a plan with standard input is shown without reading it', () => {
  const { status, stdout } = isowright(['write', '-', virtualDrive('plan.img'), ...identified, '--dry-run']);
  expect([status, JSON.parse(stdout).source]).toEqual([0, { kind: 'image', path: '-' }]);
});

it('an address is fetched, gone on with and proved; a server that is not there is exit 7', async () => {
  const server = await startServer((ask, answer) =>
    serve(ask, answer, gzipSync(image), { etag: '"a"', breakAfterBytes: MIB }),
  );
  const drive = virtualDrive('fetched.img');
  const { status, done } = await startIsowright(['write', server.url, drive, ...identified]).ended;
  await server.close();
  expect([status, done?.report.source?.sha256]).toEqual([0, sha256]);
  expect(holdsImage(drive)).toBe(true);
  expect(isowright(['write', 'http://127.0.0.1:1/x.img', drive, ...identified]).status).toBe(7);
  expect(isowright(['write', 'ftp://127.0.0.1/x.img', drive, ...identified]).status).toBe(2);
  expect(isowright(['write', 'http://me:secret@127.0.0.1/x.img', drive, ...identified]).status).toBe(2);
});
