import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { watched } from '../../../../src/engine/write/transfer/watched-target.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { fakeStream } from '../../../fakes/fake-stream.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';
import { transferOf } from '../../../fakes/transfer-of.ts';

const MIB = 1 << 20;

test('transfer takes a stream of unknown size, pads its end and proves it', async () => {
  const bytes = seededBytes(3 * MIB + 777);
  const fake = new FakeTarget({ headBytes: MIB });
  const { lanes, sha256, sizeBytes, facts } = await transferOf(fakeStream(bytes), [fake]);
  expect(lanes[0]?.lane.state).toBe('proved');
  expect(sizeBytes).toBe(bytes.length);
  expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(Buffer.compare(fake.stored.subarray(0, bytes.length), bytes)).toBe(0);
  expect(facts[0]).toEqual({ event: 'phase', phase: 'write' });
});

test('a stream larger than the drive ends as too small, and the drive is called unfinished', async () => {
  const fake = new FakeTarget({ capacityBytes: 2 * MIB, headBytes: MIB });
  const { lanes, failure } = await transferOf(fakeStream(seededBytes(5 * MIB)), [fake]);
  expect(failure?.code).toBe('target-too-small');
  expect(lanes[0]?.lane.state).toBe('unfinished');
});

test('an empty head stays when a stream turns out damaged at its end', async () => {
  const fake = new FakeTarget({ headBytes: MIB });
  const damaged = new Error('checksum of the container is wrong');
  const { failure } = await transferOf(
    fakeStream(seededBytes(2 * MIB), () => Promise.reject(damaged)),
    [fake],
  );
  expect(failure?.cause).toBe(damaged);
  expect(fake.stored.subarray(0, MIB).every((byte) => byte === 0)).toBe(true);
});

test('a difference in what came from a stream is located to its piece', async () => {
  const fake = new FakeTarget({ faults: { flipAt: 2 * MIB + 70_000 } });
  const { lanes } = await transferOf(fakeStream(seededBytes(4 * MIB)), [fake]);
  expect(lanes[0]?.mismatches.list).toEqual([{ atByte: 2 * MIB + 65_536, lengthBytes: 65_536 }]);
});

test('delta writes only what differs and counts the rest as skipped', async () => {
  const bytes = seededBytes(6 * MIB);
  const fake = new FakeTarget({ headBytes: MIB });
  fake.stored.set(bytes);
  fake.stored[4 * MIB + 5] = 255 - (fake.stored[4 * MIB + 5] ?? 0);
  const { lanes } = await transferOf(fakeImage(bytes), [fake], { delta: true });
  expect(lanes[0]?.lane.state).toBe('proved');
  expect(Buffer.compare(fake.stored.subarray(0, bytes.length), bytes)).toBe(0);
  expect(fake.calls.filter((call) => call.startsWith('write'))).toEqual([
    `write 0+${MIB}`,
    `write ${4 * MIB}+65536`,
    `write 0+${MIB}`,
  ]);
  expect(lanes[0]?.lane.skippedBytes).toBe(5 * MIB - 65_536);
});

test('delta with a change in the head alone writes the head, and no zeros stay in it', async () => {
  for (const changedByte of [0, 100_000, MIB - 1]) {
    const bytes = seededBytes(3 * MIB);
    const fake = new FakeTarget({ headBytes: MIB });
    fake.stored.set(bytes);
    fake.stored[changedByte] = 255 - (fake.stored[changedByte] ?? 0);
    const { lanes, facts } = await transferOf(fakeImage(bytes), [fake], { delta: true, verify: false });
    expect(lanes[0]?.lane.state).toBe('written');
    expect(Buffer.compare(fake.stored.subarray(0, bytes.length), bytes)).toBe(0);
    expect(lanes[0]?.lane.skippedBytes).toBe(2 * MIB);
    expect(facts.some((fact) => fact.event === 'note' && fact.code === 'repaired')).toBe(false);
  }
});

test('delta with an image shorter than the head leaves what lies behind the image', async () => {
  const fake = new FakeTarget({ headBytes: MIB });
  fake.stored.fill(79);
  const bytes = seededBytes(100_000);
  const { lanes } = await transferOf(fakeImage(bytes), [fake], { delta: true });
  expect(lanes[0]?.lane.state).toBe('proved');
  expect(Buffer.compare(fake.stored.subarray(0, bytes.length), bytes)).toBe(0);
  expect(fake.stored.subarray(102_400, MIB).every((byte) => byte === 79)).toBe(true);
});

test('delta on an equal drive writes nothing at all', async () => {
  const bytes = seededBytes(3 * MIB);
  const fake = new FakeTarget({ headBytes: MIB });
  fake.stored.set(bytes);
  const { lanes } = await transferOf(fakeImage(bytes), [fake], { delta: true });
  expect(lanes[0]?.lane.state).toBe('proved');
  expect(lanes[0]?.lane.skippedBytes).toBe(bytes.length);
  expect(fake.calls.some((call) => call.startsWith('write'))).toBe(false);
});

test('a byte that was stored wrong once is written again, read back, and reported as repaired', async () => {
  const fake = new FakeTarget({ headBytes: MIB, faults: { flipAt: 3 * MIB + 9, flipsOnce: true } });
  const { lanes, facts } = await transferOf(fakeImage(seededBytes(5 * MIB)), [fake]);
  expect(lanes[0]?.lane.state).toBe('proved');
  expect(lanes[0]?.mismatches.list).toEqual([]);
  expect(lanes[0]?.mismatches.repaired).toEqual([{ atByte: 3 * MIB + 9, lengthBytes: 1, file: '/body' }]);
  expect(facts.some((fact) => fact.event === 'note' && fact.code === 'repaired')).toBe(true);
});

