import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { type LoopDevice, makeLoopDevice } from '../fakes/loop-device.ts';
import { rig, testWith } from '../fakes/rigs.ts';

// One job, many drives: each proved for itself, a bad one named, the others not held up by it.

const MIB = 1 << 20;
const DRIVE_BYTES = 16 * MIB;
const onLoop = testWith('loop');
const onFaulty = testWith('rigs', 'loop', 'tool:nbdkit', 'tool:nbdfuse');

let folder = '';
let image = '';
const bytes = seededBytes(6 * MIB + 1024);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-many-'));
  image = join(folder, 'image.iso');
  writeFileSync(image, bytes);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function virtualDrives(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `drive-${count}-${index}.img`);
    writeFileSync(path, '');
    truncateSync(path, DRIVE_BYTES);
    return path;
  });
}

const write = (...args: string[]) =>
  isowright(['write', ...args, '--yes', '--expect-size', String(DRIVE_BYTES), '--json']);

for (const count of [4, 16]) {
  onLoop(`${count} drives get the same bytes, and the report says they are identical`, () => {
    const loops: LoopDevice[] = Array.from({ length: count }, () => makeLoopDevice(DRIVE_BYTES));
    try {
      const csv = join(folder, `report-${count}.csv`);
      const { status, done } = write(
        image,
        ...loops.map(({ path }) => path),
        '--report',
        csv,
        '--test',
        'off',
      );
      expect(status).toBe(0);
      expect(done?.report.identical).toBe(true);
      expect(done?.report.targets?.map(({ state }) => state)).toEqual(loops.map(() => 'proved'));
      for (const { backingPath } of loops) {
        expect(Buffer.compare(readFileSync(backingPath).subarray(0, bytes.length), bytes)).toBe(0);
      }
      const rows = readFileSync(csv, 'utf8').trim().split('\r\n');
      expect(rows).toHaveLength(count + 1);
      expect(rows[1]).toContain(`,${loops[0]?.path},${image},ok,proved,`);
    } finally {
      for (const loop of loops) loop.remove();
    }
  });
}

onFaulty('a drive that dies and one that lies are named; the two good ones are proved', () => {
  const names = ['dies', 'lies', 'good-a', 'good-b'];
  const faults = [{ dead_after_write: 2 * MIB }, { flip_write: [3 * MIB] }, {}, {}];
  const ids = names.map((name) => `t${process.pid}-${name}`);
  const paths = ids.map((id, index) =>
    rig('faulty.sh', 'up', id, String(DRIVE_BYTES), JSON.stringify(faults[index])),
  );
  try {
    const { status, done } = write(image, ...paths, '--test', 'off');
    expect(done?.report.targets?.map(({ state }) => state)).toEqual([
      'unfinished',
      'written',
      'proved',
      'proved',
    ]);
    expect(done?.report.targets?.map(({ failure }) => failure?.code)).toEqual([
      'target-gone',
      'verify-mismatch',
      undefined,
      undefined,
    ]);
    expect(done?.report.identical).toBeUndefined();
    expect(status).toBe(4);
  } finally {
    for (const id of ids) rig('faulty.sh', 'down', id);
  }
});

testWith()('each target can get an image of its own in the same job', () => {
  const other = join(folder, 'other.iso');
  const otherBytes = seededBytes(2 * MIB + 512, 9);
  writeFileSync(other, otherBytes);
  const [a = '', b = '', c = ''] = virtualDrives(3);
  const { status, done } = write(image, a, b, c, '--file-target', '--image-for', `${b}=${other}`);
  expect(status).toBe(0);
  expect(done?.report.targets?.map((target) => target.image)).toEqual([undefined, other, undefined]);
  expect(Buffer.compare(readFileSync(a).subarray(0, bytes.length), bytes)).toBe(0);
  expect(Buffer.compare(readFileSync(b).subarray(0, otherBytes.length), otherBytes)).toBe(0);
  expect(Buffer.compare(readFileSync(c).subarray(0, bytes.length), bytes)).toBe(0);
});

testWith()('delta writes only what differs and proves the whole', () => {
  const [drive = ''] = virtualDrives(1);
  expect(write(image, drive, '--file-target').status).toBe(0);
  const changed = Buffer.from(bytes);
  changed.fill(0x42, 4 * MIB, 4 * MIB + 1000);
  writeFileSync(image, changed);
  const { status, done } = write(image, drive, '--file-target', '--delta');
  writeFileSync(image, bytes);
  expect(status).toBe(0);
  expect(done?.report.targets?.[0]?.skippedBytes).toBe(bytes.length - 65_536 - MIB);
  expect(Buffer.compare(readFileSync(drive).subarray(0, changed.length), changed)).toBe(0);
});
