import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { isowright, startIsowright } from '../fakes/cli.ts';
import { patched } from '../fakes/disk-file.ts';
import { makeFaultyDevice } from '../fakes/faulty-device.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { testWith } from '../fakes/rigs.ts';

// What a person sees of a comparison: codes, lines, JSON; whatever is compared with whatever.

const room = temporaryFolder();
const at = (name: string): string => join(room, name);

beforeAll(async () => {
  mkdirSync(at('tree/sub'), { recursive: true });
  writeFileSync(at('tree/a\u001b[31m'), 'hello');
  writeFileSync(at('tree/sub/b'), Buffer.alloc(300_000, 'b'));
  symlinkSync('sub/b', at('tree/l'));
  cpSync(at('tree'), at('other'), { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  writeFileSync(at('other/sub/b'), Buffer.alloc(300_000, 'c'));
  utimesSync(at('other/l'), 1, 1);
  await makeImage(at('tree'), at('tree.iso'));
});

test('equal is 0, different 6, a folder against its image is equal, and no name steers the terminal', () => {
  expect(isowright(['compare', at('tree'), at('tree.iso')])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^Equal: the same files \(4 entries, 293 KiB compared\)\.\n$/),
  });
  const { status, stdout } = isowright(['compare', at('other'), at('tree.iso')]);
  expect([status, stdout]).toEqual([6, expect.stringMatching(/^content +\/sub\/b: from byte 0 on/)]);
  expect(stdout).not.toContain('\u001b');
});

test('JSON has what the contract says', () => {
  const { status, stdout } = isowright(['compare', at('tree'), at('other'), '--json']);
  const said = JSON.parse(stdout);
  expect([status, said.equal, said.a, said.b]).toEqual([
    6,
    false,
    { path: at('tree'), kind: 'folder' },
    { path: at('other'), kind: 'folder' },
  ]);
  expect(said.differences).toContainEqual(
    expect.objectContaining({ kind: 'content', path: '/sub/b', aBytes: 300_000, bBytes: 300_000, atByte: 0 }),
  );
  expect(said.differences.length).toBe(said.content.counts.content + (said.content.counts.metadata ?? 0));
});

test('a byte that differs is named by the file it hits', () => {
  const whole = execFileSync('grep', ['-abo', 'bbbbbbbb', at('tree.iso')], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  const place = Number(whole.split(':')[0]) + 7;
  patched(at('tree.iso'), at('patched.iso'), { [place]: [0] });
  const { status, stdout } = isowright(['compare', at('tree.iso'), at('patched.iso'), '--json']);
  const { differences } = JSON.parse(stdout);
  expect([status, differences[0]]).toEqual([
    6,
    { kind: 'bytes', atByte: place, lengthBytes: 1, inA: { files: ['/sub/b'] }, inB: { files: ['/sub/b'] } },
  ]);
  expect(differences[1]).toMatchObject({ kind: 'content', path: '/sub/b', atByte: 7 });
});

test('the same file twice, one packed, one cut off', () => {
  expect(isowright(['compare', at('tree.iso'), at('tree.iso')]).stdout).toBe(
    'Equal: both are the same file.\n',
  );
  copyFileSync(at('tree.iso'), at('packed.iso'));
  execFileSync('gzip', ['-f', at('packed.iso')], { timeout: 20_000 });
  expect(isowright(['compare', at('packed.iso.gz'), at('tree.iso')]).status).toBe(0);
  copyFileSync(at('tree.iso'), at('cut.iso'));
  truncateSync(at('cut.iso'), 300_000);
  const { status, stdout } = isowright(['compare', at('cut.iso'), at('tree.iso'), '--json', '--by', 'bytes']);
  expect([status, JSON.parse(stdout).differences]).toEqual([
    6,
    [expect.objectContaining({ kind: 'size', aBytes: 300_000 })],
  ]);
});

test('what cannot be compared is refused, each for its reason, and nothing waits for a pipe', () => {
  execFileSync('mkfifo', [at('pipe')], { timeout: 5000 });
  expect(isowright(['compare', at('pipe'), at('tree')]).status).toBe(7);
  expect(isowright(['compare', at('tree'), at('missing')]).status).toBe(7);
  expect(isowright(['compare', at('tree'), at('other'), '--by', 'bytes']).status).toBe(2);
  expect(isowright(['compare', at('tree')]).status).toBe(2);
  expect(isowright(['compare', at('packed.iso.gz'), at('tree')]).status).toBe(2);
});

testWith('loop', 'tool:mke2fs')('a drive that is larger, and a partition of it', () => {
  writeFileSync(at('part.img'), '');
  truncateSync(at('part.img'), 3 << 20);
  execFileSync('mke2fs', ['-q', '-t', 'ext2', '-d', at('tree'), at('part.img')], { timeout: 20_000 });
  const drive = makeLoopDevice(7_345_152, { contentOf: at('part.img') });
  try {
    expect(isowright(['compare', at('part.img'), drive.path])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('The device is larger'),
    });
    expect(isowright(['compare', drive.path, at('tree')]).status).toBe(0);
  } finally {
    drive.remove();
  }
});

testWith('rigs', 'root')('a bad sector is told, and the rest compared', () => {
  const sizeBytes = 2_113_536;
  const device = makeFaultyDevice(sizeBytes, { bad_read: [[1_052_672, 4096]] });
  writeFileSync(at('zeros.img'), Buffer.alloc(sizeBytes));
  try {
    const { status, stdout } = isowright(['compare', at('zeros.img'), device.path, '--json']);
    const { equal, differences } = JSON.parse(stdout);
    expect([status, equal, differences]).toEqual([
      7,
      false,
      [{ kind: 'unreadable', side: 'b', atByte: 1_052_672, lengthBytes: 4096 }],
    ]);
  } finally {
    device.remove();
  }
});

test('Ctrl-C ends a long comparison', async () => {
  for (const name of ['long-a.img', 'long-b.img']) {
    writeFileSync(at(name), 'x');
    truncateSync(at(name), 2 ** 40);
  }
  const { child, ended } = startIsowright(['compare', at('long-a.img'), at('long-b.img')]);
  child.stderr?.once('data', () => child.kill('SIGINT'));
  expect((await ended).status).toBe(130);
});
