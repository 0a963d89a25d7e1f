import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { PieceDigests } from '../../../../src/engine/write/transfer/digests.ts';
import { makeGate } from '../../../../src/engine/write/transfer/gate.ts';
import { HashFeed } from '../../../../src/engine/write/transfer/hash-feed.ts';
import { HASH_SLOTS, hashRest } from '../../../../src/engine/write/transfer/hash-rest.ts';
import { startHasher } from '../../../../src/engine/write/transfer/hasher.ts';
import { makeRing } from '../../../../src/engine/write/transfer/ring.ts';
import { SeenSource } from '../../../../src/engine/write/transfer/seen-source.ts';
import type { TransferJob } from '../../../../src/engine/write/transfer/transfer.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { FakeTarget, type FakeTargetOptions } from '../../../fakes/fake-target.ts';
import { startTransfer, transferOf } from '../../../fakes/transfer-of.ts';

// A source that gives other bytes when it is read again: nothing of them may be proved, written, hashed or blamed.

const MIB = 1 << 20;
const SIZE = 6 * MIB + 100;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** An image that is another one after each byte was read once. */
function twoFaced(first: Uint8Array, second: Uint8Array) {
  const image = fakeImage(first);
  let readToByte = 0;
  return {
    ...image,
    async read(atByte: number, into: Uint8Array): Promise<void> {
      const isFirst = atByte >= readToByte;
      readToByte = Math.max(readToByte, atByte + into.length);
      await image.read(atByte, into);
      if (!isFirst) into.set(second.subarray(atByte, atByte + into.length));
    },
  };
}

/** Other bytes of the same CRC-32: what anybody can make, four bytes are free. */
function withTheSameCrc(bytes: Uint8Array, atByte: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  // The polynomial itself, bit by bit: a CRC takes it for nothing.
  for (const [at, bits] of [0x41, 0x06, 0x71, 0xdb, 0x01].entries())
    changed[atByte + at] = (changed[atByte + at] as number) ^ bits;
  return changed;
}

async function write(
  first: Uint8Array,
  second: Uint8Array,
  target: FakeTargetOptions,
  options: Partial<TransferJob> = {},
) {
  const fake = new FakeTarget({ headBytes: MIB, ...target });
  const ran = await transferOf(twoFaced(first, second), [fake], options);
  const [result] = ran.lanes;
  return { ...ran, fake, lane: result!.lane, mismatches: result!.mismatches };
}

test('a change with the same CRC-32 is told from what passed', () => {
  const bytes = seededBytes(2 * MIB);
  const other = withTheSameCrc(bytes, MIB + 70_000);
  expect(Buffer.compare(bytes, other)).not.toBe(0);
  expect(crc32(other)).toBe(crc32(bytes));
  const digests = new PieceDigests();
  digests.record(0, bytes);
  expect(digests.firstChanged(0, bytes)).toBeUndefined();
  expect(digests.firstChanged(0, other)).toEqual({ atByte: MIB, lengthBytes: MIB });
  expect([...digests.differences(0, Uint8Array.from(other))]).toEqual([{ atByte: MIB, lengthBytes: MIB }]);
});

test('bytes of one place are not taken for those of another', () => {
  const digests = new PieceDigests();
  digests.record(0, seededBytes(2 * MIB));
  expect(digests.firstChanged(MIB, seededBytes(MIB))).toEqual({ atByte: MIB, lengthBytes: MIB });
});

test('a target whose content was changed to the same CRC-32 is not proved, also from a stream', async () => {
  const bytes = seededBytes(SIZE);
  const other = withTheSameCrc(bytes, 3 * MIB);
  let at = 0;
  const stream = {
    sizeBytes: undefined,
    async readNext(into: Uint8Array) {
      const part = bytes.subarray(at, at + into.length);
      into.set(part);
      at += part.length;
      return part.length;
    },
    close: async () => undefined,
  };
  for (const source of [stream, fakeImage(bytes)]) {
    const fake = new FakeTarget();
    const flush = fake.flush.bind(fake);
    fake.flush = async () => {
      await flush();
      fake.stored.set(other);
    };
    const { lanes } = await transferOf(source, [fake]);
    expect(lanes[0]?.lane.failure?.code).toBe('verify-mismatch');
    expect(lanes[0]?.lane.state).not.toBe('proved');
  }
});

test('a source that changed after it passed is proved as what passed: nobody reads it again', async () => {
  const first = seededBytes(SIZE);
  const { failure, lane, sha256: hash, fake } = await write(first, seededBytes(SIZE, 9), {});
  expect(failure).toBeUndefined();
  expect(lane.state).toBe('proved');
  expect(hash).toBe(sha256(first));
  expect(sha256(fake.stored.subarray(0, SIZE))).toBe(hash);
});

