import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { type FaultyDevice, makeFaultyDevice } from '../fakes/faulty-device.ts';
import { type LoopDevice, makeLoopDevice } from '../fakes/loop-device.ts';
import { testWith } from '../fakes/rigs.ts';

// Last month's image of the same card stands where this month's is to be: neither is ever taken for the other.

const MIB = 1 << 20;
const SIZE = 4 * MIB + 2560;
const HOLE = 3 * MIB;
const now = randomBytes(SIZE);
/** As the card was: little of it is different, and none of what is looked at first. */
const old = Buffer.from(now);
randomBytes(20480).copy(old, 51200);

let folder = '';
let device: FaultyDevice | undefined;
let loop: LoopDevice | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-replaced-'));
});
afterEach(() => {
  device?.remove();
  device = undefined;
  loop?.remove();
  loop = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const holds = (name: string, content: Buffer): boolean => readFileSync(at(name)).equals(content);
const read = (path: string, ...args: string[]) => isowright(['read', path, ...args, '--json']);

function madeDevice(faults: object): FaultyDevice {
  device = makeFaultyDevice(SIZE, {});
  writeFileSync(device.path, now);
  device.control(faults);
  return device;
}

const rig = testWith('rigs', 'loop');

rig('what an unfinished replacement advises goes on with it, and not with the image that it replaces', () => {
  const { path, control } = madeDevice({ bad_read: [[HOLE, 512]] });
  writeFileSync(at('card.img'), old);
  const args = ['-o', at('card.img'), '--force', '--max-errors', '0'];
  const first = read(path, ...args);
  expect(first.status).toBe(7);
  const failure = first.done?.report.failure;
  expect(failure?.facts).toMatchObject({
    output: at('card.img'),
    partial: at('card.img.partial'),
    force: 'needed',
    map: at('card.img.map'),
  });
  expect(holds('card.img', old)).toBe(true);
  const text = isowright(['read', path, ...args]).stderr;
  expect(text).toContain(`${at('card.img.partial')} holds zeros there`);
  expect(text).toContain(`--map ${at('card.img.map')} --force`);
  control({});
  const without = read(path, '-o', at('card.img'), '--map', at('card.img.map'));
  expect([without.status, without.done?.report.failure?.code]).toEqual([2, 'output-exists']);
  expect(holds('card.img', old)).toBe(true);
  expect(read(path, '-o', at('card.img'), '--map', at('card.img.map'), '--force').status).toBe(0);
  expect(holds('card.img', now)).toBe(true);
  expect(existsSync(at('card.img.partial'))).toBe(false);
});

rig('an older image is not taken for the one of the map when that is gone', () => {
  const { path, control } = madeDevice({ bad_read: [[HOLE, 512]] });
  writeFileSync(at('card.img'), old);
  expect(read(path, '-o', at('card.img'), '--map', at('m'), '--force', '--max-errors', '0').status).toBe(7);
  expect(holds('card.img', old)).toBe(true);
  rmSync(at('card.img.partial'));
  control({});
  const gone = read(path, '-o', at('card.img'), '--map', at('m'), '--force');
  expect([gone.status, gone.done?.report.failure?.code]).toEqual([2, 'map-invalid']);
  expect(holds('card.img', old)).toBe(true);
});

for (const map of [true, false])
  rig(`a finished image${map ? ' with its map' : ''} is read anew with --force`, () => {
    writeFileSync(at('stick'), old);
    const args = ['-o', at('b.img'), ...(map ? ['--map', at('b.map')] : [])];
    expect(read(at('stick'), ...args).status).toBe(0);
    writeFileSync(at('stick'), now);
    const again = read(at('stick'), ...args, '--force');
    expect([again.status, again.done?.outcome]).toEqual([0, 'done']);
    expect(holds('b.img', now)).toBe(true);
    // The map speaks of it under its name: nothing is left to read.
    if (map) expect(read(at('stick'), ...args).status).toBe(0);
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });

rig('an image with holes does not take the place of a whole one', () => {
  const { path, control } = madeDevice({});
  expect(read(path, '-o', at('c.img')).status).toBe(0);
  control({ bad_read: [[0, 2 * MIB]] });
  const ill = read(path, '-o', at('c.img'), '--force');
  expect([ill.status, ill.done?.report.medium?.imagePath]).toEqual([7, at('c.img.partial')]);
  expect(holds('c.img', now)).toBe(true);
  expect(spawnSync('sha256sum', ['-c', 'c.img.sha256'], { cwd: folder, timeout: 60_000 }).status).toBe(0);
  control({});
  expect(read(path, '-o', at('c.img'), '--force').status).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(['c.img', 'c.img.sha256']);
});

rig('an image with holes that got its name is completed by the command without --force', () => {
  const { path, control } = madeDevice({ bad_read: [[HOLE, 512]] });
  const ill = read(path, '-o', at('c.img'), '--force');
  expect([ill.status, ill.done?.report.failure?.facts]).toMatchObject([7, { force: 'not' }]);
  control({});
  expect(read(path, '-o', at('c.img')).status).toBe(0);
  expect(holds('c.img', now)).toBe(true);
});

testWith('loop', 'tool:mkfs.ext4')('no map and no receipt is kept on the medium that is read', () => {
  loop = makeLoopDevice(23 * MIB + 4096);
  expect(spawnSync('mkfs.ext4', ['-q', loop.path], { timeout: 60_000 }).status).toBe(0);
  mkdirSync(at('inside'));
  expect(spawnSync('mount', [loop.path, at('inside')], { timeout: 60_000 }).status).toBe(0);
  try {
    const inside = join(at('inside'), 'x');
    for (const args of [
      ['-o', at('o.img'), '--map', inside],
      ['--scan', '--map', inside],
      ['-o', at('o.img'), '--receipt', inside],
      ['-o', at('o.img'), '--log', inside],
      ['-o', at('o.img'), '--report', inside],
    ]) {
      const { status, stdout } = read(loop.path, ...args);
      expect([args[2], status, /output-on-medium|is on/.test(stdout)]).toEqual([args[2], 2, true]);
    }
    expect(readdirSync(at('inside'))).toEqual(['lost+found']);
    expect(readdirSync(folder)).toEqual(['inside']);
  } finally {
    spawnSync('umount', [at('inside')], { timeout: 60_000 });
  }
});

testWith()('a map is no folder, no device, and none of the files that are made', () => {
  writeFileSync(at('medium'), now);
  mkdirSync(at('md'));
  for (const [map, reason] of [
    [at('md'), 'map-no-file'],
    ['/dev/null', 'map-no-file'],
    [at('e.img'), 'map-is-output'],
    [at('e.img.partial'), 'map-is-output'],
    [at('e.img.sha256'), 'map-is-output'],
    [at('e.img.bmap'), 'map-is-output'],
  ] as const) {
    const { status, stdout } = read(at('medium'), '-o', at('e.img'), '--map', map);
    expect([map, status, stdout.includes(reason)]).toEqual([map, 2, true]);
  }
  const own = read(at('medium'), '-o', at('e.img'), '--map', at('medium'));
  expect([own.status, own.done?.report.failure?.code]).toEqual([5, 'source-on-target']);
  expect(read(at('medium'), '--scan', '--map', at('md')).status).toBe(2);
  expect(holds('medium', now)).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['md', 'medium']);
});

testWith()('a run that continues an earlier one does not call proved what that one read', () => {
  writeFileSync(at('medium'), now);
  const half = 2 * MIB;
  writeFileSync(at('i.img'), now.subarray(0, half));
  const map = `0x0 ? 1\n0x0 ${half} +\n${half} ${SIZE - half} ?\n`;
  writeFileSync(at('i.map'), map);
  const args = ['-o', at('i.img'), '--map', at('i.map')];
  const { status, done } = read(at('medium'), ...args);
  expect([status, done?.outcome]).toEqual([0, 'done-unverified']);
  const [target] = done?.report.targets ?? [];
  expect([target?.state, target?.verifiedBytes]).toEqual(['written', SIZE - half]);
  writeFileSync(at('i.map'), map);
  const text = isowright(['read', at('medium'), ...args]).stdout;
  expect(text).toContain('what an earlier run read is not proved');
  expect(text).not.toContain('every byte was read back');
  expect(holds('i.img', now)).toBe(true);
});

testWith()('a smaller copy fills the holes that lie within it, and is refused where they do not', () => {
  const hole = MIB;
  const shorter = 4 * MIB;
  writeFileSync(at('shorter'), now.subarray(0, shorter));
  const image = Buffer.from(now).fill(0, hole, hole + 4096);
  const start = (behind: string): void => {
    writeFileSync(at('oc.img'), image);
    const said = `# isowright ${JSON.stringify({ sizeBytes: SIZE, serial: 'A', model: '', image: 'oc.img' })}`;
    const rest = `${hole + 4096} ${shorter - hole - 4096} +\n${shorter} ${SIZE - shorter} ${behind}\n`;
    writeFileSync(at('oc.img.map'), `${said}\n0 - 1\n0 ${hole} +\n${hole} 4096 -\n${rest}`);
  };
  start('+');
  const without = read(at('shorter'), '-o', at('oc.img'));
  expect([without.status, without.done?.report.failure?.facts]).toMatchObject([5, { field: 'serial' }]);
  expect(read(at('shorter'), '-o', at('oc.img'), '--other-copy').status).toBe(0);
  expect(holds('oc.img', now)).toBe(true);
  start('-');
  const behind = read(at('shorter'), '-o', at('oc.img'), '--other-copy');
  expect([behind.status, behind.done?.report.failure?.facts]).toMatchObject([5, { field: 'behind' }]);
  expect(holds('oc.img', image)).toBe(true);
});

testWith()('a scan that is to make an image is refused: it would make none', () => {
  writeFileSync(at('medium'), now);
  for (const args of [['-o', at('x.img')], ['--receipt', at('x.json')], ['--bmap']]) {
    const { status, stdout } = read(at('medium'), '--scan', ...args);
    expect([status, stdout]).toEqual([2, expect.stringContaining('--scan only reads')]);
  }
  expect(readdirSync(folder)).toEqual(['medium']);
});

testWith('loop')('an empty slot is not said to be a target, and nothing that read has not is advised', () => {
  const made = spawnSync('losetup', ['-f'], { encoding: 'utf8', timeout: 60_000 });
  const { status, stderr } = isowright(['read', made.stdout.trim(), '-o', at('x.img')]);
  expect([status, stderr]).not.toEqual([0, expect.anything()]);
  expect(stderr).not.toMatch(/target/);
  const none = isowright(['read', '/dev/no-such-drive', '-o', at('x.img')]);
  expect(none.stderr).toContain('does not exist');
  expect(none.stderr).not.toMatch(/target|file-target/);
});

testWith('root')('a disk that is full keeps what was read, says so, and the same command goes on', () => {
  writeFileSync(at('medium'), now);
  const small = at('small');
  mkdirSync(small);
  const mount = (...args: string[]): number | null => spawnSync('mount', args, { timeout: 60_000 }).status;
  expect(mount('-t', 'tmpfs', '-o', 'size=3m', 'none', small)).toBe(0);
  try {
    const args = ['-o', join(small, 'x.img')];
    const rehearsed = isowright(['read', at('medium'), ...args, '--dry-run']);
    expect(rehearsed.stdout).toMatch(/x\.img: up to 4\.00 MiB may be needed there, and 3\.00 MiB are free/);
    const full = read(at('medium'), ...args);
    const room = { path: join(small, 'x.img'), needBytes: SIZE, freeBytes: 3 * MIB };
    expect(full.events).toContainEqual(
      expect.objectContaining({
        event: 'note',
        code: 'output-little-room',
        facts: { room: { ...room, freeBytes: expect.any(Number) } },
      }),
    );
    expect([full.status, full.done?.report.failure]).toMatchObject([
      8,
      { code: 'no-space', facts: { stays: true } },
    ]);
    expect(isowright(['read', at('medium'), ...args]).stderr).toContain('run the same command again');
    expect(readdirSync(small).sort()).toEqual(['x.img.map', 'x.img.partial']);
    expect(mount('-o', 'remount,size=20m', small)).toBe(0);
    const whole = read(at('medium'), ...args);
    expect(whole.status).toBe(0);
    expect(whole.events).not.toContainEqual(expect.objectContaining({ code: 'output-little-room' }));
    expect(readFileSync(join(small, 'x.img')).equals(now)).toBe(true);
  } finally {
    spawnSync('umount', [small], { timeout: 60_000 });
  }
});
