import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { type LoopDevice, makeLoopDevice } from '../fakes/loop-device.ts';
import { makeOrdinaryUser } from '../fakes/ordinary-user.ts';
import { testWith } from '../fakes/rigs.ts';

// Maps that say more than is true, and files that must not give way to an image.

const MIB = 1 << 20;
const SIZE = 7 * MIB + 4096;
const content = randomBytes(SIZE);
let folder = '';
let loop: LoopDevice | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-trust-'));
  writeFileSync(at('medium'), content);
});
afterEach(() => {
  loop?.remove();
  loop = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const readFrom = (path: string, ...args: string[]) => isowright(['read', path, '--whole', ...args, '--json']);
const read = (...args: string[]) => readFrom(at('medium'), ...args);
const isWhole = (name: string): boolean => readFileSync(at(name)).equals(content);

function run(command: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 60_000 });
  expect(status, stderr).toBe(0);
}

testWith('tool:ddrescue')('a scan marks nothing as read in the map of an image: it writes none', () => {
  run('ddrescue', '-q', '-s2Mi', at('medium'), at('out.img'), at('out.map'));
  const before = readFileSync(at('out.map'));
  const scan = read('--scan', '--map', at('out.map'));
  expect([scan.status, scan.done?.report.failure?.code]).toEqual([2, 'usage']);
  expect(scan.stdout).toContain('map-of-image');
  expect(readFileSync(at('out.map')).equals(before)).toBe(true);
  expect(read('-o', at('out.img'), '--map', at('out.map')).status).toBe(0);
  expect(isWhole('out.img')).toBe(true);
  // Ours names its image.
  expect(read('--scan', '--map', at('out.map')).status).toBe(2);
});

testWith()('what a scan has read is not taken for what an image holds', () => {
  expect(read('--scan', '--map', at('scan.map')).status).toBe(0);
  expect(read('--scan', '--map', at('scan.map')).status).toBe(0);
  writeFileSync(at('out.img'), content.subarray(0, SIZE - MIB));
  const there = read('-o', at('out.img'), '--map', at('scan.map'));
  expect([there.status, there.done?.report.failure?.code]).toEqual([2, 'output-exists']);
  rmSync(at('out.img'));
  expect(read('-o', at('out.img'), '--map', at('scan.map')).status).toBe(0);
  expect(isWhole('out.img')).toBe(true);
});

testWith()('a file is not written over because there is a map in which nothing was read', () => {
  writeFileSync(at('out.map'), `0x0 ? 1\n0x0 ${SIZE} ?\n`);
  writeFileSync(at('out.img'), 'kept');
  const { status, done } = read('-o', at('out.img'), '--map', at('out.map'));
  expect([status, done?.report.failure?.code]).toEqual([2, 'output-exists']);
  expect(readFileSync(at('out.img'), 'utf8')).toBe('kept');
});

testWith('tool:ddrescue')('an image that was cut after its map was kept is read again from there on', () => {
  run('ddrescue', '-q', at('medium'), at('out.img'), at('out.map'));
  truncateSync(at('out.img'), 5 * MIB);
  expect(read('-o', at('out.img'), '--map', at('out.map')).status).toBe(0);
  expect(isWhole('out.img')).toBe(true);
});

for (const [what, untriedBytes] of [
  ['at 2^63 - 1, where ddrescue did not know the size,', '0x7FFFFFFFFFEFFFFF'],
  ['a little behind the medium, as another drive has it,', `${SIZE - MIB + 4096}`],
] as const)
  testWith('tool:ddrescue')(`a map whose untried end lies ${what} is gone on with, as ddrescue does`, () => {
    const map = `0 ? 1\n0 ${MIB} +\n${MIB} ${untriedBytes} ?\n`;
    for (const name of ['ours', 'theirs']) {
      writeFileSync(at(`${name}.map`), map);
      writeFileSync(at(`${name}.img`), content.subarray(0, MIB));
    }
    run('ddrescue', '-q', at('medium'), at('theirs.img'), at('theirs.map'));
    expect(isWhole('theirs.img')).toBe(true);
    expect(read('-o', at('ours.img'), '--map', at('ours.map')).status).toBe(0);
    expect(isWhole('ours.img')).toBe(true);
  });

testWith('tool:ddrescue')('a file that is longer than its medium is no image of it: no sum is made', () => {
  run('ddrescue', '-q', at('medium'), at('out.img'), at('out.map'));
  writeFileSync(at('out.img'), 'behind it', { flag: 'a' });
  const { status, done } = read('-o', at('out.img'), '--map', at('out.map'));
  expect([status, done?.report.failure?.code]).toEqual([2, 'map-invalid']);
  expect(existsSync(at('out.img.sha256'))).toBe(false);
});

