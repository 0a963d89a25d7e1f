import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ByteRange } from '../../../../src/engine/contract/ports/byte-range.ts';
import { Needs } from '../../../../src/engine/write/transfer/block-map-filter.ts';
import type { TransferJob } from '../../../../src/engine/write/transfer/transfer.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { FakeTarget, type FakeTargetOptions } from '../../../fakes/fake-target.ts';
import { transferOf } from '../../../fakes/transfer-of.ts';

const MIB = 1 << 20;
const KIB = 1 << 10;
const PIECE = 64 * KIB;

async function run(
  bytes: Uint8Array,
  target: FakeTargetOptions,
  mapped: readonly ByteRange[] | undefined,
  options: Partial<TransferJob> = {},
  fake = new FakeTarget(target),
) {
  const source = { ...fakeImage(bytes), mapped };
  const { lanes, facts } = await transferOf(source, [fake], { hash: false, ...options });
  const bad = facts.filter((fact) => fact.event === 'bad');
  const [lane] = lanes;
  return { fake, bad, facts, lane: lane!.lane, failure: lane!.lane.failure?.code };
}

/** Mapped ranges of whole blocks of 4 KiB. */
const ranges = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 90 })), { maxLength: 8 })
  .map((gaps) => {
    let next = 0;
    return gaps.map(([gap, blocks]) => {
      const range = { atByte: next + gap * 4096, lengthBytes: blocks * 4096 };
      next = range.atByte + range.lengthBytes;
      return range;
    });
  });

/** Bytes that are different everywhere in the ranges, and zeros elsewhere. */
function dataIn(sizeBytes: number, list: readonly ByteRange[]): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  const data = seededBytes(sizeBytes);
  for (const { atByte, lengthBytes } of list) bytes.set(data.subarray(atByte, atByte + lengthBytes), atByte);
  return bytes;
}

const within = (list: readonly ByteRange[], atByte: number): boolean =>
  list.some((range) => atByte >= range.atByte && atByte < range.atByte + range.lengthBytes);

test('what a block map names is on the target, and pieces it leaves out are as they were', () =>
  fc.assert(
    fc.asyncProperty(ranges, fc.constantFrom(0, MIB), fc.boolean(), async (list, headBytes, delta) => {
      const mapped = list.filter(({ atByte, lengthBytes }) => atByte + lengthBytes <= 3 * MIB);
      const bytes = dataIn(3 * MIB, mapped);
      const { fake, lane } = await run(bytes, { headBytes }, mapped, { delta });
      expect(lane.state).toBe('proved');
      for (const { atByte, lengthBytes } of mapped) {
        const stored = fake.stored.subarray(atByte, atByte + lengthBytes);
        expect(Buffer.compare(stored, bytes.subarray(atByte, atByte + lengthBytes))).toBe(0);
      }
      const needs = new Needs(mapped);
      let leftBytes = 0;
      for (let at = headBytes; at < 3 * MIB; at += PIECE) {
        if (needs.touch(at, PIECE)) continue;
        leftBytes += PIECE;
        expect(fake.stored.subarray(at, at + PIECE).every((byte) => byte === 0xa5)).toBe(true);
      }
      expect(lane.skippedBytes).toBeGreaterThanOrEqual(leftBytes);
    }),
    { numRuns: 15 },
  ));

test('a comparison by a block map looks at what it names and nothing else', () =>
  fc.assert(
    fc.asyncProperty(ranges, fc.integer({ min: 0, max: 2 * MIB - 1 }), async (list, flipAt) => {
      const mapped = list.filter(({ atByte, lengthBytes }) => atByte + lengthBytes <= 2 * MIB);
      const bytes = dataIn(2 * MIB, mapped);
      const fake = new FakeTarget();
      fake.stored.set(bytes);
      fake.stored[flipAt] = 255 - fake.stored[flipAt]!;
      const { bad, failure } = await run(bytes, {}, mapped, { write: false }, fake);
      expect(failure).toBe(within(mapped, flipAt) ? 'verify-mismatch' : undefined);
      expect(bad).toEqual(
        within(mapped, flipAt) ? [expect.objectContaining({ atByte: flipAt, lengthBytes: 1 })] : [],
      );
    }),
    { numRuns: 15 },
  ));

