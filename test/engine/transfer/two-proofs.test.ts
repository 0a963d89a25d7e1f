import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Failure } from '../../../src/engine/ports/failure.ts';
import { HashFeed } from '../../../src/engine/transfer/hash-feed.ts';
import type { Hasher } from '../../../src/engine/transfer/hasher.ts';
import type { Chunk } from '../../../src/engine/transfer/read-ahead.ts';
import type { TransferJob } from '../../../src/engine/transfer/transfer.ts';
import { type FakeImageOptions, fakeImage, seededBytes } from '../../fakes/fake-image.ts';
import { FakeTarget, type Faults } from '../../fakes/fake-target.ts';
import { transferOf } from '../../fakes/transfer-of.ts';

// A target is compared with digests of the source, or with the source itself when reading it again costs little.

const MIB = 1 << 20;

async function run(
  bytes: Uint8Array,
  targets: FakeTarget[],
  image: FakeImageOptions,
  options: Partial<TransferJob> = {},
) {
  const source = fakeImage(bytes, image);
  return { ...(await transferOf(source, targets, options)), reads: source.reads };
}

/** A block map that leaves out the middle third. */
function holeIn(sizeBytes: number): FakeImageOptions {
  const thirdBytes = Math.floor(sizeBytes / 3 / 4096) * 4096;
  const last = { atByte: 2 * thirdBytes, lengthBytes: sizeBytes - 2 * thirdBytes };
  return { mapped: [...(thirdBytes > 0 ? [{ atByte: 0, lengthBytes: thirdBytes }] : []), last] };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A drive of one byte that says it has more: wrong before and behind what the block map leaves out, in one piece of 64 KiB. */
const holeBetweenFaults = {
  sizeBytes: 12_288,
  blockBytes: 512 as const,
  headBytes: 0,
  fault: 'wrapAtBytes' as const,
  flipsOnce: false,
  place: 0,
  hole: true,
  others: 0,
};

test('both ways to prove find the same faults, at the same places, and give the same hash', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        sizeBytes: fc.integer({ min: 1, max: 2 * MIB + 4096 }),
        blockBytes: fc.constantFrom(512, 4096),
        headBytes: fc.constantFrom(0, MIB),
        fault: fc.constantFrom('none', 'flipAt', 'failReadAt', 'failReadOnceAt', 'wrapAtBytes'),
        flipsOnce: fc.boolean(),
        place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        hole: fc.boolean(),
        others: fc.integer({ min: 0, max: 1 }),
      }),
      async ({ sizeBytes, blockBytes, headBytes, fault, flipsOnce, place, hole, others }) => {
        const bytes = seededBytes(sizeBytes, sizeBytes);
        const at = Math.floor(place * sizeBytes);
        const faults: Faults = fault === 'none' ? {} : { [fault]: Math.max(1, at), flipsOnce };
        const outcome = async (again: boolean) => {
          const target = (index: number) =>
            new FakeTarget({ name: `t${index}`, blockBytes, headBytes, ...(index === 0 && { faults }) });
          const targets = Array.from({ length: 1 + others }, (_, index) => target(index));
          const ran = await run(bytes, targets, {
            ...(again && { again: {} }),
            ...(hole && holeIn(sizeBytes)),
          });
          return {
            sha256: ran.sha256,
            failure: ran.failure?.code,
            bad: ran.facts.filter(({ event }) => event === 'bad'),
            lanes: ran.lanes.map(({ lane, mismatches }) => ({
              state: lane.state,
              failure: lane.failure?.code,
              verifiedBytes: lane.verifiedBytes,
              retriedReads: lane.retriedReads,
              list: mismatches.list,
              repaired: mismatches.repaired,
            })),
          };
        };
        expect(await outcome(true)).toEqual(await outcome(false));
      },
    ),
    { numRuns: 12, examples: [[holeBetweenFaults]] },
  );
});

test('a source that is cheap to read again is read twice and no more, whatever the number of targets', async () => {
  const bytes = seededBytes(3 * MIB);
  const targets = [
    new FakeTarget({ name: 'a' }),
    new FakeTarget({ name: 'b' }),
    new FakeTarget({ name: 'c' }),
  ];
  const { reads, lanes } = await run(bytes, targets, { again: {} });
  expect(lanes.map(({ lane }) => lane.state)).toEqual(['proved', 'proved', 'proved']);
  expect(reads).toEqual([0, MIB, 2 * MIB, 0, MIB, 2 * MIB]);
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

test('a source that changed before the second look ends the proof as changed, not as a bad drive', async () => {
  const changed = new Failure('source-changed', { path: '/x', what: 'it was written to' });
  const target = new FakeTarget({ headBytes: MIB, faults: { flipAt: 2 * MIB } });
  const again = { settle: () => Promise.reject(changed) };
  const { failure, lanes } = await run(seededBytes(3 * MIB), [target], { again });
  expect(failure).toBe(changed);
  expect(lanes[0]?.lane.state).toBe('written');
  expect(target.finished).toBeUndefined();
});

test('a checksum that must be approved is known before any target gets its head', async () => {
  const bytes = seededBytes(4 * MIB);
  const target = new FakeTarget({ headBytes: MIB });
  let seen: string | undefined;
  const approve = async (hash: string | undefined): Promise<void> => {
    seen = hash;
    expect(target.stored.subarray(0, MIB).every((byte) => byte === 0)).toBe(true);
  };
  await run(bytes, [target], { again: {} }, { approve });
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
    await new Promise((resolve) => setTimeout(resolve, 5));
    await read(atByte, into);
    underWay--;
  };
  const abandon = target.abandon.bind(target);
  target.abandon = () => {
    expect(underWay).toBe(0);
    return abandon();
  };
  const { failure } = await run(seededBytes(8 * MIB), [target], { again: {} }, { signal: stopping.signal });
  expect(failure?.code).toBe('stopped');
  expect(target.calls.at(-1)).toBe('abandon');
});

test('no fact gives the hash of a part as that of the source, whenever it becomes known', async () => {
  const bytes = seededBytes(6 * MIB);
  for (const image of [{}, { again: {} }])
    for (const options of [{}, { unseenUntilProved: true }, { write: false }]) {
      const target = new FakeTarget();
      target.stored.set(bytes);
      const { facts } = await run(bytes, [target], image, options);
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

test('the hash stops when the writers waited long for it, and goes on at that place in the second pass', async () => {
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

test('the hash never stops when there is no second pass', () => {
  const hasher = tellingHasher();
  const feed = new HashFeed(hasher, false);
  for (const index of [0, 1, 2]) {
    feed.take(chunk(index));
    feed.heldUp(1000);
  }
  expect(hasher.given).toEqual([0, 1, 2]);
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