testWith()('a medium does not give way to its own image under another name', () => {
  symlinkSync(folder, at('link'));
  const through = join(at('link'), 'medium');
  for (const args of [
    ['-o', through],
    ['-o', through, '--map', at('m.map')],
  ]) {
    const { status, done } = read(...args, '--force');
    expect([status, done?.report.failure?.code]).toEqual([5, 'source-on-target']);
    expect(isWhole('medium')).toBe(true);
  }
  // Nor where it has the name of what is not finished yet.
  writeFileSync(at('out.img.partial'), content);
  const partial = readFrom(at('out.img.partial'), '-o', at('out.img'), '--force');
  expect([partial.status, partial.done?.report.failure?.code]).toEqual([5, 'source-on-target']);
  expect(isWhole('out.img.partial')).toBe(true);
});

testWith('root')('a medium that may not be read costs no image, --force or not', () => {
  const user = makeOrdinaryUser();
  try {
    chmodSync(folder, 0o777);
    chmodSync(at('medium'), 0o000);
    writeFileSync(at('out.img'), 'kept');
    const words = ['read', at('medium'), '--whole', '-o', at('out.img'), '--map', at('m.map'), '--force'];
    const line = [user.nodePath, user.programPath, ...words].map((word) => `'${word}'`).join(' ');
    const { status } = spawnSync('sh', ['-c', user.lineFor(line)], { timeout: 60_000 });
    expect(status).not.toBe(0);
    expect(readFileSync(at('out.img'), 'utf8')).toBe('kept');
  } finally {
    user.remove();
  }
});

testWith()('an unfinished image whose map is gone is not thrown away unasked', () => {
  writeFileSync(at('out.img.partial'), 'hours of reading');
  const { status, done } = read('-o', at('out.img'));
  expect([status, done?.report.failure?.code]).toEqual([2, 'output-exists']);
  expect(readFileSync(at('out.img.partial'), 'utf8')).toBe('hours of reading');
  expect(read('-o', at('out.img'), '--force').status).toBe(0);
  expect(isWhole('out.img')).toBe(true);
});

testWith()('a checksum that is in the way is said before the first byte is read', () => {
  writeFileSync(at('out.img.sha256'), 'of another');
  const { status, done } = read('-o', at('out.img'));
  expect([status, done?.report.failure?.code]).toEqual([2, 'output-exists']);
  expect(readdirSync(folder).sort()).toEqual(['medium', 'out.img.sha256']);
  expect(read('-o', at('out.img'), '--force').status).toBe(0);
  expect(spawnSync('sha256sum', ['-c', 'out.img.sha256'], { cwd: folder, timeout: 60_000 }).status).toBe(0);
});

testWith('tool:ddrescue')('another copy that differs in a third of it fills no holes', () => {
  run('ddrescue', '-q', '-s6Mi', at('medium'), at('out.img'), at('out.map'));
  const other = Buffer.from(content);
  randomBytes(2 * MIB).copy(other);
  writeFileSync(at('other'), other);
  const args = ['-o', at('out.img'), '--map', at('out.map'), '--other-copy'];
  const refused = readFrom(at('other'), ...args);
  expect([refused.status, refused.done?.report.failure?.code]).toEqual([5, 'map-of-another']);
  expect(read(...args).status).toBe(0);
  expect(isWhole('out.img')).toBe(true);
});

testWith('loop')('a map in sectors of 512 bytes is gone on with on a drive of 4096', () => {
  loop = makeLoopDevice(SIZE, { sectorBytes: 4096, contentOf: at('medium') });
  const good = 3 * MIB + 512;
  writeFileSync(at('out.img'), content.subarray(0, good));
  writeFileSync(at('out.map'), `${good} ? 1\n0 ${good} +\n${good} ${SIZE - good} ?\n`);
  expect(readFrom(loop.path, '-o', at('out.img'), '--map', at('out.map')).status).toBe(0);
  expect(isWhole('out.img')).toBe(true);
});

testWith('loop', 'tool:mkfs.ext4')('an image is not made on the medium that is read', () => {
  loop = makeLoopDevice(24 * MIB);
  run('mkfs.ext4', '-q', loop.path);
  mkdirSync(at('inside'));
  run('mount', loop.path, at('inside'));
  try {
    const out = join(at('inside'), 'out.img');
    const { status, stdout } = readFrom(loop.path, '-o', out);
    expect(status).toBe(2);
    expect(stdout).toContain('output-on-medium');
    expect(readdirSync(at('inside'))).toEqual(['lost+found']);
  } finally {
    run('umount', at('inside'));
  }
});

testWith('loop', 'tool:sfdisk')(
  'a partition table of a drive of 4096-byte sectors is counted in those',
  () => {
    loop = makeLoopDevice(48 * MIB, { sectorBytes: 4096 });
    const { status, stderr } = spawnSync('sfdisk', ['-q', loop.path], {
      input: 'label: dos\nstart=1MiB, size=32MiB, type=7\n',
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(status, stderr).toBe(0);
    const { done } = isowright(['read', loop.path, '-o', at('out.img'), '--json']);
    expect(done?.report.medium?.sizeBytes).toBeGreaterThanOrEqual(33 * MIB);
  },
);