test('data that a block map leaves out is written, compared and said all the same', () =>
  fc.assert(
    fc.asyncProperty(
      ranges,
      fc.array(fc.integer({ min: 0, max: 3 * MIB - 1 }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(0, MIB),
      fc.boolean(),
      async (list, places, headBytes, delta) => {
        const mapped = list.filter(({ atByte, lengthBytes }) => atByte + lengthBytes <= 3 * MIB);
        const bytes = dataIn(3 * MIB, mapped);
        for (const place of places) bytes[place] = 7;
        const { fake, lane, facts } = await run(bytes, { headBytes }, mapped, { delta });
        expect(lane.state).toBe('proved');
        for (const place of places) expect(fake.stored[place]).toBe(7);
        const isLeftOut = places.some((place) => !within(mapped, place));
        const said = facts.some((fact) => fact.event === 'note' && fact.code === 'block-map-leaves-out');
        expect(said).toBe(isLeftOut);
        // And a drive that loses one of them is found out.
        const bad = { flipAt: places[0]! };
        const lost = await run(bytes, { headBytes, faults: bad }, mapped, { delta });
        expect(lost.failure).toBe('verify-mismatch');
      },
    ),
    { numRuns: 15 },
  ));

test('a block map of no blocks makes no comparison equal that is not', async () => {
  const bytes = seededBytes(2 * MIB);
  const { failure, lane } = await run(bytes, {}, [], { write: false });
  expect(failure).toBe('verify-mismatch');
  expect(lane.needs?.bytesBefore(2 * MIB)).toBe(2 * MIB);
  const written = await run(bytes, { headBytes: MIB }, []);
  expect(written.lane.state).toBe('proved');
  expect(Buffer.compare(written.fake.stored.subarray(0, bytes.length), bytes)).toBe(0);
});

test('a comparison finds a difference in what a block map leaves out and is no zeros', () =>
  fc.assert(
    fc.asyncProperty(ranges, fc.integer({ min: 0, max: 2 * MIB - 1 }), async (list, place) => {
      const mapped = list.filter(({ atByte, lengthBytes }) => atByte + lengthBytes <= 2 * MIB);
      const bytes = dataIn(2 * MIB, mapped);
      bytes[place] = 7;
      const fake = new FakeTarget();
      fake.stored.set(bytes);
      expect((await run(bytes, {}, mapped, { write: false }, fake)).failure).toBeUndefined();
      fake.stored[place] = 0;
      const { failure, bad } = await run(bytes, {}, mapped, { write: false }, fake);
      expect(failure).toBe('verify-mismatch');
      expect(bad).toMatchObject([{ atByte: place, lengthBytes: 1 }]);
    }),
    { numRuns: 15 },
  ));

test('stretches nobody needs are not read back', async () => {
  const fake = new FakeTarget({ capacityBytes: 16 * MIB });
  const reads: number[] = [];
  const read = fake.read.bind(fake);
  fake.read = async (atByte, into) => {
    reads.push(atByte);
    await read(atByte, into);
  };
  const mapped = [
    { atByte: MIB, lengthBytes: 4096 },
    { atByte: 9 * MIB + 8192, lengthBytes: 8192 },
  ];
  const { lane } = await run(dataIn(12 * MIB, mapped), {}, mapped, {}, fake);
  expect(reads).toEqual([MIB, 9 * MIB]);
  expect(lane.state).toBe('proved');
  expect(lane.verifiedBytes).toBe(12 * MIB);
});

test('a damaged byte within a mapped range is located, written again and proved', async () => {
  const flipAt = 2 * MIB + 5000;
  const mapped = [{ atByte: 2 * MIB + 4096, lengthBytes: 4096 }];
  const { lane, bad } = await run(dataIn(4 * MIB, mapped), { faults: { flipAt, flipsOnce: true } }, mapped);
  expect(bad).toMatchObject([{ atByte: flipAt, lengthBytes: 1 }]);
  expect(lane.state).toBe('proved');
});

test('zeros are not written to a target that holds zeros, and are proved all the same', async () => {
  const bytes = new Uint8Array(4 * MIB);
  bytes.set(seededBytes(PIECE), MIB);
  bytes[3 * MIB + 17] = 1;
  const fake = new FakeTarget();
  fake.stored.fill(0);
  const { lane } = await run(bytes, {}, undefined, { zeroed: [true] }, fake);
  expect(lane.state).toBe('proved');
  expect(lane.skippedBytes).toBe(4 * MIB - 2 * PIECE);
  expect(fake.calls.filter((call) => call.startsWith('write'))).toEqual([
    `write ${MIB}+${PIECE}`,
    `write ${3 * MIB}+${PIECE}`,
  ]);
  expect(Buffer.compare(fake.stored.subarray(0, bytes.length), bytes)).toBe(0);
});

test('a target that was wrongly taken for empty is found out by the comparison', async () => {
  const { lane, failure } = await run(new Uint8Array(MIB), { faults: { wrapAtBytes: 4 * MIB } }, undefined, {
    zeroed: [true],
  });
  // Every place differs: written once more, and then right.
  expect(failure).toBeUndefined();
  expect(lane.state).toBe('proved');
});

test('needed bytes are counted and blanked to the byte', () => {
  const needs = new Needs([
    { atByte: 10, lengthBytes: 5 },
    { atByte: 20, lengthBytes: 10 },
  ]);
  expect(needs.bytesBefore(25)).toBe(10);
  expect([9, 12, 15, 18, 22, 40].map((at) => needs.endBefore(at))).toEqual([0, 12, 15, 15, 22, 30]);
  const bytes = new Uint8Array(20).fill(7);
  needs.blank(8, bytes);
  expect([...bytes]).toEqual([0, 0, 7, 7, 7, 7, 7, 0, 0, 0, 0, 0, 7, 7, 7, 7, 7, 7, 7, 7]);
});
