import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import type { Image } from '../../../../src/engine/contract/ports/image.ts';
import { makeGate } from '../../../../src/engine/write/transfer/gate.ts';
import type { TransferJob } from '../../../../src/engine/write/transfer/transfer.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { FakeTarget, type FakeTargetOptions } from '../../../fakes/fake-target.ts';
import { untilStill } from '../../../fakes/still.ts';
import { startTransfer } from '../../../fakes/transfer-of.ts';

const MIB = 1 << 20;

function start(image: Image, targets: FakeTarget[], options: Partial<TransferJob> = {}) {
  let nowMs = 0;
  return startTransfer(image, targets, { clock: { nowMs: () => (nowMs += 50) }, ...options });
}

async function single(bytes: Uint8Array, target: FakeTargetOptions, options: Partial<TransferJob> = {}) {
  const fake = new FakeTarget(target);
  const { result, facts } = start(fakeImage(bytes), [fake], options);
  const whole = await result;
  const first = whole.lanes[0];
  if (!first) throw new Error('no lane');
  return { fake, facts, whole, lane: first.lane, mismatches: first.mismatches };
}

test('transfer stores the image, proves it and gives its SHA-256', async () => {
  const bytes = seededBytes(3 * MIB + 700);
  const { fake, lane, whole } = await single(bytes, { headBytes: MIB });
  expect(Buffer.compare(fake.stored.subarray(0, bytes.length), bytes)).toBe(0);
  expect(lane.state).toBe('proved');
  expect(lane.failure).toBeUndefined();
  expect(whole.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(fake.finished).toEqual({ sizeBytes: bytes.length, sha256: whole.sha256 });
});

test('transfer stores images of any size, block and head, and pads the last block with zeros', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 * MIB }),
      fc.constantFrom(512, 2048, 4096),
      fc.constantFrom(0, 4096, MIB),
      async (sizeBytes, blockBytes, headBytes) => {
        const bytes = seededBytes(sizeBytes, sizeBytes);
        const { fake, lane } = await single(bytes, { blockBytes, headBytes }, { hash: false });
        expect(lane.state).toBe('proved');
        expect(Buffer.compare(fake.stored.subarray(0, sizeBytes), bytes)).toBe(0);
        const paddedBytes = Math.ceil(sizeBytes / blockBytes) * blockBytes;
        expect(fake.stored.subarray(sizeBytes, paddedBytes).every((byte) => byte === 0)).toBe(true);
        expect(fake.stored.subarray(paddedBytes).every((byte) => byte === 0xa5)).toBe(true);
      },
    ),
    { numRuns: 40 },
  );
});

test('transfer wipes the head first and writes it last, after a flush', async () => {
  const { fake } = await single(seededBytes(4 * MIB), { headBytes: MIB });
  const writes = fake.calls.filter((call) => call.startsWith('write'));
  expect(writes[0]).toBe(`write 0+${MIB}`);
  expect(fake.calls.slice(-4)).toEqual(['flush', `write 0+${MIB}`, 'flush', 'finish']);
});

test('transfer reads the source once', async () => {
  const bytes = seededBytes(4 * MIB);
  const image = fakeImage(bytes);
  const targets = [new FakeTarget(), new FakeTarget()];
  await start(image, targets).result;
  expect(image.reads).toEqual([0, MIB, 2 * MIB, 3 * MIB]);
});

test('transfer counts are honest: on media only after a flush, done only grows, nothing over the total', async () => {
  const { facts, fake } = await single(seededBytes(6 * MIB), { headBytes: MIB });
  const seen = new Map<string, number>();
  for (const fact of facts) {
    if (fact.event !== 'progress') continue;
    expect(fact.doneBytes).toBeGreaterThanOrEqual(seen.get(fact.phase) ?? 0);
    expect(fact.doneBytes).toBeLessThanOrEqual(6 * MIB);
    expect(fact.onMediaBytes ?? 0).toBeLessThanOrEqual(fact.writtenBytes ?? 0);
    seen.set(fact.phase, fact.doneBytes);
  }
  expect(facts.flatMap((fact) => (fact.event === 'phase' ? [fact.phase] : []))).toEqual([
    'write',
    'flush',
    'verify',
    'finish',
  ]);
  expect(fake.mostUnderWay).toBeLessThanOrEqual(4);
});