test('a counterfeit drive that wraps around is never called repaired', async () => {
  const fake = new FakeTarget({ headBytes: MIB, faults: { wrapAtBytes: 3 * MIB } });
  const { lanes } = await transferOf(fakeImage(seededBytes(5 * MIB)), [fake]);
  expect(lanes[0]?.lane.failure?.code).toBe('verify-mismatch');
  expect(lanes[0]?.lane.state).toBe('written');
});

test('a place that is read back at the second try is counted and does not fail the drive', async () => {
  const fake = new FakeTarget({ headBytes: MIB, faults: { failReadOnceAt: 2 * MIB } });
  const { lanes } = await transferOf(fakeImage(seededBytes(4 * MIB)), [fake]);
  expect(lanes[0]?.lane.state).toBe('proved');
  expect(lanes[0]?.lane.retriedReads).toBe(1);
});

test('a resumed transfer writes only from the safe place on, and the head, and proves everything', async () => {
  const bytes = seededBytes(8 * MIB);
  const fake = new FakeTarget({ headBytes: MIB });
  fake.stored.fill(0, 0, MIB).set(bytes.subarray(MIB, 5 * MIB), MIB);
  const { lanes } = await transferOf(fakeImage(bytes), [fake], { resumeAtBytes: [5 * MIB] });
  expect(lanes[0]?.lane.state).toBe('proved');
  const places = fake.calls.filter((call) => call.startsWith('write')).map((call) => call.split(/[ +]/)[1]);
  expect(new Set(places)).toEqual(new Set(['0', `${5 * MIB}`, `${6 * MIB}`, `${7 * MIB}`]));
});

test('a resumed transfer finds what the earlier run lost and repairs it', async () => {
  const bytes = seededBytes(6 * MIB);
  const fake = new FakeTarget({ headBytes: MIB });
  const { lanes } = await transferOf(fakeImage(bytes), [fake], { resumeAtBytes: [5 * MIB] });
  expect(lanes[0]?.lane.state).toBe('proved');
  expect(lanes[0]?.mismatches.repaired.length).toBeGreaterThan(0);
});

test('a lane much slower than the others is left behind, goes on by itself and is proved as well', async () => {
  const bytes = seededBytes(40 * MIB);
  // Time passes only while it writes.
  let atMs = 0;
  const slowly = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    atMs += 400;
  };
  const slow = new FakeTarget({
    name: 'slow',
    capacityBytes: 40 * MIB,
    headBytes: MIB,
    faults: { slow: slowly },
  });
  const fast = new FakeTarget({ name: 'fast', capacityBytes: 40 * MIB, headBytes: MIB });
  const clock = { nowMs: Date.now, preciseMs: () => atMs };
  const { lanes, facts } = await transferOf(fakeImage(bytes), [slow, fast], { clock });
  expect(lanes.map(({ lane }) => lane.state)).toEqual(['proved', 'proved']);
  expect(facts).toContainEqual({ event: 'note', code: 'left-behind', target: 'slow' });
  expect(Buffer.compare(slow.stored, bytes)).toBe(0);
});

test('sixteen targets get the same bytes from one read', async () => {
  const bytes = seededBytes(4 * MIB + 512);
  const image = fakeImage(bytes);
  const targets = Array.from(
    { length: 16 },
    (_, index) => new FakeTarget({ name: `t${index}`, headBytes: MIB }),
  );
  const { lanes } = await transferOf(image, targets);
  expect(lanes.every(({ lane }) => lane.state === 'proved')).toBe(true);
  for (const { stored } of targets) expect(Buffer.compare(stored.subarray(0, bytes.length), bytes)).toBe(0);
  expect(image.reads).toEqual([0, 1, 2, 3, 4].map((index) => index * MIB));
});

test('a target that does not answer is said once, however many requests wait, and when it answers again', async () => {
  vi.useFakeTimers();
  try {
    const codes: string[] = [];
    const answer = Promise.withResolvers<void>();
    const slow = new FakeTarget({ faults: { slow: () => answer.promise } });
    const target = watched(slow, { nowMs: Date.now, onNote: ({ code }) => codes.push(code) });
    const writes = [0, 512, 1024].map((atByte) => target.write(atByte, new Uint8Array(512)));
    await vi.advanceTimersByTimeAsync(15_000);
    expect(codes).toEqual(['stalled']);
    answer.resolve();
    await Promise.all(writes);
    expect(codes).toEqual(['stalled', 'answers-again']);
    target.unwatch();
  } finally {
    vi.useRealTimers();
  }
});

test('a target that does not answer is said after ten seconds and given up after two minutes', async () => {
  vi.useFakeTimers();
  try {
    const notes: unknown[] = [];
    const silent = new FakeTarget({ faults: { slow: () => new Promise(() => undefined) } });
    const target = watched(silent, { nowMs: Date.now, onNote: (note) => notes.push(note) });
    const refused = expect(target.write(0, new Uint8Array(512))).rejects.toMatchObject({
      code: 'target-stalled',
      facts: { target: 'fake', silentMs: 120_000 },
    });
    await vi.advanceTimersByTimeAsync(11_000);
    expect(notes).toEqual([{ event: 'note', code: 'stalled', target: 'fake' }]);
    await vi.advanceTimersByTimeAsync(110_000);
    await refused;
    target.unwatch();
  } finally {
    vi.useRealTimers();
  }
});
