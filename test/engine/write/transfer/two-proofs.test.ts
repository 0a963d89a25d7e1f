import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { HashFeed } from '../../../../src/engine/write/transfer/hash-feed.ts';
import type { Hasher } from '../../../../src/engine/write/transfer/hasher.ts';
import type { Chunk } from '../../../../src/engine/write/transfer/read-ahead.ts';
import type { TransferJob } from '../../../../src/engine/write/transfer/transfer.ts';
import { type FakeImageOptions, fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { FakeTarget, type Faults } from '../../../fakes/fake-target.ts';
import { transferOf } from '../../../fakes/transfer-of.ts';

// A target is compared with digests of the source as it passed; where both are there, with the source itself (verify).

const MIB = 1 << 20;

/** Stands still: no hash rests and no lane is left behind because this machine is busy. */
const clock = { nowMs: () => 0, preciseMs: () => 0 };

async function run(
  bytes: Uint8Array,
  targets: FakeTarget[],
  image: FakeImageOptions,
  options: Partial<TransferJob> = {},
) {
  const source = fakeImage(bytes, image);
  return { ...(await transferOf(source, targets, { clock, ...options })), reads: source.reads };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('both ways to compare find the same damage, at the same places, whatever the source', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        sizeBytes: fc.integer({ min: 1, max: 2 * MIB + 4096 }),
        blockBytes: fc.constantFrom(512, 4096),
        headBytes: fc.constantFrom(0, MIB),
        fault: fc.constantFrom('none', 'flipAt', 'failReadAt'),
        place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        others: fc.integer({ min: 0, max: 1 }),
      }),
      async ({ sizeBytes, blockBytes, headBytes, fault, place, others }) => {
        const bytes = seededBytes(sizeBytes, sizeBytes);
        const faults: Faults = fault === 'none' ? {} : { [fault]: Math.floor(place * sizeBytes) };
        const targets = Array.from(
          { length: 1 + others },
          (_, index) =>
            new FakeTarget({
              name: `t${index}`,
              capacityBytes: 3 * MIB,
              blockBytes,
              headBytes,
              ...(index === 0 && { faults }),
            }),
        );
        const outcome = ({ lanes }: Awaited<ReturnType<typeof run>>) =>
          lanes.map(({ lane, mismatches }) => [lane.failure?.code, mismatches.list]);
        const written = await run(bytes, targets, {});
        const compared = await run(bytes, targets, {}, { write: false });
        expect(outcome(written)).toEqual(outcome(compared));
        expect(compared.sha256).toBe(sha256(bytes));
        if (fault === 'none') expect(written.sha256).toBe(sha256(bytes));
      },
    ),
    { numRuns: 6 },
  );
}, 120_000);

test('a source is read once and no more when all is well, whatever the number of targets', async () => {
  const bytes = seededBytes(3 * MIB);
  const targets = [
    new FakeTarget({ name: 'a' }),
    new FakeTarget({ name: 'b' }),
    new FakeTarget({ name: 'c' }),
  ];
  const { reads, lanes } = await run(bytes, targets, {});
  expect(lanes.map(({ lane }) => lane.state)).toEqual(['proved', 'proved', 'proved']);
  expect(reads).toEqual([0, MIB, 2 * MIB]);
});

test('a comparison without a write reads source and target once, also when the source cannot be read again', async () => {
  const bytes = seededBytes(3 * MIB + 5);
  const target = new FakeTarget();
  target.stored.set(bytes);
  const { reads, lanes, sha256: hash, facts } = await run(bytes, [target], {}, { write: false });
  expect(lanes[0]?.lane.state).toBe('proved');
  expect(hash).toBe(sha256(bytes));
  expect(reads).toEqual([0, MIB, 2 * MIB, 3 * MIB]);
  expect(facts.flatMap((fact) => (fact.event === 'phase' ? [fact.phase] : []))).toEqual(['verify']);
});

test('a checksum that must be approved is known before any target gets its head', async () => {
  const bytes = seededBytes(4 * MIB);
  const target = new FakeTarget({ headBytes: MIB });
  let seen: string | undefined;
  const approve = async (hash: string | undefined): Promise<void> => {
    seen = hash;
    expect(target.stored.subarray(0, MIB).every((byte) => byte === 0)).toBe(true);
  };
  await run(bytes, [target], {}, { approve });
  expect(seen).toBe(sha256(bytes));
});