test('transfer finds a flipped byte, says where and in which file, and does not finish', async () => {
  const flipAt = 2 * MIB + 4711;
  const { lane, mismatches, facts, fake } = await single(seededBytes(4 * MIB), { faults: { flipAt } });
  expect(lane.failure?.code).toBe('verify-mismatch');
  expect(lane.failure?.facts).toMatchObject({ atByte: flipAt, lengthBytes: 1, badBytes: 1, file: '/body' });
  expect(mismatches.list).toEqual([{ atByte: flipAt, lengthBytes: 1, file: '/body' }]);
  expect(facts).toContainEqual({
    event: 'bad',
    target: 'fake',
    atByte: flipAt,
    lengthBytes: 1,
    file: '/body',
  });
  expect(lane.state).toBe('written');
  expect(fake.finished).toBeUndefined();
});

test('transfer goes on after a place that cannot be read back and reports it as not proved', async () => {
  const { lane, mismatches } = await single(seededBytes(4 * MIB), { faults: { failReadAt: MIB + 5 } });
  expect(lane.failure?.code).toBe('target-read-failed');
  expect(mismatches.list).toEqual([{ atByte: MIB, lengthBytes: MIB }]);
  expect(lane.verifiedBytes).toBe(4 * MIB);
});

test('transfer stops at a write error and leaves the head empty', async () => {
  const { lane, fake, whole } = await single(seededBytes(6 * MIB), {
    headBytes: MIB,
    faults: { failWriteAt: 3 * MIB },
  });
  expect(whole.failure?.code).toBe('target-write-failed');
  expect(lane.state).toBe('unfinished');
  expect(fake.stored.subarray(0, MIB).every((byte) => byte === 0)).toBe(true);
  expect(fake.calls.at(-1)).toBe('abandon');
});

test('transfer takes a flush error as final', async () => {
  const { lane, fake } = await single(seededBytes(2 * MIB), { headBytes: MIB, faults: { failFlush: true } });
  expect(lane.failure?.code).toBe('target-flush-failed');
  expect(lane.state).toBe('unfinished');
  expect(fake.calls.filter((call) => call === 'flush')).toHaveLength(1);
  expect(fake.finished).toBeUndefined();
});

test('transfer goes on with the others when one of several targets dies', async () => {
  const bytes = seededBytes(6 * MIB);
  const dying = new FakeTarget({ name: 'dying', faults: { goneAfterBytes: 2 * MIB } });
  const good = [new FakeTarget({ name: 'a' }), new FakeTarget({ name: 'b' })];
  const { lanes, failure } = await start(fakeImage(bytes), [dying, ...good]).result;
  expect(failure).toBeUndefined();
  expect(lanes.map(({ lane }) => lane.state)).toEqual(['unfinished', 'proved', 'proved']);
  expect(lanes[0]?.lane.failure?.code).toBe('target-gone');
});

test('transfer refuses a target that is too small without touching it', async () => {
  const { lane, fake } = await single(seededBytes(2 * MIB), { capacityBytes: MIB });
  expect(lane.failure?.facts).toEqual({ target: 'fake', needBytes: 2 * MIB, haveBytes: MIB });
  expect(fake.calls).toEqual(['abandon']);
  expect(lane.state).toBe('untouched');
});

test('transfer ends with the failure of the source and says the target is unfinished', async () => {
  const failure = new Failure('source-unreadable', { path: '/x', errno: 'EIO', atByte: 3 * MIB });
  const fake = new FakeTarget({ headBytes: MIB });
  const image = fakeImage(seededBytes(6 * MIB), { failAt: { atByte: 3 * MIB, failure } });
  const result = await start(image, [fake]).result;
  expect(result.failure).toBe(failure);
  expect(result.lanes[0]?.lane.state).toBe('unfinished');
});

test('transfer leaves the head empty when the source changed or is not approved', async () => {
  const bytes = seededBytes(2 * MIB);
  const changed = new Failure('source-changed', { path: '/x', what: 'its size changed' });
  for (const refusal of [{ settle: () => Promise.reject(changed) }, {}]) {
    const fake = new FakeTarget({ headBytes: MIB });
    const approve = 'settle' in refusal ? undefined : () => Promise.reject(changed);
    const result = await start(fakeImage(bytes, refusal), [fake], approve ? { approve } : {}).result;
    expect(result.failure).toBe(changed);
    expect(fake.stored.subarray(0, MIB).every((byte) => byte === 0)).toBe(true);
  }
});

