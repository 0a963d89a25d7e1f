import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { FakeTarget, type FakeTargetOptions } from '../../../fakes/fake-target.ts';
import { transferOf } from '../../../fakes/transfer-of.ts';

const MIB = 1 << 20;
const bytes = seededBytes(5 * MIB + 700);
const sha256 = createHash('sha256').update(bytes).digest('hex');

async function makeUnseen(options: FakeTargetOptions = {}, settle?: () => Promise<void>) {
  const target = new FakeTarget(options);
  const source = fakeImage(bytes, settle ? { settle } : {});
  return { target, ...(await transferOf(source, [target], { unseenUntilProved: true })) };
}

test('an output file has the SHA-256 of the bytes that were read back', async () => {
  const made = await makeUnseen();
  expect(made.sha256).toBe(sha256);
  expect(made.target.finished).toEqual({ sizeBytes: bytes.length, sha256 });
  expect(made.lanes[0]?.lane.state).toBe('proved');
});

test('a SHA-256 of nothing is never told while an output file is written', async () => {
  const { facts } = await makeUnseen();
  expect(facts.filter((fact) => fact.event === 'progress' && fact.sha256 !== undefined)).toEqual([]);
});

test('an output file that differs gets neither a SHA-256 nor a name', async () => {
  const made = await makeUnseen({ faults: { flipAt: 2 * MIB + 5 } });
  expect(made.lanes[0]?.lane.failure?.code).toBe('verify-mismatch');
  expect(made.sha256).toBeUndefined();
  expect(made.target.finished).toBeUndefined();
});

test('an output file that was mended has the SHA-256 of its last reading', async () => {
  const made = await makeUnseen({ faults: { flipAt: 2 * MIB + 5, flipsOnce: true } });
  expect(made.lanes[0]?.mismatches.repaired).toHaveLength(1);
  expect(made.sha256).toBe(sha256);
  expect(made.lanes[0]?.lane.state).toBe('proved');
});

test('an output file is taken away when the source turns out to have changed while it is read back', async () => {
  const changed = new Failure('source-changed', { path: '/folder/file', what: 'modification time' });
  const made = await makeUnseen({}, () => Promise.reject(changed));
  expect(made.failure).toBe(changed);
  expect(made.sha256).toBeUndefined();
  expect(made.target.calls.at(-1)).toBe('abandon');
  expect(made.target.finished).toBeUndefined();
});

test('an output file waits for the last look at the source, however quick the read-back is', async () => {
  const order: string[] = [];
  const looked = Promise.withResolvers<void>();
  const made = makeUnseen({}, () => looked.promise.then(() => void order.push('looked')));
  const ended = made.then(() => order.push('ended'));
  setImmediate(() => looked.resolve());
  await ended;
  expect(order).toEqual(['looked', 'ended']);
});