test('a stop in the middle of the proof waits for the reads under way before the target is closed', async () => {
  const stopping = new AbortController();
  const target = new FakeTarget({ headBytes: MIB });
  let underWay = 0;
  const read = target.read.bind(target);
  target.read = async (atByte, into) => {
    underWay++;
    if (atByte === 2 * MIB) stopping.abort(new Failure('stopped', { by: 'person' }));
    await new Promise(setImmediate);
    await read(atByte, into);
    underWay--;
  };
  const abandon = target.abandon.bind(target);
  target.abandon = () => {
    expect(underWay).toBe(0);
    return abandon();
  };
  const { failure } = await run(seededBytes(8 * MIB), [target], {}, { signal: stopping.signal });
  expect(failure?.code).toBe('stopped');
  expect(target.calls.at(-1)).toBe('abandon');
});

test('no fact gives the hash of a part as that of the source, whenever it becomes known', async () => {
  const bytes = seededBytes(6 * MIB);
  for (const options of [{}, { unseenUntilProved: true }, { write: false }]) {
    const target = new FakeTarget();
    target.stored.set(bytes);
    const { facts } = await run(bytes, [target], {}, options);
    const told = facts.flatMap((fact) => (fact.event === 'progress' && fact.sha256 ? [fact.sha256] : []));
    expect(told.filter((hex) => hex !== sha256(bytes))).toEqual([]);
    // An output file's is taken in its last pass; nothing is reported after that but the end.
    if (!('unseenUntilProved' in options)) expect(told).not.toEqual([]);
  }
});

/** A hasher that says what it was given. */
function tellingHasher(): Hasher & { readonly given: number[] } {
  const given: number[] = [];
  return {
    given,
    pending: 0,
    update: async (bytes) => void given.push(bytes[0] as number),
    restart: () => undefined,
    digest: async () => ({ sha256: given.join() }),
    close: async () => undefined,
  };
}

const chunk = (index: number): Chunk => {
  const bytes = new Uint8Array(new SharedArrayBuffer(10)).fill(index);
  return {
    atByte: 10 * index,
    bytes,
    padded: bytes,
    slot: { bytes, hold: () => undefined, release: () => undefined },
  };
};

test('the hash stops when the writers waited long for it, and goes on at that place when the bytes come again', async () => {
  const hasher = tellingHasher();
  const feed = new HashFeed(hasher, true);
  for (const index of [0, 1, 2, 3, 4]) {
    feed.take(chunk(index));
    feed.heldUp(130);
  }
  expect(hasher.given).toEqual([0, 1]);
  expect(await feed.digest(50)).toBeUndefined();
  feed.goOn();
  for (const index of [0, 1, 2, 3, 4]) {
    feed.take(chunk(index));
    feed.heldUp(1000);
  }
  expect(hasher.given).toEqual([0, 1, 2, 3, 4]);
  expect(await feed.digest(50)).toEqual({ sha256: '0,1,2,3,4' });
});

test('the hash never stops when they do not come again', () => {
  const hasher = tellingHasher();
  const feed = new HashFeed(hasher, false);
  for (const index of [0, 1, 2]) {
    feed.take(chunk(index));
    feed.heldUp(1000);
  }
  expect(hasher.given).toEqual([0, 1, 2]);
});

test('a hash that rested goes on within a chunk, when chunks are longer the second time', async () => {
  const hasher = tellingHasher();
  const feed = new HashFeed(hasher, false);
  feed.take(chunk(0));
  const bytes = new Uint8Array(new SharedArrayBuffer(20)).fill(1, 10);
  feed.take({ ...chunk(0), bytes });
  feed.take({ ...chunk(0), bytes });
  expect(hasher.given).toEqual([0, 1]);
  expect(await feed.digest(20)).toEqual({ sha256: '0,1' });
});

test('a hash that breaks gives its slots back, and says so when it is asked for', async () => {
  let released = 0;
  const feed = new HashFeed(
    {
      ...tellingHasher(),
      update: () => Promise.reject(new Error('the worker died')),
      digest: () => Promise.reject(new Error('the worker died')),
    },
    false,
  );
  const { slot, ...rest } = chunk(0);
  feed.take({ ...rest, slot: { ...slot, release: () => released++ } });
  await expect(feed.digest(10)).rejects.toThrow('the worker died');
  expect(released).toBe(1);
});
