import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { killRescues } from '../campaign/rescue-kills.ts';
import { isowright, programPath } from '../fakes/cli.ts';
import { type FaultyDevice, makeFaultyDevice } from '../fakes/faulty-device.ts';
import { testWith } from '../fakes/rigs.ts';

// Media that fail, and the whole program; ddrescue is the judge of maps, the stored bytes are that of images.

const MIB = 1 << 20;
const SIZE = 8 * MIB;
const SECTOR = 512;
const rig = testWith('rigs', 'loop', 'tool:ddrescue');

let folder = '';
let device: FaultyDevice | undefined;
const content = randomBytes(SIZE);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-read-'));
});
afterEach(() => {
  device?.remove();
  device = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);

/** A device that holds random bytes, and then falls ill. */
function ill(faults: object): FaultyDevice {
  writeFileSync(at('content'), content);
  device = makeFaultyDevice(SIZE, {});
  execFileSync('dd', [`if=${at('content')}`, `of=${device.path}`, 'bs=1M', 'oflag=direct', 'status=none'], {
    timeout: 60_000,
  });
  device.control(faults);
  return device;
}

const read = (...args: string[]) => isowright(['read', device?.path ?? '', ...args, '--json']);

/** Sectors in a state, as ddrescue's own tool tells them. */
function sectorsIn(map: string, state: string): number[] {
  const { stdout, status, stderr } = spawnSync('ddrescuelog', ['-b512', `-l${state}`, map], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(status, stderr).toBe(0);
  return stdout.split('\n').filter(Boolean).map(Number);
}

/** Every byte that the map calls read is that of the medium. */
function expectHonest(map: string, image: string): void {
  const bytes = readFileSync(image);
  for (const sector of sectorsIn(map, '+'))
    if (
      !bytes
        .subarray(sector * SECTOR, (sector + 1) * SECTOR)
        .equals(content.subarray(sector * SECTOR, (sector + 1) * SECTOR))
    )
      expect.unreachable(`sector ${sector} is not that of the medium`);
}

rig('a medium that is well becomes an image with its checksum, and no map stays', () => {
  ill({});
  const { status, done } = read('-o', at('out.img'));
  expect(status).toBe(0);
  const sha256 = createHash('sha256').update(content).digest('hex');
  expect(done?.report).toMatchObject({
    image: { path: at('out.img'), sizeBytes: SIZE, sha256 },
    medium: { sizeBytes: SIZE, badBytes: 0, bad: [] },
  });
  expect(readFileSync(at('out.img')).equals(content)).toBe(true);
  expect(readFileSync(at('out.img.sha256'), 'utf8')).toBe(`${sha256} *out.img\n`);
  expect(['out.img.map', 'out.img.partial'].filter((name) => existsSync(at(name)))).toEqual([]);
});

rig(
  'of an ill medium exactly the bad sectors are missing, ddrescue finds the same, and the image and the map stay',
  () => {
    ill({
      bad_read: [
        [MIB, 1024],
        [5 * MIB + 512, 512],
        [SIZE - 512, 512],
      ],
    });
    const { status, done } = read('-o', at('out.img'), '--map', at('out.map'));
    expect(status).toBe(7);
    expect(done?.report.medium).toMatchObject({
      badBytes: 4 * SECTOR,
      bad: [
        { atByte: MIB, lengthBytes: 1024 },
        { atByte: 5 * MIB + 512, lengthBytes: 512 },
        { atByte: SIZE - 512, lengthBytes: 512 },
      ],
    });
    expectHonest(at('out.map'), at('out.img'));
    const theirs = spawnSync('ddrescue', ['-d', '-q', device?.path ?? '', at('dd.img'), at('dd.map')], {
      timeout: 60_000,
    });
    expect(theirs.status).toBe(0);
    for (const state of ['+', '-', '?', '*', '/'])
      expect(sectorsIn(at('out.map'), state)).toEqual(sectorsIn(at('dd.map'), state));
    expect(existsSync(at('out.img.sha256'))).toBe(false);

    // Its holes can be read on another day: the same command goes on.
    device?.control({});
    expect(read('-o', at('out.img'), '--map', at('out.map'), '--retries', '1').status).toBe(0);
    expect(readFileSync(at('out.img')).equals(content)).toBe(true);
    expect(existsSync(at('out.img.sha256'))).toBe(true);
  },
);

rig('each finishes what the other began', () => {
  ill({
    bad_read: [
      [MIB, 2048],
      [6 * MIB, 4096],
    ],
  });
  const [image, map] = [at('both.img'), at('both.map')];
  spawnSync('ddrescue', ['-d', '-q', '-n', '-s2Mi', device?.path ?? '', image, map], { timeout: 60_000 });
  read('-o', image, '--map', map, '--max-errors', '1');
  spawnSync('ddrescue', ['-d', '-q', '-n', device?.path ?? '', image, map], { timeout: 60_000 });
  expect(read('-o', image, '--map', map).status).toBe(7);
  expectHonest(map, image);
  const bad = [
    ...Array.from({ length: 4 }, (_, index) => MIB / SECTOR + index),
    ...Array.from({ length: 8 }, (_, index) => (6 * MIB) / SECTOR + index),
  ];
  expect(sectorsIn(map, '-')).toEqual(bad);
  device?.control({});
  const { status } = spawnSync('ddrescue', ['-d', '-q', '-r1', device?.path ?? '', image, map], {
    timeout: 60_000,
  });
  expect(status).toBe(0);
  expect(readFileSync(image).equals(content)).toBe(true);
});

rig('a controller that hangs up after a while gets no false mark, and the next run is whole', () => {
  ill({ dead_after_read: 3 * MIB });
  const first = read('-o', at('out.img'), '--map', at('out.map'));
  expect(first.status).toBe(4);
  expect(first.done?.report.failure?.code).toBe('medium-gone');
  expect(['-', '*', '/'].flatMap((state) => sectorsIn(at('out.map'), state))).toEqual([]);
  expectHonest(at('out.map'), at('out.img'));
  device?.control({});
  expect(read('-o', at('out.img'), '--map', at('out.map')).status).toBe(0);
  expect(readFileSync(at('out.img')).equals(content)).toBe(true);
});

rig('a place that cannot be read at first is read when it is tried again', () => {
  ill({
    flaky_read: [
      [2 * MIB, 512, 8],
      [4 * MIB, 512, 8],
    ],
  });
  expect(read('-o', at('out.img'), '--retries', '9').status).toBe(0);
  expect(readFileSync(at('out.img')).equals(content)).toBe(true);
});

rig('a job whose drive hangs is stopped all the same, and goes on from its map', () => {
  ill({ stuck_read: [[5 * MIB, 4096]] });
  const args = ['-o', at('out.img'), '--map', at('out.map'), '--max-seconds', '3'];
  const stuck = read(...args);
  expect(stuck.status).toBe(7);
  expectHonest(at('out.map'), at('out.img'));
  expect(['-', '*', '/'].flatMap((state) => sectorsIn(at('out.map'), state))).toEqual([]);
  device?.control({});
  expect(read('-o', at('out.img'), '--map', at('out.map')).status).toBe(0);
  expect(readFileSync(at('out.img')).equals(content)).toBe(true);
});

rig('a scan tells how it reads, and writes nothing but its map', () => {
  ill({ bad_read: [[MIB, 512]] });
  const { status, done } = read('--scan', '--map', at('scan.map'));
  expect(status).toBe(7);
  expect(done?.report.medium).toMatchObject({ badBytes: 512, bad: [{ atByte: MIB, lengthBytes: 512 }] });
  expect(sectorsIn(at('scan.map'), '-')).toEqual([MIB / SECTOR]);
});

rig('a map of another medium, one without its image, and an output that is there are refused', () => {
  ill({ bad_read: [[MIB, 512]] });
  read('-o', at('out.img'), '--map', at('out.map'));
  writeFileSync(at('small'), Buffer.alloc(4 * MIB));
  const other = isowright(['read', at('small'), '-o', at('out.img'), '--map', at('out.map'), '--json']);
  expect([other.status, other.done?.report.failure?.code]).toEqual([5, 'map-of-another']);
  rmSync(at('out.img'));
  const without = read('-o', at('out.img'), '--map', at('out.map'));
  expect([without.status, without.done?.report.failure?.code]).toEqual([2, 'map-invalid']);
  writeFileSync(at('there.img'), 'kept');
  const there = read('-o', at('there.img'));
  expect([there.status, there.done?.report.failure?.code]).toEqual([2, 'output-exists']);
  expect(readFileSync(at('there.img'), 'utf8')).toBe('kept');
});

rig('zeros are holes', () => {
  device = makeFaultyDevice(SIZE, {});
  expect(read('-o', at('out.img')).status).toBe(0);
  const { size, blocks } = statSync(at('out.img'));
  expect(size).toBe(SIZE);
  expect(blocks * 512).toBeLessThan(MIB);
});

rig(
  'a job that is killed again and again: what its map calls read is that of the medium, and it comes to its end',
  async () => {
    const { kills, wrong } = await killRescues(4, 7, programPath);
    expect(kills).toBeGreaterThanOrEqual(4);
    expect(wrong).toEqual([]);
  },
  240_000,
);

rig(
  'an output that is full: exit 8, the map claims only what is there, and it goes on when there is room',
  () => {
    ill({});
    const small = at('small');
    mkdirSync(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'none', small], { timeout: 20_000 });
    try {
      const full = read('-o', join(small, 'out.img'), '--map', at('full.map'));
      expect([full.status, full.done?.report.failure?.code]).toEqual([8, 'no-space']);
      expect(sectorsIn(at('full.map'), '+').length).toBeGreaterThan(0);
      expectHonest(at('full.map'), join(small, 'out.img'));
      execFileSync('mount', ['-o', 'remount,size=20m', small], { timeout: 20_000 });
      expect(read('-o', join(small, 'out.img'), '--map', at('full.map')).status).toBe(0);
      expect(readFileSync(join(small, 'out.img')).equals(content)).toBe(true);
    } finally {
      execFileSync('umount', [small], { timeout: 20_000 });
    }
  },
);

rig('what was stopped is gone on with by resume', () => {
  ill({ rate: 2_000_000, bad_read: [[MIB, 512]] });
  const stopped = read('-o', at('out.img'), '--max-seconds', '1');
  expect(stopped.status).toBe(7);
  expect(['out.img.partial', 'out.img.map', 'out.img'].map((name) => existsSync(at(name)))).toEqual([
    true,
    true,
    false,
  ]);
  device?.control({});
  const job = stopped.events[0]?.job ?? '';
  for (let run = 0; run < 20 && !existsSync(at('out.img')); run++) isowright(['resume', job, '--json']);
  expect(readFileSync(at('out.img')).equals(content)).toBe(true);
  expect(existsSync(at('out.img.map'))).toBe(false);
});

rig(
  'a map without an identity that was made of another medium of the same size is refused, and nothing is changed',
  () => {
    ill({ bad_read: [[MIB, 512]] });
    read('-o', at('out.img'), '--map', at('out.map'));
    const kept = readFileSync(at('out.img'));
    writeFileSync(at('other'), randomBytes(SIZE));
    const map = readFileSync(at('out.map'), 'utf8').replace(/^# isowright.*\n/m, '');
    writeFileSync(at('out.map'), map);
    const other = isowright(['read', at('other'), '-o', at('out.img'), '--map', at('out.map'), '--json']);
    expect([other.status, other.done?.report.failure?.code]).toEqual([5, 'map-of-another']);
    expect(readFileSync(at('out.img')).equals(kept)).toBe(true);
    expect(readFileSync(at('out.map'), 'utf8')).toBe(map);
  },
);

rig('a map of ddrescue that speaks of a part only: the rest is read too, and the image is never cut', () => {
  ill({});
  const [image, map] = [at('part.img'), at('part.map')];
  spawnSync('ddrescue', ['-d', '-q', '-i5Mi', '-s1Mi', device?.path ?? '', image, map], { timeout: 60_000 });
  expect(statSync(image).size).toBe(6 * MIB);
  expect(read('-o', image, '--map', map).status).toBe(0);
  expect(readFileSync(image).equals(content)).toBe(true);
});

rig(
  'another copy with another serial fills the holes when a person says so, and only if it holds the same',
  () => {
    ill({ bad_read: [[3 * MIB, 2048]] });
    const args = ['-o', at('out.img'), '--map', at('out.map')];
    expect(read(...args).status).toBe(7);
    device?.control({});
    const map = readFileSync(at('out.map'), 'utf8').replace(/"serial":"[^"]*"/, '"serial":"FIRST-COPY"');
    expect(map).toContain('FIRST-COPY');
    writeFileSync(at('out.map'), map);
    const refused = isowright(['read', device?.path ?? '', ...args]);
    expect(refused.status).toBe(5);
    expect(refused.stderr).toContain('--other-copy');
    // What holds something else is no copy, whoever says so.
    writeFileSync(at('other'), randomBytes(SIZE));
    const other = isowright(['read', at('other'), ...args, '--other-copy', '--json']);
    expect([other.status, other.done?.report.failure?.code]).toEqual([5, 'map-of-another']);
    expect(readFileSync(at('out.map'), 'utf8')).toBe(map);
    // Longer by its run-out: what is wanted is what the map speaks of.
    writeFileSync(at('longer'), Buffer.concat([content, Buffer.alloc(MIB, 7)]));
    expect(isowright(['read', at('longer'), ...args, '--other-copy']).status).toBe(0);
    expect(readFileSync(at('out.img')).equals(content)).toBe(true);
  },
);

rig('the image is read back while its medium is read: hardly anything is left to do at the end', () => {
  ill({ rate: 6_000_000 });
  const { status, events, done } = read('-o', at('out.img'));
  expect(status).toBe(0);
  const verifying = events.findIndex((event) => event.event === 'phase' && event.phase === 'verify');
  const first = events.slice(verifying).find((event) => event.event === 'progress');
  expect(first).toMatchObject({ phase: 'verify' });
  expect(first?.event === 'progress' && first.doneBytes).toBeGreaterThanOrEqual(SIZE / 2);
  expect(done?.report.targets?.[0]).toMatchObject({ verifiedBytes: SIZE, mismatches: [] });
});