test('a difference is not mended from a source that has changed there: source-changed, no head, nothing blamed', async () => {
  const first = seededBytes(SIZE);
  for (const second of [seededBytes(SIZE, 9), withTheSameCrc(first, 3 * MIB + 7)])
    for (const unseenUntilProved of [false, true]) {
      const { failure, lane, facts, fake, mismatches } = await write(
        first,
        second,
        { faults: { flipAt: 3 * MIB + 5, flipsOnce: true } },
        { unseenUntilProved },
      );
      expect(failure).toMatchObject({ code: 'source-changed', facts: { atByte: 3 * MIB } });
      expect(lane.state).toBe('unfinished');
      expect(lane.failure).toBeUndefined();
      expect(mismatches.list).toEqual([]);
      expect(mismatches.repaired).toEqual([]);
      expect(facts.filter(({ event }) => event === 'bad')).toEqual([]);
      expect(facts.filter((fact) => fact.event === 'note' && fact.code === 'repaired')).toEqual([]);
      expect(fake.finished).toBeUndefined();
      expect(fake.stored.subarray(0, MIB).every((byte) => byte === 0)).toBe(true);
    }
});

test('a difference is mended where the source is still what passed, whatever changed elsewhere', async () => {
  const first = seededBytes(SIZE);
  const second = Uint8Array.from(first);
  second[5 * MIB] = 255 - second[5 * MIB]!;
  const {
    lane,
    sha256: hash,
    fake,
  } = await write(first, second, {
    faults: { flipAt: 3 * MIB + 5, flipsOnce: true },
  });
  expect(lane.state).toBe('proved');
  expect(hash).toBe(sha256(first));
  expect(sha256(fake.stored.subarray(0, SIZE))).toBe(hash);
});

test('a lane left behind does not write what the others were not given: source-changed, and no head', async () => {
  const first = seededBytes(40 * MIB);
  const second = Uint8Array.from(first);
  // The last bytes are still the same when it comes there; some before are not.
  second.fill(1, 30 * MIB, 31 * MIB);
  let isLeftBehind = false;
  // Time passes only while it writes.
  let atMs = 0;
  const slow = async (): Promise<void> => {
    if (isLeftBehind) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
    atMs += 400;
  };
  const quick = new FakeTarget({ name: 'quick', capacityBytes: 40 * MIB, headBytes: MIB });
  const laggard = new FakeTarget({
    name: 'laggard',
    capacityBytes: 40 * MIB,
    headBytes: MIB,
    faults: { slow },
  });
  const { result } = startTransfer(twoFaced(first, second), [quick, laggard], {
    clock: { nowMs: Date.now, preciseMs: () => atMs },
    onFact(fact) {
      isLeftBehind ||= fact.event === 'note' && fact.code === 'left-behind';
    },
  });
  const { failure, lanes } = await result;
  expect(isLeftBehind).toBe(true);
  expect(failure).toMatchObject({ code: 'source-changed', facts: { atByte: 30 * MIB } });
  expect(lanes.map(({ lane }) => lane.state)).toEqual(['unfinished', 'unfinished']);
  for (const { stored } of [quick, laggard])
    expect(stored.subarray(0, MIB).every((byte) => byte === 0)).toBe(true);
});

test('what a stopped source leaves open is no repair: a failure of the source at the second reading is none of the drive', async () => {
  const bytes = seededBytes(SIZE);
  const image = fakeImage(bytes);
  let isSecond = false;
  const source = {
    ...image,
    async read(atByte: number, into: Uint8Array) {
      if (isSecond) throw new Failure('source-unreadable', { path: '/x', errno: 'EIO', atByte });
      await image.read(atByte, into);
      if (atByte + into.length === SIZE) isSecond = true;
    },
  };
  const fake = new FakeTarget({ faults: { flipAt: 2 * MIB + 9 } });
  const { lanes } = await transferOf(source, [fake]);
  expect(lanes[0]?.mismatches.list).toMatchObject([{ atByte: 2 * MIB, lengthBytes: MIB }]);
  expect(lanes[0]?.mismatches.repaired).toEqual([]);
  expect(lanes[0]?.lane.state).not.toBe('proved');
});

test('a hash that rested, and that no target gives the rest, reads it again, and nothing that has changed', async () => {
  const first = seededBytes(SIZE);
  const changed = Uint8Array.from(first);
  changed[5 * MIB] = 255 - changed[5 * MIB]!;
  for (const second of [first, changed]) {
    const ring = makeRing(2, 2 * MIB, HASH_SLOTS);
    const hasher = startHasher(ring.memory, undefined);
    const hash = new HashFeed(hasher, false);
    const digests = new PieceDigests();
    const slot = await ring.take();
    slot.bytes.set(first.subarray(0, MIB + 10));
    hash.take({ atByte: 0, bytes: slot.bytes.subarray(0, MIB + 10), slot });
    digests.record(0, first);
    const seen = new SeenSource(fakeImage(second), digests);
    const job = { gate: makeGate(), signal: new AbortController().signal };
    const rest = hashRest({ job, ring, hash, seen }, SIZE);
    if (second === first) {
      await rest;
      expect(await hash.digest(SIZE)).toEqual({ sha256: sha256(first) });
    } else {
      await expect(rest).rejects.toMatchObject({ code: 'source-changed', facts: { atByte: 5 * MIB } });
      expect(await hash.digest(SIZE)).toBeUndefined();
    }
    await hash.close();
  }
});
