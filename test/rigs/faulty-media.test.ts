import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { type CliRan, isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { rig, testWith } from '../fakes/rigs.ts';

// Real block devices that fail on demand: each failure ends with its code, its place and words to act on.

const MIB = 1 << 20;
const DEVICE_BYTES = 32 * MIB;
const test = testWith('rigs', 'loop', 'tool:nbdkit', 'tool:nbdfuse');

let folder = '';
let image = '';
const bytes = seededBytes(12 * MIB + 2048);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-faulty-'));
  image = join(folder, 'image.iso');
  writeFileSync(image, bytes);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Writes the image to a device with these faults. `stored` is what really arrived. Without a truth test: its random probes
 * would meet the faults now and then.
 */
function writeTo(name: string, faults: object): CliRan & { stored: Buffer } {
  const id = `t${process.pid}-${name}`;
  const device = rig('faulty.sh', 'up', id, String(DEVICE_BYTES), JSON.stringify(faults));
  try {
    const ran = isowright([
      'write',
      image,
      device,
      '--yes',
      '--expect-size',
      String(DEVICE_BYTES),
      '--json',
      '--test',
      'off',
    ]);
    return { ...ran, stored: readFileSync(rig('faulty.sh', 'image', id)) };
  } finally {
    rig('faulty.sh', 'down', id);
  }
}

test('a good device holds the image afterwards and is proved', () => {
  const { status, done, stored } = writeTo('good', {});
  expect(status).toBe(0);
  expect(done?.report.targets?.[0]).toMatchObject({
    ok: true,
    state: 'proved',
    verifiedBytes: bytes.length,
    mismatches: [],
  });
  expect(Buffer.compare(stored.subarray(0, bytes.length), bytes)).toBe(0);
});

test('a sector that refuses writes ends in exit 4 with the place, and the drive is called unfinished', () => {
  const { status, done, stderr } = writeTo('bad-write', { bad_write: [[5 * MIB, 512]] });
  expect(status).toBe(4);
  expect(done?.report.failure).toMatchObject({
    code: 'target-write-failed',
    facts: { atByte: 5 * MIB, errno: 'EIO' },
  });
  expect(done?.report.targets?.[0]).toMatchObject({ ok: false, state: 'unfinished' });
  expect(stderr).not.toContain('undefined');
});

test('a silently flipped byte on the medium ends in exit 6 with its exact place', () => {
  const flipAt = 7 * MIB + 12_345;
  const { status, done, events } = writeTo('flip-write', { flip_write: [flipAt] });
  expect(status).toBe(6);
  expect(done?.report.targets?.[0]?.mismatches).toEqual([{ atByte: flipAt, lengthBytes: 1 }]);
  expect(events).toContainEqual(expect.objectContaining({ event: 'bad', atByte: flipAt, lengthBytes: 1 }));
});

test('a byte that is flipped on read-back ends in exit 6', () => {
  const { status, done } = writeTo('flip-read', { flip_read: [3 * MIB] });
  expect(status).toBe(6);
  expect(done?.report.targets?.[0]?.mismatches).toEqual([{ atByte: 3 * MIB, lengthBytes: 1 }]);
});

test('a sector that cannot be read back ends in exit 4, and nothing is called proved', () => {
  const { status, done } = writeTo('bad-read', { bad_read: [[6 * MIB, 512]] });
  expect(status).toBe(4);
  expect(done?.report.failure).toMatchObject({ code: 'target-read-failed' });
  expect(done?.report.targets?.[0]?.state).toBe('written');
});

test('a device that dies after some bytes ends in exit 4 and never says done', () => {
  const { status, done, stored } = writeTo('dead', { dead_after_write: 6 * MIB });
  expect(status).toBe(4);
  expect(done).toMatchObject({ ok: false, outcome: 'failed' });
  expect(done?.report.targets?.[0]?.state).toBe('unfinished');
  // The head was wiped and is to be written last: what is left does not look like a drive that boots.
  expect(stored.subarray(0, 512).every((byte) => byte === 0)).toBe(true);
});

test('a flush error ends in exit 4: nothing is done before it is on the medium', () => {
  const { status, done, events } = writeTo('flush', { flush_error: true });
  expect(status).toBe(4);
  expect(done?.report.failure?.code).toBe('target-flush-failed');
  expect(done?.report.targets?.[0]?.onMediaBytes).toBe(0);
  expect(events.some((event) => event.event === 'phase' && event.phase === 'verify')).toBe(false);
});

test('without a truth test, a counterfeit drive that drops what does not fit ends in exit 6 at its real size', () => {
  const { status, done } = writeTo('drop', { real_size: 8 * MIB, beyond: 'drop' });
  expect(status).toBe(6);
  expect(done?.report.failure?.facts).toMatchObject({ atByte: 8 * MIB });
});

test('every failure tells a person what to do next', () => {
  const id = `t${process.pid}-words`;
  const device = rig('faulty.sh', 'up', id, String(DEVICE_BYTES), '{"bad_write":[[5242880,512]]}');
  try {
    const { stderr, status } = isowright([
      'write',
      image,
      device,
      '--yes',
      '--expect-size',
      String(DEVICE_BYTES),
      '--plain',
    ]);
    expect(status).toBe(4);
    expect(stderr).toMatch(/refused a write/);
    expect(stderr).toMatch(/byte 5,242,880/);
    expect(stderr).toMatch(/next/);
    expect(stderr).toMatch(/log +\/.*\/jobs\/([\w-]+)\n[\s\S]*isowright resume \1\n/);
  } finally {
    rig('faulty.sh', 'down', id);
  }
});

test('an unreadable sector under the source ends in exit 7 with the file and the place', () => {
  const id = `t${process.pid}-source`;
  const source = join(folder, 'bad-source.img');
  copyFileSync(image, source);
  const device = rig('faulty.sh', 'up', id, String(DEVICE_BYTES), '{}');
  try {
    // The kernel's own file systems on a failing disk give EIO; a FUSE file that fails does the same.
    const failing = rig('faulty.sh', 'image', id).replace(/image$/, 'device');
    // Of nothing but zeros it would be looked through for more before the first write.
    writeFileSync(failing, 'something', { flag: 'r+' });
    rig('faulty.sh', 'ctl', id, JSON.stringify({ bad_read: [[4 * MIB, 512]] }));
    const target = join(folder, 'virtual.img');
    writeFileSync(target, new Uint8Array(DEVICE_BYTES));
    const { status, done } = isowright([
      'write',
      failing,
      target,
      '--file-target',
      '--yes',
      '--expect-size',
      String(statSync(target).size),
      '--json',
    ]);
    expect(status).toBe(7);
    expect(done?.report.failure).toMatchObject({ code: 'source-unreadable', facts: { errno: 'EIO' } });
    expect(done?.report.targets?.[0]?.state).toBe('unfinished');
  } finally {
    rig('faulty.sh', 'down', id);
  }
  expect(device).toContain('/dev/loop');
});
