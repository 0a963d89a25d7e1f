import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { run, testWith } from '../fakes/rigs.ts';

// Taking files out of a damaged image, or into a folder that holds something, ends with all that can be had, and says the rest.

const test = testWith();
const PLAIN = ['--no-joliet', '--no-udf', '--quiet'];

let folder = '';
const at = (name: string): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-goes-on-'));
  mkdirSync(at('src/sub'), { recursive: true });
  for (const name of ['a', 'bad', 'c', 'sub/d']) writeFileSync(at(`src/${name}`), `content of ${name}`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function made(...options: string[]): Buffer {
  expect(isowright(['make', at('src'), '-o', at('a.iso'), ...PLAIN, ...options]).status).toBe(0);
  return readFileSync(at('a.iso'));
}

/** Writes another place into the directory record of a name. ECMA-119 §9.1.3. */
function lead(image: Buffer, identifier: string, lba: number): void {
  const record = image.indexOf(String.fromCharCode(identifier.length) + identifier, 0, 'latin1') - 32;
  expect(record).toBeGreaterThan(0);
  image.writeUInt32LE(lba, record + 2);
  image.writeUInt32BE(lba, record + 6);
  writeFileSync(at('a.iso'), image);
}

function extracted(...options: string[]) {
  const { status, stdout, stderr } = isowright([
    'extract',
    at('a.iso'),
    '-C',
    at('out'),
    '--json',
    ...options,
  ]);
  return { status, stderr, report: JSON.parse(stdout) };
}

test('a file whose bytes lie behind the end is said, the others come out, and no half of it stays: exit 7', () => {
  lead(made(), 'BAD.;1', 0x7fffff);
  const { status, report, stderr } = extracted();
  expect([status, report.failed]).toEqual([
    7,
    [expect.objectContaining({ path: '/bad', type: 'file', code: 'damaged' })],
  ]);
  expect(stderr).toMatch(/bad.*damaged/);
  expect(readdirSync(at('out'), { recursive: true }).sort()).toEqual(['a', 'c', 'sub', 'sub/d']);
  expect(readFileSync(at('out/sub/d'), 'utf8')).toBe('content of sub/d');
});

test('a packed file that cannot be unpacked leaves no half file either', () => {
  writeFileSync(at('src/bad'), Array.from({ length: 60_000 }, (_, line) => `line ${line}`).join('\n'));
  const image = made('--zisofs');
  const start = image.indexOf(Buffer.from([0x37, 0xe4, 0x53, 0x96, 0xc9, 0xdb, 0xd6, 0x07]));
  image.fill(0xff, start + 40_000, start + 40_100);
  writeFileSync(at('a.iso'), image);
  const { status, report } = extracted();
  expect([status, report.failed.map(({ code }: { code: string }) => code)]).toEqual([7, ['damaged']]);
  expect(readdirSync(at('out')).sort()).toEqual(['a', 'c', 'sub']);
});

test('a folder that is damaged keeps nothing else out', () => {
  lead(made(), 'SUB', 0x7fffff);
  const { status, report } = extracted();
  expect([status, report.failed]).toMatchObject([7, [{ path: '/sub', code: 'folder-damaged' }]]);
  expect(readdirSync(at('out')).sort()).toEqual(['a', 'bad', 'c', 'sub']);
});

test('what is there already stays as it is and is said at the end; the others come out: exit 7', () => {
  made();
  mkdirSync(at('out/c'), { recursive: true });
  writeFileSync(at('out/a'), 'mine');
  writeFileSync(at('out/sub'), 'mine too');
  const { status, report } = extracted();
  expect([status, report.failed]).toMatchObject([
    7,
    ['/a', '/c', '/sub'].map((path) => ({ path, code: 'in-the-way' })),
  ]);
  expect(['a', 'sub', 'bad'].map((name) => readFileSync(at(`out/${name}`), 'utf8'))).toEqual([
    'mine',
    'mine too',
    'content of bad',
  ]);
});

test('--force replaces a file by a whole one only: a damaged one leaves the old file', () => {
  lead(made(), 'BAD.;1', 0x7fffff);
  mkdirSync(at('out'));
  for (const name of ['a', 'bad']) writeFileSync(at(`out/${name}`), 'old');
  const { status } = extracted('--force');
  expect(status).toBe(7);
  expect(readFileSync(at('out/a'), 'utf8')).toBe('content of a');
  expect(readFileSync(at('out/bad'), 'utf8')).toBe('old');
  expect(readdirSync(at('out')).sort()).toEqual(['a', 'bad', 'c', 'sub']);
});

test('times before 1970 are kept, of files and of folders', () => {
  const times = { 'src/a': '1931-05-06T07:08:09Z', 'src/sub': '1901-12-14T00:00:00Z' };
  for (const [name, time] of Object.entries(times)) utimesSync(at(name), new Date(time), new Date(time));
  for (const how of [['--no-udf'], ['--no-iso9660', '--udf']]) {
    expect(isowright(['make', at('src'), '-o', at('a.iso'), '--force', '--quiet', ...how]).status).toBe(0);
    expect(extracted('--force').status).toBe(0);
    expect(['a', 'sub'].map((name) => statSync(at(`out/${name}`)).mtime.toISOString())).toEqual([
      '1931-05-06T07:08:09.000Z',
      '1901-12-14T00:00:00.000Z',
    ]);
  }
});

const withXorriso = testWith('tool:xorriso');

withXorriso('files packed by zisofs 2 come out unpacked, and ls tells their real size', () => {
  const text = Array.from({ length: 200_000 }, (_, line) => `${line}\n`).join('');
  const contents = { numbers: text, zeros: '\0'.repeat(300_000), tail: `${text}${'\0'.repeat(70_000)}` };
  for (const [name, content] of Object.entries(contents)) writeFileSync(at(`src/${name}`), content);
  for (const how of ['susp_z2=off', 'susp_z2=on:block_size_v2=1m']) {
    rmSync(at('a.iso'), { force: true });
    const zisofs = [
      '-zisofs',
      `version_2=on:${how}`,
      '-map',
      at('src'),
      '/',
      '-set_filter_r',
      '--zisofs',
      '/',
      '--',
    ];
    expect(run('xorriso', ['-outdev', at('a.iso'), ...zisofs, '-commit']).status).toBe(0);
    const { status } = extracted('--force');
    expect(status).toBe(0);
    execFileSync('diff', ['-r', at('src'), at('out')]);
    const { entries } = JSON.parse(isowright(['ls', at('a.iso'), '--json']).stdout);
    expect(entries).toContainEqual(expect.objectContaining({ path: '/zeros', sizeBytes: 300_000 }));
  }
});

withXorriso('a file packed in a way that nobody knows is refused, never given packed', () => {
  const zisofs = [
    '-zisofs',
    'version_2=on:susp_z2=off',
    '-map',
    at('src'),
    '/',
    '-set_filter_r',
    '--zisofs',
    '/',
    '--',
  ];
  writeFileSync(at('src/bad'), 'x'.repeat(100_000));
  expect(run('xorriso', ['-outdev', at('a.iso'), ...zisofs, '-commit']).status).toBe(0);
  const image = readFileSync(at('a.iso'));
  const field = image.indexOf(Buffer.from('ZF\x10\x02PZ', 'latin1'));
  image.write('XZ', field + 4, 'latin1');
  writeFileSync(at('a.iso'), image);
  const { status, report } = extracted();
  expect([status, report.failed]).toMatchObject([7, [{ path: '/bad', code: 'damaged' }]]);
  expect(existsSync(at('out/bad'))).toBe(false);
});

const withField = testWith('tool:xz');

withField('A.TXT;1 and A.TXT;2 are two files: both are listed apart and both come out', () => {
  const image = execFileSync('xz', ['-dkc', join(process.cwd(), 'test/fixtures/version-2.iso.xz')]);
  writeFileSync(at('a.iso'), image);
  const { status, report } = extracted();
  expect([status, report.failed]).toEqual([0, []]);
  expect(['A.TXT', 'A.TXT;2'].map((name) => readFileSync(at(`out/${name}`), 'utf8').trim())).toEqual([
    'hello',
    'world-longer',
  ]);
  const { entries } = JSON.parse(isowright(['ls', at('a.iso'), '--json']).stdout);
  expect(entries.map(({ path }: { path: string }) => path)).toEqual([
    '/A.TXT',
    '/A.TXT;2',
    '/SUB',
    '/SUB/C.BIN',
  ]);
});

test('a tree deeper than any path leads comes out as far as it goes, and the rest is said', () => {
  const image = deepImage(1100);
  writeFileSync(at('a.iso'), image);
  const { status, report } = extracted();
  expect([status, report.failed]).toMatchObject([7, [{ code: 'folder-deep', type: 'dir' }]]);
  expect(report.entries).toBe(1025);
});

/** Folders in folders, each a sector, from sector 20 on. ECMA-119 §8.4, §9.1. */
function deepImage(levels: number): Buffer {
  const image = Buffer.alloc((21 + levels) * 2048);
  const record = (lba: number, name: Buffer): Buffer => {
    const bytes = Buffer.alloc(33 + name.length + (name.length % 2 === 0 ? 1 : 0));
    bytes[0] = bytes.length;
    bytes.writeUInt32LE(lba, 2);
    bytes.writeUInt32BE(lba, 6);
    bytes.writeUInt32LE(2048, 10);
    bytes.writeUInt32BE(2048, 14);
    bytes.set([70, 1, 1, 0, 0, 0, 0, 2], 18);
    bytes.writeUInt16LE(1, 28);
    bytes.writeUInt16BE(1, 30);
    bytes[32] = name.length;
    name.copy(bytes, 33);
    return bytes;
  };
  const volume = image.subarray(16 * 2048);
  volume.write('\x01CD001\x01', 0, 'latin1');
  volume.write('DEEP'.padEnd(32), 40, 'latin1');
  volume.writeUInt32LE(image.length / 2048, 80);
  volume.writeUInt32BE(image.length / 2048, 84);
  volume.writeUInt16LE(1, 120);
  volume.writeUInt16BE(1, 122);
  volume.writeUInt16LE(1, 124);
  volume.writeUInt16BE(1, 126);
  volume.writeUInt16LE(2048, 128);
  volume.writeUInt16BE(2048, 130);
  record(20, Buffer.from([0])).copy(volume, 156);
  image.write('\xffCD001\x01', 17 * 2048, 'latin1');
  for (let level = 0; level < levels; level++) {
    const parts = [
      record(20 + level, Buffer.from([0])),
      record(20 + Math.max(0, level - 1), Buffer.from([1])),
    ];
    if (level + 1 < levels) parts.push(record(21 + level, Buffer.from('D')));
    Buffer.concat(parts).copy(image, (20 + level) * 2048);
  }
  return image;
}
