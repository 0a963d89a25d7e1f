import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { isowright, startIsowright } from '../fakes/cli.ts';
import { makeFaultyDevice } from '../fakes/faulty-device.ts';
import { type LoopDevice, type LoopOptions, makeLoopDevice } from '../fakes/loop-device.ts';
import { testWith } from '../fakes/rigs.ts';

// A medium is read onto drives: one go, one reading, everything that a write promises. Judges are sgdisk, the kernel, and plain reads.

const MIB = 1 << 20;
const SECTOR = 512;
/** No other test's lengths. */
const SOURCE = 23 * MIB + 5 * SECTOR;
const TARGET = 37 * MIB + 11 * SECTOR;

let folder = '';
const undone: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-drives-'));
});
afterEach(() => {
  for (const undo of undone.splice(0).reverse()) undo();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function ask(command: string, ...args: string[]) {
  return spawnSync(command, args, { timeout: 60_000, maxBuffer: 128 * MIB, encoding: 'utf8' });
}

/** A disk of this content, with room behind it. */
function loop(name: string, content: Uint8Array, options: LoopOptions = {}): LoopDevice {
  writeFileSync(at(name), content);
  const device = makeLoopDevice(content.length, { ...options, contentOf: at(name) });
  undone.push(() => device.remove());
  return device;
}

/** What a device holds, past every cache. */
function held(path: string, lengthBytes: number, atByte = 0): Buffer {
  ask('blockdev', '--flushbufs', path);
  const bytes = Buffer.alloc(lengthBytes);
  const fd = openSync(path, 'r');
  try {
    readSync(fd, bytes, 0, lengthBytes, atByte);
    return bytes;
  } finally {
    closeSync(fd);
  }
}

/** A disk with a GPT of two partitions, full of random bytes. */
function gptDisk(sizeBytes: number): Buffer {
  writeFileSync(at('table'), randomBytes(sizeBytes));
  const fd = openSync(at('table'), 'r+');
  writeSync(fd, Buffer.alloc(2 * MIB), 0, 2 * MIB, 0);
  writeSync(fd, Buffer.alloc(MIB), 0, MIB, sizeBytes - MIB);
  closeSync(fd);
  const made = ask('sgdisk', '-n', '1:2048:+9M', '-n', '2:0:0', '-c', '2:rest', at('table'));
  expect(made.status, made.stderr).toBe(0);
  return readFileSync(at('table'));
}

const yes = (...devices: readonly { readonly sizeBytes: number }[]): string[] => [
  '--yes',
  ...devices.flatMap(({ sizeBytes }) => ['--expect-size', String(sizeBytes)]),
];
const rig = testWith('loop', 'tool:sgdisk', 'tool:blockdev');

rig(
  'a drive becomes a larger drive in one go: the content, and a table that sgdisk and the kernel find right',
  () => {
    const content = gptDisk(SOURCE);
    const source = loop('source', content);
    const target = loop('target', randomBytes(TARGET));
    const { status, done, events, stderr } = isowright([
      'read',
      source.path,
      '-o',
      target.path,
      ...yes(target),
      '--json',
    ]);
    expect(status, stderr + JSON.stringify(done?.report.failure)).toBe(0);
    expect(done?.report).toMatchObject({
      source: { sizeBytes: SOURCE, sha256: sha256(content) },
      targets: [
        { path: target.path, ok: true, state: 'proved', verifiedBytes: SOURCE, sha256: sha256(content) },
      ],
    });
    const verified = ask('sgdisk', '-v', target.path);
    expect(verified.stdout).toContain('No problems found');
    expect(ask('sgdisk', '-p', target.path).stdout).toMatch(/rest/);
    // All but the table is as it was; its record that protects the rest reaches to the end.
    const now = held(target.path, SOURCE);
    expect(now.subarray(2 * SECTOR, SOURCE).equals(content.subarray(2 * SECTOR))).toBe(true);
    expect(now.readUInt32LE(446 + 12)).toBe(TARGET / SECTOR - 1);
    expect(
      events.filter(({ event }) => event === 'note').map((note) => 'code' in note && note.code),
    ).toContain('table-moved');
    // The kernel's own view of it.
    undone.push(() => ask('partx', '-d', target.path));
    expect(ask('partx', '-u', target.path).status).toBe(0);
    expect(existsSync(`/sys/class/block/${basename(target.path)}/${basename(target.path)}p2`)).toBe(true);
  },
);

rig('without a GPT a drive gets the bytes of the medium, and an old table at its end goes', () => {
  const content = randomBytes(SOURCE);
  const source = loop('source', content);
  const target = loop('target', gptDisk(TARGET));
  const { status, done } = isowright([
    'read',
    source.path,
    '--whole',
    '-o',
    target.path,
    ...yes(target),
    '--json',
  ]);
  expect(status, JSON.stringify(done?.report.failure)).toBe(0);
  expect(held(target.path, SOURCE).equals(content)).toBe(true);
  expect(held(target.path, 8, TARGET - SECTOR).equals(Buffer.alloc(8))).toBe(true);
});

rig('a drive of 4096-byte sectors takes a medium of 512-byte ones, to the last odd sector', () => {
  const content = randomBytes(SOURCE);
  const source = loop('source', content);
  const target = loop('target', randomBytes(36 * MIB), { sectorBytes: 4096 });
  const { status, done } = isowright([
    'read',
    source.path,
    '--whole',
    '-o',
    target.path,
    ...yes(target),
    '--json',
  ]);
  expect(status, JSON.stringify(done?.report.failure)).toBe(0);
  expect(held(target.path, SOURCE).equals(content)).toBe(true);
});

rig('a file, a second one, packed, and a drive come of one reading, and all are proved', () => {
  const content = gptDisk(SOURCE);
  const source = makeFaultyDevice(SOURCE, {});
  undone.push(() => source.remove());
  fill(source, content);
  const target = loop('target', randomBytes(TARGET));
  const before = source.log().length;
  const outs = ['-o', at('a.img'), '-o', target.path, '-o', at('b.img.gz')];
  const { status, done, stderr } = isowright(['read', source.path, ...outs, ...yes(target), '--json']);
  expect(status, stderr + JSON.stringify(done?.report.failure)).toBe(0);
  const targets = [at('a.img'), at('b.img.gz'), target.path];
  expect(done?.report.targets).toMatchObject(
    targets.map((path) => ({
      path,
      ok: true,
      state: 'proved',
      sha256: sha256(content),
      verifiedBytes: SOURCE,
    })),
  );
  expect(readFileSync(at('a.img')).equals(content)).toBe(true);
  expect(
    spawnSync('gzip', ['-dc', at('b.img.gz')], { maxBuffer: 64 * MIB, timeout: 60_000 }).stdout.equals(
      content,
    ),
  ).toBe(true);
  for (const name of ['a.img', 'b.img.gz'])
    expect(spawnSync('sha256sum', ['-c', `${name}.sha256`], { cwd: folder, timeout: 60_000 }).status).toBe(0);
  expect(ask('sgdisk', '-v', target.path).stdout).toContain('No problems found');
  // One reading: hardly more than the drive passed its door. Whoever lists drives, in tests beside this one too, looks at the
  // beginning of each, so what counts lies behind that.
  const readBytes = source
    .log()
    .slice(before)
    .flatMap((line) => readBehind(BEGINNING, line));
  const onceBytes = SOURCE - BEGINNING;
  const sumBytes = readBytes.reduce((sum, bytes) => sum + bytes, 0);
  expect(sumBytes).toBeGreaterThanOrEqual(onceBytes);
  expect(sumBytes).toBeLessThan(onceBytes * 1.2);
  expect(existsSync(at('a.img.map'))).toBe(false);
});

const BEGINNING = 4 * MIB;

/** Of a line of a device's log: how much of what was read lies behind a place. */
function readBehind(fromByte: number, line: string): number[] {
  const [, atByte, bytes] = /^r (\d+) (\d+)/.exec(line)?.map(Number) ?? [];
  if (atByte === undefined || bytes === undefined) return [];
  return [Math.max(0, atByte + bytes - Math.max(atByte, fromByte))];
}

/** Puts content onto a device. */
function fill({ path }: { readonly path: string }, content: Uint8Array): void {
  writeFileSync(at('content'), content);
  expect(
    ask('dd', `if=${at('content')}`, `of=${path}`, 'bs=512K', 'oflag=direct', 'status=none').status,
  ).toBe(0);
}

rig('a drive that fails does not end the image beside it', () => {
  const content = randomBytes(SOURCE);
  const source = loop('source', content);
  const target = makeFaultyDevice(TARGET, {});
  undone.push(() => target.remove());
  // The truth test has seen it; the writing fails.
  target.control({ bad_write: [[9 * MIB, 3 * MIB]] });
  const outs = ['-o', at('a.img'), '-o', target.path];
  const { status, done } = isowright(['read', source.path, '--whole', ...outs, ...yes(target), '--json']);
  expect(status).not.toBe(0);
  expect(done?.report.targets).toMatchObject([
    { path: at('a.img'), ok: true, state: 'proved', sha256: sha256(content) },
    { path: target.path, ok: false },
  ]);
  expect(readFileSync(at('a.img')).equals(content)).toBe(true);
});

rig('a disk that is full does not end the drive beside it', () => {
  const content = randomBytes(SOURCE);
  const source = loop('source', content);
  const target = loop('target', randomBytes(TARGET));
  mkdirSync(at('small'));
  expect(ask('mount', '-t', 'tmpfs', '-o', 'size=9m', 'none', at('small')).status).toBe(0);
  undone.push(() => ask('umount', at('small')));
  const outs = ['-o', at('small/a.img'), '-o', target.path];
  const { status, done, events } = isowright([
    'read',
    source.path,
    '--whole',
    ...outs,
    ...yes(target),
    '--json',
  ]);
  expect([status, done?.report.failure?.code]).toEqual([8, 'no-space']);
  expect(done?.report.targets).toMatchObject([
    { path: at('small/a.img'), ok: false, failure: { code: 'no-space' } },
    { path: target.path, ok: true, state: 'proved', sha256: sha256(content) },
  ]);
  expect(held(target.path, SOURCE).equals(content)).toBe(true);
  expect(events.some((one) => one.event === 'note' && one.code === 'output-lost')).toBe(true);
});

rig(
  'an ill drive onto another: what is missing is zeros there, exit 7, and a second run with the map fills it',
  () => {
    const content = gptDisk(SOURCE);
    const source = makeFaultyDevice(SOURCE, {});
    undone.push(() => source.remove());
    fill(source, content);
    source.control({ bad_read: [[5 * MIB, 3 * SECTOR]] });
    const target = loop('target', randomBytes(TARGET));
    const command = ['read', source.path, '-o', target.path, '--map', at('map'), ...yes(target), '--json'];
    const first = isowright(command);
    expect([first.status, first.done?.report.failure?.code]).toEqual([7, 'sectors-missing']);
    expect(first.done?.report.medium?.bad).toMatchObject([{ atByte: 5 * MIB, lengthBytes: 3 * SECTOR }]);
    const holed = Buffer.from(content);
    holed.fill(0, 5 * MIB, 5 * MIB + 3 * SECTOR);
    expect(
      held(target.path, SOURCE)
        .subarray(2 * SECTOR)
        .equals(holed.subarray(2 * SECTOR)),
    ).toBe(true);
    expect(ask('sgdisk', '-v', target.path).stdout).toContain('No problems found');
    expect(readFileSync(at('map'), 'utf8')).toMatch(/0x00500000 +0x00000600 +-/);
    source.control({});
    const second = isowright(command);
    expect(second.status, JSON.stringify(second.done?.report.failure)).toBe(0);
    expect(
      held(target.path, SOURCE)
        .subarray(2 * SECTOR)
        .equals(content.subarray(2 * SECTOR)),
    ).toBe(true);
    expect(ask('sgdisk', '-v', target.path).stdout).toContain('No problems found');
  },
);

rig(
  'broken off, a drive looks like nothing, the map does not call its beginning read, and resume finishes it',
  async () => {
    const content = gptDisk(SOURCE);
    const source = makeFaultyDevice(SOURCE, {});
    undone.push(() => source.remove());
    fill(source, content);
    source.control({ rate: 6 * MIB });
    const target = loop('target', gptDisk(TARGET));
    const args = ['read', source.path, '-o', target.path, '--map', at('map'), ...yes(target)];
    const running = startIsowright(args);
    const progress = await running.waitFor((one) => one.event === 'progress' && one.doneBytes > 5 * MIB);
    running.child.kill('SIGINT');
    const { status } = await running.ended;
    expect(status).toBe(130);
    expect(held(target.path, MIB).equals(Buffer.alloc(MIB))).toBe(true);
    const lines = readFileSync(at('map'), 'utf8').split('\n');
    expect(lines.find((line) => /^0x00000000 /.test(line))).toMatch(/\?$/);
    source.control({});
    const resumed = isowright(['resume', progress.job, '--json']);
    expect(resumed.status, JSON.stringify(resumed.done?.report.failure)).toBe(0);
    expect(
      held(target.path, SOURCE)
        .subarray(2 * SECTOR)
        .equals(content.subarray(2 * SECTOR)),
    ).toBe(true);
    expect(ask('sgdisk', '-v', target.path).stdout).toContain('No problems found');
  },
);

rig(
  'a source on its own output is refused: the same drive, its partition, its file, a drive that is too small',
  () => {
    const disk = loop('disk', gptDisk(TARGET));
    expect(ask('partx', '-u', disk.path).status).toBe(0);
    undone.push(() => ask('partx', '-d', disk.path));
    const code = (...args: string[]) => {
      const { status, done, stdout, stderr } = isowright(['read', ...args, '--json']);
      return [status, done?.report.failure?.code ?? stdout + stderr];
    };
    expect(code(disk.path, '-o', disk.path, ...yes(disk))[1]).toContain('source-on-target');
    expect(code(`${disk.path}p1`, '-o', disk.path, ...yes(disk))[1]).toContain('source-on-target');
    expect(code(disk.path, '-o', `${disk.path}p1`, ...yes(disk))[0]).toBe(4);
    expect(code(disk.backingPath, '-o', disk.path, ...yes(disk))[1]).toContain('source-on-target');
    expect(code(disk.path, '-o', disk.backingPath, '--force')[0]).not.toBe(0);
    const small = loop('small', randomBytes(5 * MIB + 13 * SECTOR));
    expect(code(disk.path, '-o', small.path, ...yes(small))).toEqual([8, 'target-too-small']);
    expect(held(disk.path, TARGET).equals(readFileSync(at('disk')))).toBe(true);
    expect(held(small.path, small.sizeBytes).equals(readFileSync(at('small')))).toBe(true);
  },
);

rig('nobody overwrites a drive unasked: without --yes, without an identity, with another one', () => {
  const source = loop('source', randomBytes(SOURCE));
  const target = loop('target', randomBytes(TARGET));
  const read = (...args: string[]) =>
    isowright(['read', source.path, '-o', target.path, ...args, '--json']).status;
  expect([read(), read('--yes'), read('--yes', '--expect-size', '4711')]).toEqual([2, 2, 5]);
  expect(held(target.path, TARGET).equals(readFileSync(at('target')))).toBe(true);
});

rig('what a drive held before is kept for undo', () => {
  const before = gptDisk(TARGET);
  const source = loop('source', randomBytes(SOURCE));
  const target = loop('target', before);
  const { status, events } = isowright([
    'read',
    source.path,
    '--whole',
    '-o',
    target.path,
    ...yes(target),
    '--json',
  ]);
  expect(status).toBe(0);
  const undo = isowright(['undo', events.at(-1)?.job ?? '', '--yes', '--json']);
  expect(undo.done?.report.failure?.code).toBe('undo-incomplete');
  expect(isowright(['undo', events.at(-1)?.job ?? '', '--yes', '--partly', '--json']).status).toBe(0);
  expect(held(target.path, MIB).equals(before.subarray(0, MIB))).toBe(true);
});

rig('a file that stands for a drive is one with --file-target, and the same plan goes by run', () => {
  const content = randomBytes(SOURCE);
  writeFileSync(at('medium'), content);
  writeFileSync(at('drive'), randomBytes(TARGET));
  const args = [
    'read',
    at('medium'),
    '--whole',
    '-o',
    at('drive'),
    '--file-target',
    ...yes({ sizeBytes: TARGET }),
  ];
  const { stdout } = isowright([...args, '--dry-run', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    do: 'read',
    targets: [{ kind: 'file', path: at('drive'), sizeBytes: TARGET }],
  });
  writeFileSync(at('plan.json'), stdout);
  const { status, done } = isowright(['run', at('plan.json'), '--json']);
  expect(status, JSON.stringify(done?.report.failure)).toBe(0);
  expect(readFileSync(at('drive')).subarray(0, SOURCE).equals(content)).toBe(true);
  expect(readFileSync(at('drive')).length).toBe(TARGET);
});

rig('an image is never cut before the backup of its GPT, wherever that is: sgdisk finds it sound', () => {
  // The image of a smaller disk, as it was written onto a larger stick.
  const content = gptDisk(SOURCE);
  const stick = loop('stick', Buffer.concat([content, Buffer.alloc(TARGET - SOURCE)]));
  expect(isowright(['read', stick.path, '-o', at('cut.img'), '--json']).status).toBe(0);
  expect(statSync(at('cut.img')).size).toBeLessThan(TARGET - MIB);
  expect(ask('sgdisk', '-v', at('cut.img')).stdout).toContain('No problems found');
  const whole = loop('whole', gptDisk(TARGET));
  expect(isowright(['read', whole.path, '-o', at('whole.img'), '--json']).status).toBe(0);
  expect(statSync(at('whole.img')).size).toBe(TARGET);
  expect(ask('sgdisk', '-v', at('whole.img')).stdout).toContain('No problems found');
});

rig('with a receipt, which speaks of every byte, a table stays as it was', () => {
  const content = gptDisk(SOURCE);
  const source = loop('source', content);
  const target = loop('target', randomBytes(TARGET));
  const args = ['-o', target.path, ...yes(target), '--receipt', at('r.json'), '--json'];
  expect(isowright(['read', source.path, ...args]).status).toBe(0);
  expect(held(target.path, SOURCE).equals(content)).toBe(true);
  expect(isowright(['verify', at('r.json'), target.path]).status).toBe(0);
});

rig(
  'a scan tells the speed by place, how long saving takes, and that it will be whole; a bad sector makes that damaged',
  () => {
    const source = makeFaultyDevice(SOURCE, {});
    undone.push(() => source.remove());
    fill(source, randomBytes(SOURCE));
    source.control({ rate: 16 * MIB });
    const well = isowright(['read', source.path, '--scan', '--whole', '--json']).done?.report.medium;
    expect(well?.capture?.seconds).toBeGreaterThan(0);
    expect(['sound', 'doubtful']).toContain(well?.capture?.verdict);
    expect(well?.speeds?.reduce((sum, { readBytes }) => sum + readBytes, 0)).toBeGreaterThan(SOURCE / 2);
    source.control({ bad_read: [[7 * MIB, SECTOR]] });
    const ill = isowright(['read', source.path, '--scan', '--whole', '--json']);
    expect([ill.status, ill.done?.report.medium?.capture?.verdict]).toEqual([7, 'damaged']);
  },
);

rig('a folder that is moved while its image grows keeps the map with it', async () => {
  const content = randomBytes(SOURCE);
  const source = makeFaultyDevice(SOURCE, {});
  undone.push(() => source.remove());
  fill(source, content);
  source.control({ rate: 5 * MIB });
  mkdirSync(at('old'));
  const running = startIsowright(['read', source.path, '--whole', '-o', at('old/out.img')]);
  await running.waitFor((one) => one.event === 'progress' && one.doneBytes > 2 * MIB);
  renameSync(at('old'), at('new'));
  mkdirSync(at('old'));
  running.child.kill('SIGINT');
  await running.ended;
  expect(readdirSync(at('old'))).toEqual([]);
  expect(readdirSync(at('new')).sort()).toEqual(['out.img.map', 'out.img.partial']);
  source.control({});
  expect(isowright(['read', source.path, '--whole', '-o', at('new/out.img'), '--json']).status).toBe(0);
  expect(readFileSync(at('new/out.img')).equals(content)).toBe(true);
});

rig('a drive that keeps other bytes than it was given fails alone, though it is the first', () => {
  const content = randomBytes(SOURCE);
  const source = loop('source', content);
  const liar = makeFaultyDevice(TARGET + 3 * SECTOR, {});
  undone.push(() => liar.remove());
  liar.control({ flip_write: [11 * MIB + 77] });
  const target = loop('target', randomBytes(TARGET));
  const outs = ['-o', liar.path, '-o', target.path, ...yes(liar, target)];
  const { status, done } = isowright(['read', source.path, '--whole', ...outs, '--json']);
  expect([status, done?.report.failure?.code]).toEqual([6, 'verify-mismatch']);
  expect(done?.report.targets).toMatchObject([
    { path: liar.path, ok: false, failure: { code: 'verify-mismatch' } },
    { path: target.path, ok: true, state: 'proved', sha256: sha256(content) },
  ]);
});

/** What a map calls read. */
function readBytesIn(map: string): number {
  if (!existsSync(map)) return 0;
  const lines = [...readFileSync(map, 'utf8').matchAll(/^0x\w+ +(0x\w+) +\+$/gm)];
  return lines.reduce((sum, [, length]) => sum + Number(length), 0);
}

function childrenOf(pid = 0): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

rig(
  'killed again and again: what a map calls read is on the drive as the medium has it, and it comes to its end',
  async () => {
    const content = gptDisk(SOURCE);
    const source = makeFaultyDevice(SOURCE, {});
    undone.push(() => source.remove());
    fill(source, content);
    source.control({ rate: 1.5 * MIB, bad_read: [[15 * MIB, SECTOR]] });
    const target = loop('target', randomBytes(TARGET));
    const args = ['read', source.path, '-o', target.path, '--map', at('map'), ...yes(target)];
    let checkedBytes = 0;
    for (let round = 0; round < 3; round++) {
      const running = startIsowright(args);
      const before = readBytesIn(at('map'));
      await running.waitFor((one) => one.event === 'progress' && readBytesIn(at('map')) > before);
      // The job is a process of its own, below the command: both go at once.
      for (const pid of childrenOf(running.child.pid)) process.kill(pid, 'SIGKILL');
      running.child.kill('SIGKILL');
      await running.ended;
      const now = held(target.path, SOURCE);
      for (const [, from = '', length = ''] of readFileSync(at('map'), 'utf8').matchAll(
        /^(0x\w+) +(0x\w+) +\+$/gm,
      )) {
        const [begin, end] = [Number(from), Number(from) + Number(length)];
        expect(now.subarray(begin, end).equals(content.subarray(begin, end)), `${begin}-${end}`).toBe(true);
        checkedBytes += end - begin;
      }
    }
    source.control({});
    const last = await startIsowright(args).ended;
    expect(last.status, JSON.stringify(last.done?.report.failure)).toBe(0);
    expect(ask('sgdisk', '-v', target.path).stdout).toContain('No problems found');
    expect(
      held(target.path, SOURCE)
        .subarray(2 * SECTOR)
        .equals(content.subarray(2 * SECTOR)),
    ).toBe(true);
    expect(checkedBytes).toBeGreaterThan(4 * MIB);
  },
);

rig(
  'two images with the same hole go on together, under their names; one that never was there is refused in words',
  () => {
    const content = randomBytes(SOURCE);
    const source = makeFaultyDevice(SOURCE, {});
    undone.push(() => source.remove());
    fill(source, content);
    source.control({ bad_read: [[7 * MIB, SECTOR]] });
    const read = (...names: string[]) =>
      isowright(['read', source.path, '--whole', ...names.flatMap((name) => ['-o', at(name)]), '--json']);
    expect(read('a.img', 'b.img').status).toBe(7);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['a.img', 'a.img.map', 'b.img']));
    writeFileSync(at('short.img.partial'), content.subarray(0, MIB));
    for (const other of ['new.img', 'short.img']) {
      const { status, done } = read('a.img', other);
      expect([other, status, done?.report.failure?.facts]).toMatchObject([other, 2, { why: 'other-output' }]);
    }
    expect(statSync(at('short.img.partial')).size).toBe(MIB);
    expect(existsSync(at('new.img.partial'))).toBe(false);
    source.control({});
    const whole = read('a.img', 'b.img');
    expect(whole.status, JSON.stringify(whole.done?.report.failure)).toBe(0);
    for (const name of ['a.img', 'b.img']) expect(readFileSync(at(name)).equals(content)).toBe(true);
  },
);