test('transfer stops when asked, at whatever chunk it is', async () => {
  for (const stopAt of [0, 1, 3, 5]) {
    const stopping = new AbortController();
    const fake = new FakeTarget({ headBytes: MIB });
    const reason = new Failure('stopped', { by: 'person' });
    const image = fakeImage(seededBytes(6 * MIB), {
      onRead: (atByte) => {
        if (atByte === stopAt * MIB) stopping.abort(reason);
      },
    });
    const { result, facts } = start(image, [fake], { signal: stopping.signal });
    expect((await result).failure).toBe(reason);
    expect(fake.calls.at(-1)).toBe('abandon');
    expect(facts).toContainEqual({ event: 'phase', phase: 'stopping' });
  }
});

test('transfer pauses: nothing moves while the gate is shut', async () => {
  const gate = makeGate();
  const reads: number[] = [];
  const image = fakeImage(seededBytes(8 * MIB), {
    onRead: (atByte) => {
      reads.push(atByte);
      if (atByte === 2 * MIB) gate.shut();
    },
  });
  const { result } = start(image, [new FakeTarget()], { gate });
  while (!gate.isShut) await new Promise(setImmediate);
  await untilStill(() => reads.length);
  const whilePaused = reads.length;
  expect(whilePaused).toBeLessThan(8);
  gate.open();
  expect((await result).lanes[0]?.lane.state).toBe('proved');
  expect(reads).toHaveLength(8);
});

test('transfer pauses: what was read and not begun is not written, and a stop out of a pause writes none of it', async () => {
  for (const end of ['goes on', 'stops'] as const) {
    const gate = makeGate();
    const stopping = new AbortController();
    const released = Promise.withResolvers<void>();
    const fake = new FakeTarget({ capacityBytes: 16 * MIB, faults: { slow: () => released.promise } });
    const image = fakeImage(seededBytes(12 * MIB));
    const { result } = start(image, [fake], { gate, signal: stopping.signal });
    // Some writes are under way, and everything else that fits into memory is read.
    await vi.waitFor(() => expect(fake.underWay).toBeGreaterThan(0));
    await untilStill(() => `${fake.underWay} ${image.reads.length}`);
    const underWay = fake.underWay;
    gate.shut();
    released.resolve();
    await untilStill(() => fake.calls.length);
    expect(fake.calls.filter((call) => call.startsWith('write'))).toHaveLength(underWay);
    if (end === 'stops') stopping.abort(new Failure('stopped', { by: 'person' }));
    else gate.open();
    expect((await result).failure?.code).toBe(end === 'stops' ? 'stopped' : undefined);
    expect(fake.calls.filter((call) => call.startsWith('write')).length).toBe(
      end === 'stops' ? underWay : 12,
    );
  }
});

test('transfer only compares when it is not to write', async () => {
  const bytes = seededBytes(2 * MIB);
  const same = new FakeTarget();
  same.stored.set(bytes);
  const other = new FakeTarget({ name: 'other' });
  const { lanes } = await start(fakeImage(bytes), [same, other], { write: false }).result;
  expect(lanes[0]?.lane.state).toBe('proved');
  expect(lanes[1]?.lane.failure?.code).toBe('verify-mismatch');
  expect([...same.calls, ...other.calls].some((call) => call.startsWith('write'))).toBe(false);
});

test('transfer is not slowed to death by a slow target: memory stays within the ring', async () => {
  let release: (() => void) | undefined;
  const gateOfSlow = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = new FakeTarget({ name: 'slow', capacityBytes: 32 * MIB, faults: { slow: () => gateOfSlow } });
  const image = fakeImage(seededBytes(24 * MIB));
  const { result } = start(image, [slow], { hash: false });
  await vi.waitFor(() => expect(slow.underWay).toBeGreaterThan(0));
  await untilStill(() => image.reads.length);
  expect(image.reads.length).toBeLessThanOrEqual(12);
  release?.();
  expect((await result).lanes[0]?.lane.state).toBe('proved');
});

test('a write that failed is not counted as written, whatever was under way beside it', async () => {
  const { lane } = await single(seededBytes(8 * MIB), { headBytes: MIB, faults: { failWriteAt: 3 * MIB } });
  expect(lane.writtenBytes).toBe(2 * MIB);
  expect(lane.onMediaBytes).toBe(0);
});
