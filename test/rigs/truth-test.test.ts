import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { type CliRan, isowright, startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { rig, testWith } from '../fakes/rigs.ts';

// Counterfeit drives are found before the first byte of the image; good ones keep every byte they had.

const MIB = 1 << 20;
const test = testWith('rigs', 'loop', 'tool:nbdkit', 'tool:nbdfuse');

let folder = '';
let image = '';
let content = '';
const contentBytes = seededBytes(64 * MIB, 3);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-liar-'));
  image = join(folder, 'image.iso');
  content = join(folder, 'content.img');
  writeFileSync(image, seededBytes(3 * MIB));
  writeFileSync(content, contentBytes);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Tested extends CliRan {
  readonly tookMs: number;
  readonly stored: Buffer;
}

function onDevice<T>(name: string, faults: object, act: (device: string, id: string) => T): T {
  const id = `t${process.pid}-${name}`;
  const device = rig('faulty.sh', 'up', id, content, JSON.stringify(faults));
  try {
    return act(device, id);
  } finally {
    rig('faulty.sh', 'ctl', id, '{}');
    rig('faulty.sh', 'down', id);
  }
}

function write(device: string, ...options: string[]): CliRan {
  const size = readFileSync(`/sys/block/${device.replace('/dev/', '')}/size`, 'utf8').trim();
  return isowright([
    'write',
    image,
    device,
    '--yes',
    '--expect-size',
    String(Number(size) * 512),
    ...options,
  ]);
}

function testedOn(name: string, faults: object, ...options: string[]): Tested {
  return onDevice(name, faults, (device, id) => {
    const beganAtMs = Date.now();
    const ran = write(device, '--json', ...options);
    const tookMs = Date.now() - beganAtMs;
    return { ...ran, tookMs, stored: readFileSync(rig('faulty.sh', 'image', id)) };
  });
}

const liars: [string, object, number][] = [
  ['drop-8M', { real_size: 8 * MIB, beyond: 'drop' }, 8 * MIB],
  ['drop-33M', { real_size: 33 * MIB + 4096, beyond: 'drop' }, 33 * MIB + 4096],
  ['drop-63M', { real_size: 63 * MIB, beyond: 'drop' }, 63 * MIB],
  ['wrap-8M', { real_size: 8 * MIB, beyond: 'wrap' }, 8 * MIB],
  ['wrap-33M', { real_size: 33 * MIB + 1536, beyond: 'wrap' }, 33 * MIB + 1536],
  ['wrap-60M', { real_size: 60 * MIB, beyond: 'wrap' }, 60 * MIB],
  ['drop-fake-16G', { fake_size: 16 * 2 ** 30 }, 64 * MIB],
  ['drop-fake-512G', { fake_size: 512 * 2 ** 30 }, 64 * MIB],
  ['wrap-fake-16G', { fake_size: 16 * 2 ** 30, real_size: 64 * MIB, beyond: 'wrap' }, 64 * MIB],
  ['wrap-fake-60G', { fake_size: 60e9 - (60e9 % 4096), real_size: 47 * MIB, beyond: 'wrap' }, 47 * MIB],
];

test.each(liars)(
  'a counterfeit drive (%s) is found in seconds, and nothing on it changed',
  (name, faults, realBytes) => {
    const { status, done, events, tookMs, stored } = testedOn(name, faults);
    expect([status, done?.report.failure?.code]).toEqual([4, 'capacity-false']);
    const facts = done?.report.failure?.facts as { realBytes: number; behaviour: string; restored: boolean };
    expect(facts).toMatchObject({ behaviour: name.startsWith('drop') ? 'drops' : 'wraps', restored: true });
    expect(Math.abs(facts.realBytes - realBytes)).toBeLessThanOrEqual(4096);
    expect(events).toContainEqual(expect.objectContaining({ event: 'note', code: 'capacity-false' }));
    expect(done?.report.targets?.[0]).toMatchObject({ state: 'untouched', writtenBytes: 0 });
    expect(tookMs).toBeLessThan(10_000);
    const kept = Math.min(realBytes, contentBytes.length);
    expect(Buffer.compare(stored.subarray(0, kept), contentBytes.subarray(0, kept))).toBe(0);
  },
);

test('a good drive passes in seconds, and only the image changed it', () => {
  const { status, events, stored, tookMs, done, stderr } = testedOn('good', {});
  expect([status, done?.report.failure, stderr]).toEqual([0, undefined, expect.any(String)]);
  expect(events).toContainEqual(expect.objectContaining({ event: 'note', code: 'capacity-tested' }));
  expect(tookMs).toBeLessThan(10_000);
  expect(Buffer.compare(stored.subarray(3 * MIB), contentBytes.subarray(3 * MIB))).toBe(0);
});

test('a person reads what was seen, how sure that is, and what to do', () => {
  onDevice('words', { real_size: 8 * MIB, beyond: 'drop' }, (device) => {
    const { stderr } = write(device, '--plain');
    expect(stderr).toContain('The drive does not hold what it claims');
    expect(stderr).toMatch(
      /claims to hold 64\.0 MiB \(67\.1 MB\)\. What is written beyond 8\.00 MiB is not there/,
    );
    expect(stderr).toMatch(/\d+ of \d+ test places were wrong\. What was on it before is back in place\./);
    expect(stderr).toContain('Counterfeit drives do this, and so do some broken ones.');
  });
});

test('--test off writes to a liar without asking; --test quick asks a virtual drive too', () => {
  expect(testedOn('off', { real_size: 8 * MIB, beyond: 'drop' }, '--test', 'off').status).toBe(0);
  const drive = join(folder, 'virtual.img');
  writeFileSync(drive, '');
  truncateSync(drive, 16 * MIB);
  const args = ['write', image, drive, '--file-target', '--yes', '--expect-size', String(16 * MIB), '--json'];
  const tested = (...more: string[]) =>
    isowright([...args, ...more]).events.some((event) => event.event === 'phase' && event.phase === 'test');
  expect([tested(), tested('--test', 'quick')]).toEqual([false, true]);
  expect(isowright([...args, '--test', 'slow']).status).toBe(2);
});

test('--test full finds every bad range and the real size of a drive', () => {
  const dropped = testedOn('full-drop', { real_size: 33 * MIB, beyond: 'drop' }, '--test', 'full');
  expect(dropped.done?.report.failure).toMatchObject({
    code: 'capacity-false',
    facts: { test: 'full', realBytes: 33 * MIB, behaviour: 'drops', restored: false },
  });
  const wrapped = testedOn('full-wrap', { real_size: 24 * MIB, beyond: 'wrap' }, '--test', 'full');
  expect(wrapped.done?.report.failure).toMatchObject({
    code: 'capacity-false',
    facts: { realBytes: 24 * MIB, behaviour: 'wraps' },
  });
  const worn = testedOn(
    'full-worn',
    { bad_write: [[5 * MIB, 512]], flip_write: [40 * MIB + 7] },
    '--test',
    'full',
  );
  expect(worn.done?.report.failure).toMatchObject({ code: 'drive-unreliable', facts: { atByte: 5 * MIB } });
  const bad = worn.events.flatMap((event) => (event.event === 'bad' ? [event.atByte] : []));
  expect(bad).toEqual(expect.arrayContaining([5 * MIB, 40 * MIB]));
  expect(worn.events).toContainEqual(expect.objectContaining({ event: 'note', code: 'content-not-kept' }));
  const good = testedOn('full-good', {}, '--test', 'full');
  expect([good.status, good.done?.outcome]).toEqual([0, 'done']);
});

test('a test that is killed leaves what it takes to put the content back', async () => {
  const id = `t${process.pid}-killed`;
  const device = rig('faulty.sh', 'up', id, content, '{"rate":1000000}');
  try {
    const job = startIsowright(['write', image, device, '--yes', '--expect-size', String(64 * MIB)]);
    const note = await job.waitFor((event) => event.event === 'note' && event.code === 'job-folder');
    const at = note.event === 'note' ? (note.path ?? '') : '';
    await until(() => readdirSync(at).some(isKept) && /^w/m.test(rig('faulty.sh', 'log', id)));
    killChildren(job.child.pid!);
    await job.ended;
    rig('faulty.sh', 'ctl', id, '{}');
    const { status, done } = isowright(['undo', at.split('/').at(-1)!, '--yes', '--json']);
    expect([status, done?.outcome]).toEqual([0, 'done']);
    const stored = readFileSync(rig('faulty.sh', 'image', id));
    expect(Buffer.compare(stored, contentBytes)).toBe(0);
    expect(statSync(at).isDirectory() && readdirSync(at).filter(isKept)).toEqual([]);
  } finally {
    rig('faulty.sh', 'ctl', id, '{}');
    rig('faulty.sh', 'down', id);
  }
});

test('a drive that stops answering in the middle of its test is left after a stop, and nothing is called untouched', async () => {
  const id = `t${process.pid}-stuck`;
  const device = rig('faulty.sh', 'up', id, content, '{"rate":1000000}');
  try {
    const job = startIsowright(['write', image, device, '--yes', '--expect-size', String(64 * MIB)]);
    await until(() => /^w/m.test(rig('faulty.sh', 'log', id)));
    rig('faulty.sh', 'ctl', id, '{"stuck":true}');
    job.child.kill('SIGINT');
    const { status, done } = await job.ended;
    expect([status, done?.outcome]).toEqual([130, 'stopped']);
    expect(done?.report.targets?.[0]).toMatchObject({ ok: false, state: 'unfinished' });
  } finally {
    rig('faulty.sh', 'ctl', id, '{}');
    rig('faulty.sh', 'down', id);
  }
});

function isKept(name: string): boolean {
  return /^truth-.*\.json$/.test(name);
}

function killChildren(pid: number): void {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  for (const child of children) process.kill(Number(child), 'SIGKILL');
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !isSo(); tries++)
    await new Promise((resolve) => setTimeout(resolve, 25));
  expect(isSo()).toBe(true);
}
