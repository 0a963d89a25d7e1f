import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { isowright, startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { makeFaultyDevice } from '../fakes/faulty-device.ts';
import { detacherOf, makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';

// What people who had never seen it ran into when they saved media. ddrescue, debugfs and coreutils are the judges.

const SIZE = 4_195_328;
const content = seededBytes(SIZE, 47);
let folder = '';
const undo: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-eyes-'));
  writeFileSync(at('now'), content);
});
afterEach(() => {
  for (const back of undo.splice(0).reverse()) back();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const read = (source: string, ...args: string[]) => isowright(['read', source, ...args]);

/** A loop device with ext4 on it, mounted. */
function mounted(sizeBytes: number) {
  const loop = makeLoopDevice(sizeBytes);
  undo.push(() => loop.remove());
  execFileSync('mkfs.ext4', ['-q', loop.path], { timeout: 30_000 });
  mkdirSync(at('m'));
  execFileSync('mount', [loop.path, at('m')], { timeout: 30_000 });
  undo.push(() => run('umount', [at('m')]));
  return loop;
}

describe('a source that is mounted for writing', () => {
  const rig = testWith('loop', 'tool:mkfs.ext4', 'tool:debugfs');

  rig('is said in text, JSON and a dry run, and what was just written to it is in the image', () => {
    const { path } = mounted(20_975_616);
    writeFileSync(at('m/x'), 'hi');
    const dry = read(path, '-o', at('d.img'), '--dry-run');
    expect(dry.stdout).toContain(`it is mounted for writing (${at('m')})`);
    const dryJson = read(path, '-o', at('d.img'), '--dry-run', '--json');
    expect(JSON.parse(dryJson.stdout).forecast.mountedAt).toEqual([at('m')]);
    const text = read(path, '-o', at('t.img'));
    expect(text.status, text.stderr).toBe(0);
    expect(text.stderr).toContain(`${path} is mounted for writing (${at('m')})`);
    expect(text.stdout).toContain(`it was mounted for writing (${at('m')})`);
    const json = read(path, '-o', at('j.img'), '--json');
    expect(json.events).toContainEqual(
      expect.objectContaining({ code: 'medium-mounted', facts: { mountedAt: [at('m')] } }),
    );
    expect(json.done?.report.medium?.mountedAt).toEqual([at('m')]);
    expect(run('debugfs', ['-R', 'ls -l /', at('t.img')]).stdout).toContain(' x');
  });

  rig('is nothing to be said when it is mounted for reading only', () => {
    const { path } = mounted(20_976_128);
    execFileSync('mount', ['-o', 'remount,ro', at('m')], { timeout: 30_000 });
    expect(read(path, '-o', at('t.img')).stderr).not.toContain('mounted');
  });
});

describe('what is behind the volumes of a medium', () => {
  testWith('tool:mkfs.ext4')('is said to be left out before the first byte and in the headline', () => {
    truncateSync(at('now'), 0);
    truncateSync(at('now'), 8 << 20);
    execFileSync('mkfs.ext4', ['-q', at('now')], { timeout: 30_000 });
    writeFileSync(at('now'), seededBytes(8 << 20, 3), { flag: 'a' });
    const left = /8\.00 MiB; what comes after them \(up to 16\.0 MiB\) is left out: --whole/;
    expect(read(at('now'), '-o', at('d.img'), '--dry-run').stdout).toMatch(left);
    const ran = read(at('now'), '-o', at('o.img'));
    expect(ran.stderr).toMatch(left);
    expect(ran.stdout).toMatch(/^OK: Every sector up to the end of its file systems and partitions was read/);
    expect(ran.stdout).toContain('--whole for all');
    const whole = read(at('now'), '-o', at('w.img'), '--whole');
    expect(whole.stdout).toMatch(/^OK: Every sector was read/);
    expect(whole.stderr).not.toContain('left out');
  });
});

describe('the file a loop device stands for', () => {
  testWith('loop')('is not replaced by the image of that device, nor through a second loop device', () => {
    const loop = makeLoopDevice(SIZE);
    undo.push(() => loop.remove());
    const over = execFileSync('losetup', ['--find', '--show', loop.path], { encoding: 'utf8' }).trim();
    undo.push(detacherOf(over));
    for (const source of [loop.path, over])
      for (const more of [[], ['--map', at('some.map')]]) {
        const { status, stderr } = read(source, '-o', loop.backingPath, '--force', ...more);
        expect([status, stderr], `${source} ${more}`).toEqual([
          source === loop.path ? 5 : 4,
          expect.stringContaining(loop.path.slice('/dev/'.length)),
        ]);
        expect(existsSync(at('some.map'))).toBe(false);
      }
    expect(run('losetup', ['-l', '-n', '-O', 'BACK-FILE', loop.path]).stdout).not.toContain('deleted');
  });
});

describe('what was never tried', () => {
  testWith('rigs', 'loop')(
    'is no bad place when a person stops, and the last word has the exit code of the program',
    async () => {
      const device = makeFaultyDevice(24_118_784, { rate: 2_500_000 });
      undo.push(() => device.remove());
      const { child, ended, waitFor } = startIsowright(['read', device.path, '-o', at('s.img'), '--whole']);
      await waitFor((event) => event.event === 'progress' && event.phase === 'read' && event.doneBytes > 0);
      child.kill('SIGINT');
      const { status, events, done } = await ended;
      expect(status).toBe(130);
      expect(done?.exitCode).toBe(130);
      expect(events.filter(({ event }) => event === 'bad')).toEqual([]);
      // On a busy machine the first reads may still be under way: their places are untried, too.
      const missing = done?.report.medium?.bad ?? [];
      expect(missing.length).toBeGreaterThan(0);
      expect(missing.filter(({ untried }) => untried !== true)).toEqual([]);
    },
  );
});

describe('an output named like another format', () => {
  testWith().each([
    ['qcow2', 'isowright convert'],
    ['VHD', 'isowright convert'],
    ['vmdk', 'isowright convert'],
    ['vhdx', 'end in .img or .iso'],
    ['dmg', 'end in .img or .iso'],
    ['bz2', '.zst, .gz or .xz'],
    ['zip', '.zst, .gz or .xz'],
    ['7z', '.zst, .gz or .xz'],
  ])('is refused and nothing is made: x.%s', (end, way) => {
    for (const more of [[], ['--dry-run']]) {
      const { status, stderr } = read(at('now'), '-o', at(`x.${end}`), ...more);
      expect([status, stderr]).toEqual([2, expect.stringContaining(way)]);
    }
    expect(existsSync(at(`x.${end}`)) || existsSync(at(`x.${end}.partial`))).toBe(false);
  });

  testWith().each(['x.img', 'x.bin', 'x.iso', 'x.raw', 'x.dd', 'x', 'x.2026-11-29', 'x.bak', '.vmdk'])(
    'is not meant by %s',
    (name) => {
      expect(read(at('now'), '-o', at(name)).status).toBe(0);
      expect(readFileSync(at(name)).equals(content)).toBe(true);
    },
  );
});

describe('maps as ddrescue takes them', () => {
  const test = testWith('tool:ddrescue');
  test.each([
    ['empty', ''],
    ['only comments', '# Mapfile. Created by GNU ddrescue version 1.27\n'],
    ['bad sectors behind the end', `0x0 ? 1\n0x0 ${SIZE} ?\n${SIZE} 0x1000 -\n`],
  ])('a map is taken, %s', (_, text) => {
    writeFileSync(at('a.map'), text);
    copyFileSync(at('a.map'), at('b.map'));
    expect(run('ddrescue', ['-q', at('now'), at('b.img'), at('b.map')]).status).toBe(0);
    const { status, stderr } = read(at('now'), '-o', at('a.img'), '--map', at('a.map'));
    expect(status, stderr).toBe(0);
    expect(readFileSync(at('a.img')).equals(readFileSync(at('b.img')))).toBe(true);
  });

  test('an image that was made ready and not begun is gone on with; one with anything in it is not', () => {
    const map = `# Mapfile. Created by GNU ddrescue version 1.27\n0x0 ? 1\n0x0 ${SIZE} ?\n`;
    writeFileSync(at('a.map'), map);
    writeFileSync(at('a.img'), '');
    truncateSync(at('a.img'), SIZE);
    const { status, stderr } = read(at('now'), '-o', at('a.img'), '--map', at('a.map'));
    expect(status, stderr).toBe(0);
    expect(readFileSync(at('a.img')).equals(content)).toBe(true);
    writeFileSync(at('b.map'), map);
    writeFileSync(at('b.img'), seededBytes(SIZE, 5));
    expect(read(at('now'), '-o', at('b.img'), '--map', at('b.map')).status).toBe(2);
    expect(readFileSync(at('b.img')).equals(seededBytes(SIZE, 5))).toBe(true);
  });

  test('links to an image and a map that were begun elsewhere are said to be links, and where they lead', () => {
    mkdirSync(at('big'));
    writeFileSync(at('big/r.img'), content.subarray(0, 2 << 20));
    writeFileSync(at('big/r.map'), `0x0 ? 1\n0x0 0x200000 +\n0x200000 ${SIZE - (2 << 20)} ?\n`);
    symlinkSync(at('big/r.img'), at('l.img'));
    symlinkSync(at('big/r.map'), at('l.map'));
    const { status, stderr } = read(at('now'), '-o', at('l.img'), '--map', at('l.map'));
    expect([status, stderr]).toEqual([2, expect.stringMatching(/is a link.*big\/r\.map/)]);
    expect(read(at('now'), '-o', at('big/r.img'), '--map', at('big/r.map')).status).toBe(0);
    expect(readFileSync(at('big/r.img')).equals(content)).toBe(true);
  });

  test('an image that was renamed with its map has a way out', () => {
    writeFileSync(at('now'), content);
    expect(read(at('now'), '-o', at('r.img'), '--map', at('r.img.map')).status).toBe(0);
    for (const end of ['', '.map']) execFileSync('mv', [at(`r.img${end}`), at(`r2.img${end}`)]);
    const { status, stderr } = read(at('now'), '-o', at('r2.img'), '--map', at('r2.img.map'));
    expect([status, stderr]).toEqual([
      5,
      expect.stringContaining('in its line "# isowright", replace r.img by r2.img'),
    ]);
    expect(stderr).not.toContain('Plug in');
    writeFileSync(at('r2.img.map'), readFileSync(at('r2.img.map'), 'utf8').replace('"r.img"', '"r2.img"'));
    expect(read(at('now'), '-o', at('r2.img'), '--map', at('r2.img.map')).status).toBe(0);
  });
});

describe('a source that is no medium', () => {
  testWith('tool:mkfifo')('is told as what it is, without an error number', () => {
    execFileSync('mkfifo', [at('pipe')]);
    writeFileSync(at('empty'), '');
    const told: [string, RegExp][] = [
      [folder, /is a folder.*isowright make/],
      ['/dev/null', /neither a drive nor a regular file/],
      ['/dev/zero', /neither a drive nor a regular file/],
      [at('pipe'), /neither a drive nor a regular file/],
      [at('empty'), /holds no bytes/],
    ];
    for (const [source, says] of told) {
      const { status, stderr } = read(source, '-o', at('o.img'));
      expect([status, stderr], source).toEqual([2, expect.stringMatching(says)]);
      expect(stderr).not.toMatch(/EINVAL|EISDIR/);
      expect(existsSync(at('o.img'))).toBe(false);
    }
  });

  testWith('loop')('is a device without a size: nothing is in it', () => {
    const loop = makeLoopDevice(512);
    undo.push(() => loop.remove());
    truncateSync(loop.backingPath, 0);
    execFileSync('losetup', ['--set-capacity', loop.path], { timeout: 30_000 });
    const { status, stderr } = read(loop.path, '-o', at('o.img'));
    expect([status, stderr]).toEqual([4, expect.stringMatching(/no medium/)]);
  });
});

describe('an output that is a folder or a drive', () => {
  testWith()('is not to be forced', () => {
    mkdirSync(at('d'));
    for (const path of [at('d'), '/dev/null']) {
      const { status, stderr } = read(at('now'), '-o', path);
      expect(status).not.toBe(0);
      expect(stderr).not.toContain('--force');
    }
  });
});

testWith()('a number of tries with too many digits is told what fits', () => {
  const { status, stderr } = read(at('now'), '-o', at('o.img'), '--retries', '99999999999999999999');
  expect([status, stderr]).toEqual([2, expect.stringContaining('at most 999,999,999')]);
});

testWith()('the checksum of an image whose name has a newline is read by sha256sum', () => {
  expect(read(at('now'), '-o', at('zei\nle.img')).status).toBe(0);
  expect(run('sha256sum', ['-c', '--strict', 'zei\nle.img.sha256'], { cwd: folder }).status).toBe(0);
});

testWith('rigs', 'loop')('a failed read has a row in a CSV report, with the place of its image', () => {
  const device = makeFaultyDevice(SIZE - 1024, { bad_read: [[1 << 20, 512]] });
  undo.push(() => device.remove());
  expect(read(device.path, '-o', at('o.img'), '--whole', '--report', at('r.csv')).status).toBe(7);
  expect(readFileSync(at('r.csv'), 'utf8').split('\r\n')[1]).toContain(`${device.path},failed`);
});
