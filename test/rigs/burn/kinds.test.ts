import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { burned, QUICK } from '../../fakes/burned.ts';
import { type BurnerRig, burnerRig } from '../../fakes/burner-rig.ts';
import { seededBytes } from '../../fakes/fake-image.ts';
import { has } from '../../fakes/rigs.ts';

// Every kind of disc, over the socket of the rig's drive: what is burned is what the rig remembers, and what every fault leaves behind.

const BLOCKS = 401;
const image = seededBytes(BLOCKS * 2048, 17);
const KINDS = [
  'cd-r',
  'cd-rw',
  'dvd-r',
  'dvd-rw',
  'dvd-ram',
  'dvd-r-dl',
  'dvd+r',
  'dvd+r-dl',
  'dvd+rw',
  'bd-r',
  'bd-r-dl',
  'bd-re',
] as const;
type Kind = (typeof KINDS)[number];
/** Written once: what fails is lost. */
const ONCE: readonly Kind[] = ['cd-r', 'dvd-r', 'dvd-r-dl', 'dvd+r', 'dvd+r-dl', 'bd-r', 'bd-r-dl'];
/** A session at once is closed by its end, and anything that is overwritten is never closed. */
const CLOSES: readonly Kind[] = ['dvd+r', 'dvd+r-dl', 'bd-r', 'bd-r-dl'];
/** Which are formatted before their first use. */
const FORMATS: readonly Kind[] = ['dvd+rw', 'bd-re'];

const skip = !has('rigs');
let rig: BurnerRig;
beforeAll(async () => {
  if (!skip) rig = await burnerRig('kinds');
});
afterAll(() => rig?.down());
beforeEach(async () => {
  if (!skip) await rig.faults({});
});

test.skipIf(skip).each(KINDS)('%s is burned, closed and proved', async (kind) => {
  await rig.insert(kind, 40_000);
  await rig.faults(QUICK);
  const done = await burned(rig, image);
  expect(done.failure).toBeUndefined();
  expect(done.state).toBe('proved');
  expect(rig.disc().subarray(0, image.length).equals(image)).toBe(true);
  const { disc } = await rig.facts();
  expect(disc?.closed).toBe(ONCE.includes(kind) || kind === 'cd-rw' || kind === 'dvd-rw');
  // No padding but one unit.
  if (ONCE.includes(kind)) expect(disc?.tracks[0]?.end).toBeLessThan(BLOCKS + 32);
  expect(done.steps.includes('close')).toBe(CLOSES.includes(kind));
  expect(done.steps.includes('format')).toBe(FORMATS.includes(kind));
});

test.skipIf(skip).each(KINDS)('%s: a byte that was stored wrong is always found', async (kind) => {
  await rig.insert(kind, 40_000);
  await rig.faults({ ...QUICK, flip_write: [377_777] });
  const done = await burned(rig, image);
  expect(done.failure).toBe('verify-mismatch');
  const places = done.result.lanes[0]?.mismatches.list;
  expect(places).toEqual([expect.objectContaining({ atByte: 377_777, lengthBytes: 1, file: '/body' })]);
  expect(done.state).toBe('written');
});

test.skipIf(skip).each(KINDS)('%s: a place that cannot be written', async (kind) => {
  await rig.insert(kind, 40_000);
  await rig.faults({ ...QUICK, bad_write: [300] });
  const done = await burned(rig, image);
  expect(done.failure).toBe('disc-failed');
  expect(done.result.lanes[0]?.lane.failure?.facts).toMatchObject({
    stage: 'write',
    sense: '3/0C/00',
    atBlock: 300,
  });
  expect(done.state).toBe(ONCE.includes(kind) ? 'spoiled' : 'unfinished');
});

test.skipIf(skip).each(KINDS)('%s: a place that cannot be read back', async (kind) => {
  await rig.insert(kind, 40_000);
  await rig.faults({ ...QUICK, bad_read: [290] });
  const done = await burned(rig, image);
  expect(done.failure).toBe('target-read-failed');
  expect(done.state).toBe('written');
});

test.skipIf(skip).each(CLOSES)('%s: closing fails', async (kind) => {
  await rig.insert(kind, 40_000);
  await rig.faults({ ...QUICK, close_fails: 3 });
  const done = await burned(rig, image);
  expect(done.result.lanes[0]?.lane.failure?.facts).toMatchObject({ stage: 'end', sense: '3/72/03' });
  expect(done.state).toBe('spoiled');
});

test.skipIf(skip).each(KINDS)('%s: full earlier than it said', async (kind) => {
  await rig.insert(kind, 40_000);
  await rig.faults({ ...QUICK, full_at: 192 });
  const done = await burned(rig, image);
  expect(done.failure).toBe('target-too-small');
  expect(done.state).toBe(ONCE.includes(kind) ? 'spoiled' : 'unfinished');
});

test.skipIf(skip).each(KINDS)(
  '%s: a full buffer is waited for, and a power that is not found is no failure',
  async (kind) => {
    await rig.insert(kind, 40_000);
    // So slow that it is full whatever this machine can do; once it was, the drive takes everything.
    await rig.faults({ ...QUICK, rate: 50_000, opc_fails: true });
    rig.clearLog();
    const burning = burned(rig, seededBytes(2_300_000, 3));
    const isFull = (): boolean =>
      rig.log().some((line) => line.startsWith('write10') && line.endsWith('2/04/08'));
    await expect.poll(isFull, { interval: 20, timeout: 10_000 }).toBe(true);
    await rig.faults({ ...QUICK, opc_fails: true });
    expect((await burning).state).toBe('proved');
  },
);

test.skipIf(skip).each(KINDS)('%s: too small is said before the first byte', async (kind) => {
  await rig.insert(kind, 640);
  await rig.faults(QUICK);
  await expect(burned(rig, image, { wanted: { blocks: 1001 } })).rejects.toMatchObject({
    code: 'target-too-small',
  });
});
