import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { TargetReport } from '../../src/engine/contract/events/report.ts';
import { type CliRan, isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { detacherOf, type LoopDevice, makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';

// What need not be written: ranges a block map leaves out (bmaptool is the judge), and zeros on a drive that was
// discarded (blkdiscard and cmp are).

const MIB = 1 << 20;
const SIZE = 24 * MIB;
const DRIVE = 32 * MIB;
/** Where the image holds data; holes elsewhere. */
const DATA = [
  [0, 70_000],
  [5 * MIB + 4096, 4096],
  [11 * MIB, 3 * MIB],
  [SIZE - 8192, 8192],
] as const;

const withMap = testWith('loop', 'tool:bmaptool');
const withZip = testWith('loop', 'tool:bmaptool', 'tool:zip');
const withTrim = testWith('loop', 'tool:blkdiscard', 'tool:cmp');
let folder = '';
let image = '';
let map = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-spared-'));
  image = join(folder, 'image.wic');
  map = `${image}.bmap`;
  writeFileSync(image, '');
  truncateSync(image, SIZE);
  const fd = openSync(image, 'r+');
  for (const [at, lengthBytes] of DATA) writeSync(fd, seededBytes(lengthBytes, at + 1), 0, lengthBytes, at);
  closeSync(fd);
  run('bmaptool', ['create', '-o', map, image]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A drive that holds something everywhere. */
function withFullDrive(act: (loop: LoopDevice, before: Uint8Array) => void): void {
  const before = seededBytes(DRIVE, 99);
  const content = join(folder, 'before.img');
  writeFileSync(content, before);
  const loop = makeLoopDevice(DRIVE, { contentOf: content });
  try {
    act(loop, before);
  } finally {
    loop.remove();
  }
}

const identity = ['--yes', '--expect-size', String(DRIVE), '--json'];
const written = (ran: CliRan): TargetReport | undefined => ran.done?.report.targets?.[0];
const stored = ({ path }: LoopDevice): Uint8Array => {
  run('blockdev', ['--flushbufs', path]);
  return readFileSync(path);
};

withMap('what a block map beside the image leaves out stays as it was; what it names is there', () =>
  withFullDrive((loop, before) => {
    const ran = isowright(['write', image, loop.path, ...identity]);
    expect(ran.status).toBe(0);
    const now = stored(loop);
    const whole = readFileSync(image);
    for (const [at, lengthBytes] of DATA)
      expect(Buffer.compare(now.subarray(at, at + lengthBytes), whole.subarray(at, at + lengthBytes))).toBe(
        0,
      );
    const untouched = [6 * MIB, 11 * MIB] as const;
    expect(Buffer.compare(now.subarray(...untouched), before.subarray(...untouched))).toBe(0);
    const report = written(ran);
    expect(report).toMatchObject({ ok: true, state: 'proved' });
    expect(report?.skippedBytes).toBeGreaterThan(15 * MIB);
    expect(report?.verifiedBytes).toBe(report?.mappedBytes);
    // The hash of the image says nothing about a drive that holds a part of it.
    expect(report?.sha256).toBeUndefined();
    expect(ran.events).toContainEqual(expect.objectContaining({ code: 'block-map' }));
  }),
);

withMap('a packed image with its block map, and a map that is named, spare the same writes', () =>
  withFullDrive((loop) => {
    run('gzip', ['-k', '-c', image]);
    const packed = join(folder, 'packed.gz');
    run('sh', ['-c', `gzip -c '${image}' > '${packed}'`]);
    const ran = isowright(['write', packed, loop.path, '--bmap', map, ...identity]);
    expect(written(ran)).toMatchObject({ ok: true, state: 'proved' });
    expect(written(ran)?.skippedBytes).toBeGreaterThan(15 * MIB);
    expect(isowright(['verify', packed, loop.path, '--bmap', map]).status).toBe(0);
  }),
);

withZip(
  'a block map that is packed together with the image in a zip archive is used as if it lay beside it',
  () =>
    withFullDrive((loop, before) => {
      const packed = join(folder, 'packed.zip');
      const readme = join(folder, 'README.txt');
      writeFileSync(readme, 'a card');
      expect(run('zip', ['-q', '-j', packed, readme, image, map]).status).toBe(0);
      const ran = isowright(['write', packed, loop.path, ...identity]);
      expect(ran.status).toBe(0);
      expect(written(ran)).toMatchObject({ ok: true, state: 'proved' });
      expect(written(ran)?.skippedBytes).toBeGreaterThan(15 * MIB);
      const untouched = [6 * MIB, 11 * MIB] as const;
      expect(Buffer.compare(stored(loop).subarray(...untouched), before.subarray(...untouched))).toBe(0);
      expect(ran.events).toContainEqual(
        expect.objectContaining({ code: 'checksum-file-matches', path: `${packed}: image.wic.bmap` }),
      );
      expect(isowright(['verify', packed, loop.path]).status).toBe(0);
      expect(isowright(['verify', packed, loop.path, '--no-bmap']).status).toBe(6);
      // The judge: what bmaptool writes by the same map is equal to us.
      expect(run('bmaptool', ['copy', '--bmap', map, image, loop.path]).status).toBe(0);
      expect(isowright(['verify', packed, loop.path]).status).toBe(0);
      expect(isowright(['verify', packed]).status).toBe(0);
    }),
);

withMap('a drive that bmaptool wrote is equal by the block map, and differs without it', () =>
  withFullDrive((loop) => {
    expect(run('bmaptool', ['copy', '--bmap', map, image, loop.path]).status).toBe(0);
    const byMap = isowright(['verify', image, loop.path, '--json']);
    expect(byMap.status).toBe(0);
    expect(written(byMap)).toMatchObject({ ok: true, state: 'proved' });
    expect(isowright(['verify', image, loop.path, '--no-bmap', '--json']).status).toBe(6);
    // A byte within a mapped range counts; one beside it does not.
    const fd = openSync(loop.path, 'r+');
    writeSync(fd, Uint8Array.of(1), 0, 1, 8 * MIB);
    expect(isowright(['verify', image, loop.path]).status).toBe(0);
    writeSync(fd, Uint8Array.of(255, 255, 255), 0, 3, 12 * MIB + 1);
    closeSync(fd);
    const differs = isowright(['verify', image, loop.path, '--json']);
    expect(differs.status).toBe(6);
    expect(written(differs)?.mismatches).toMatchObject([{ atByte: 12 * MIB + 1, lengthBytes: 3 }]);
  }),
);

withMap('--no-bmap and --receipt write every byte', () =>
  withFullDrive((loop) => {
    for (const more of [['--no-bmap'], ['--receipt', join(folder, 'image.receipt.json')]]) {
      const ran = isowright(['write', image, loop.path, ...more, ...identity]);
      expect(written(ran)).toMatchObject({ ok: true, skippedBytes: 0 });
      expect(run('cmp', ['-n', String(SIZE), image, loop.path]).status).toBe(0);
    }
  }),
);

withMap('a block map of another image stops the write before the drive gets its beginning', () =>
  withFullDrive((loop) => {
    const other = join(folder, 'other.wic');
    copyFileSync(image, other);
    const fd = openSync(other, 'r+');
    writeSync(fd, Uint8Array.of(7), 0, 1, 12 * MIB);
    closeSync(fd);
    const ran = isowright(['write', other, loop.path, '--bmap', map, ...identity]);
    expect(ran.status).toBe(7);
    expect(ran.done?.report.failure).toMatchObject({ code: 'source-damaged', facts: { atByte: 11 * MIB } });
    expect(written(ran)?.state).toBe('unfinished');
    writeFileSync(join(folder, 'no.bmap'), readFileSync(map, 'utf8').replace('<BlockSize>', '<BlokSize>'));
    const broken = ['write', image, loop.path, '--bmap', join(folder, 'no.bmap'), ...identity];
    expect(isowright(broken)).toMatchObject({
      status: 7,
      done: { report: { failure: { code: 'source-damaged' } } },
    });
  }),
);

withTrim('a drive that gives zeros after --discard needs no zeros written, and holds the image', () =>
  withFullDrive((loop) => {
    const ran = isowright(['write', image, loop.path, '--no-bmap', '--discard', ...identity]);
    expect(ran.status).toBe(0);
    expect(ran.events).toContainEqual(expect.objectContaining({ code: 'discarded', text: 'zeros' }));
    expect(written(ran)).toMatchObject({ ok: true, state: 'proved', verifiedBytes: SIZE });
    expect(written(ran)?.skippedBytes).toBeGreaterThan(15 * MIB);
    run('blockdev', ['--flushbufs', loop.path]);
    expect(run('cmp', ['-n', String(SIZE), image, loop.path]).status).toBe(0);
    // The file behind it has holes again: the rest of the drive, too, was forgotten.
    expect(
      stored(loop)
        .subarray(SIZE)
        .every((byte) => byte === 0),
    ).toBe(true);
    expect(statSync(loop.backingPath).blocks * 512).toBeLessThan(8 * MIB);
  }),
);

withTrim('--discard without the comparison leaves nothing out', () =>
  withFullDrive((loop) => {
    const ran = isowright(['write', image, loop.path, '--no-bmap', '--discard', '--no-verify', ...identity]);
    expect(ran.status).toBe(0);
    expect(written(ran)).toMatchObject({ skippedBytes: 0 });
  }),
);

withTrim('undo after --discard says that everything is lost, and puts back what was kept when asked', () =>
  withFullDrive((loop, before) => {
    const ran = isowright(['write', image, loop.path, '--discard', ...identity]);
    const job = ran.events[0]?.job ?? '';
    const refused = isowright(['undo', job, '--yes', '--json']);
    expect(refused).toMatchObject({ status: 1, done: { report: { failure: { code: 'undo-incomplete' } } } });
    expect(isowright(['undo', job, '--yes', '--partly', '--json']).status).toBe(0);
    const now = stored(loop);
    expect(Buffer.compare(now.subarray(0, MIB), before.subarray(0, MIB))).toBe(0);
    expect(Buffer.compare(now.subarray(-MIB), before.subarray(-MIB))).toBe(0);
  }),
);

withTrim(
  '--discard is refused before the first byte where a drive cannot, and the others stay untouched',
  () =>
    withFullDrive((good, before) => {
      // A file system that makes no holes: its loop device cannot forget.
      const place = mkdtempSync(join(folder, 'ramfs-'));
      expect(run('mount', ['-t', 'ramfs', 'none', place]).status).toBe(0);
      writeFileSync(join(place, 'disk.img'), '');
      truncateSync(join(place, 'disk.img'), DRIVE);
      const path = run('losetup', ['--find', '--show', join(place, 'disk.img')]).stdout.trim();
      const detach = detacherOf(path);
      try {
        const ran = isowright(['write', image, good.path, path, '--discard', ...identity]);
        expect(ran).toMatchObject({
          status: 4,
          done: { report: { failure: { code: 'discard-impossible', facts: { kind: 'drive' } } } },
        });
        expect(Buffer.compare(stored(good), before)).toBe(0);
      } finally {
        detach();
        run('umount', [place]);
      }
    }),
);

withTrim('--discard of a file that stands in for a drive is refused', () => {
  const file = join(folder, 'drive.img');
  writeFileSync(file, seededBytes(DRIVE));
  const ran = isowright(['write', image, file, '--file-target', '--discard', ...identity]);
  expect(ran).toMatchObject({ status: 4, done: { report: { failure: { code: 'discard-impossible' } } } });
  expect(Buffer.compare(readFileSync(file), seededBytes(DRIVE))).toBe(0);
});

withTrim('an image that is mostly zeros is made with holes, and is whole all the same', () => {
  const tree = mkdtempSync(join(folder, 'tree-'));
  writeFileSync(join(tree, 'big.bin'), '');
  truncateSync(join(tree, 'big.bin'), 20 * MIB);
  const out = join(folder, 'out.iso');
  const ran = isowright(['make', tree, '-o', out, '--json']);
  expect(ran.status).toBe(0);
  expect(run('sha256sum', ['-c', `${out}.sha256`], { cwd: folder }).status).toBe(0);
  expect(statSync(out).blocks * 512).toBeLessThan(4 * MIB);
});
