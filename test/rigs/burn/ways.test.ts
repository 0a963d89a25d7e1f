import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Burner } from '../../../src/engine/write/burn/burner.ts';
import { identifyDisc } from '../../../src/engine/write/burn/identify.ts';
import { burned, QUICK } from '../../fakes/burned.ts';
import { type BurnerRig, burnerRig } from '../../fakes/burner-rig.ts';
import { seededBytes } from '../../fakes/fake-image.ts';
import { has } from '../../fakes/rigs.ts';

// What a person may choose about burning, what a disc is before, and what is left of one that was interrupted.

const image = seededBytes(2000 * 2048, 5);
const skip = !has('rigs');
let rig: BurnerRig;
beforeAll(async () => {
  if (!skip) rig = await burnerRig('ways');
});
afterAll(() => rig?.down());
beforeEach(async () => {
  if (!skip) await rig.faults(QUICK);
});

async function seen() {
  const burner = new Burner(await rig.open(), { nowMs: Date.now });
  try {
    return await identifyDisc(burner);
  } finally {
    await burner.device.close();
  }
}

test.skipIf(skip).each([
  ['cd-r', 'blank', 40_000],
  ['dvd-rw', 'blank', 40_000],
  ['dvd+rw', 'blank', 40_000],
  ['dvd-ram', 'blank', 40_000],
  ['bd-r', 'blank', 40_000],
  ['bd-re', 'blank', 40_000],
])('a new %s is %s', async (kind, state, freeBlocks) => {
  await rig.insert(kind, 40_000);
  expect(await seen()).toMatchObject({ kind, state, freeBlocks, sessions: 1 });
});

test.skipIf(skip).each([
  ['cd-r', 'closed'],
  ['cd-rw', 'rewritable'],
  ['dvd-r', 'closed'],
  ['dvd-rw', 'rewritable'],
  ['dvd+r', 'closed'],
  ['dvd+rw', 'rewritable'],
  ['dvd-ram', 'rewritable'],
  ['bd-r', 'closed'],
  ['bd-re', 'rewritable'],
])('a burned %s is %s', async (kind, state) => {
  await rig.insert(kind, 40_000);
  await burned(rig, image, { transfer: { verify: false } });
  expect((await seen()).state).toBe(state);
});

test.skipIf(skip).each(['cd-rw', 'dvd-rw', 'dvd+rw', 'dvd-ram', 'bd-re'])(
  'a %s with content is overwritten, and blanked first where that is needed',
  async (kind) => {
    await rig.insert(kind, 40_000);
    await burned(rig, seededBytes(1000 * 2048, 9), { transfer: { verify: false } });
    const done = await burned(rig, image);
    expect(done.state).toBe('proved');
    expect(done.steps.includes('blank')).toBe(kind === 'cd-rw' || kind === 'dvd-rw');
  },
);

test.skipIf(skip).each(['cd-rw', 'dvd-rw'])(
  'a %s is made blank all over when that is wanted',
  async (kind) => {
    await rig.insert(kind, 40_000);
    rig.clearLog();
    const done = await burned(rig, image, { wanted: { blank: 'full' } });
    expect(done.state).toBe('proved');
    expect(rig.log().filter((line) => line.startsWith('blank_disc'))[0]).toContain('a11000');
  },
);

test.skipIf(skip).each(['cd-r', 'dvd-r', 'dvd+r', 'bd-r'])('%s stays open with --multi', async (kind) => {
  await rig.insert(kind, 80_000);
  const done = await burned(rig, image, { wanted: { multi: true } });
  expect(done.state).toBe('proved');
  expect((await rig.facts()).disc?.closed).toBe(false);
  expect((await seen()).state).toBe('appendable');
  await expect(burned(rig, image)).rejects.toMatchObject({
    code: 'disc-unfit',
    facts: { why: 'has-sessions' },
  });
});

test.skipIf(skip).each(['cd-r', 'dvd-r'])('a rehearsal leaves a %s blank', async (kind) => {
  await rig.insert(kind, 40_000);
  const done = await burned(rig, image, { wanted: { dummy: true }, transfer: { verify: false } });
  expect(done.failure).toBeUndefined();
  expect((await seen()).state).toBe('blank');
});

test.skipIf(skip).each(['dvd+r', 'bd-r', 'bd-re'])('a rehearsal with a %s is refused', async (kind) => {
  await rig.insert(kind, 40_000);
  await expect(burned(rig, image, { wanted: { dummy: true } })).rejects.toMatchObject({
    facts: { why: 'no-rehearsal' },
  });
});

test.skipIf(skip)('a BD-R has spare areas only when they are wanted', async () => {
  await rig.insert('bd-r', 40_000);
  await burned(rig, image, { wanted: { spares: true } });
  expect((await rig.facts()).disc?.spare).toBeGreaterThan(0);
});

test.skipIf(skip).each(['dvd-r-dl', 'dvd+r-dl'])('the layers of a %s are equally long', async (kind) => {
  await rig.insert(kind, 40_000);
  await burned(rig, image);
  expect((await rig.facts()).disc?.breakAt).toBe(1008);
});

/** Stops when so many bytes are written. */
async function interrupted(stopAtByte: number, wanted: { multi?: boolean } = {}) {
  const stop = new AbortController();
  return burned(rig, image, {
    wanted,
    transfer: {
      signal: stop.signal,
      onFact(fact) {
        if (fact.event === 'progress' && fact.doneBytes >= stopAtByte) stop.abort(new Error('stopped'));
      },
    },
  });
}

test.skipIf(skip).each([
  ['dvd+r', {}],
  ['bd-r', {}],
  ['dvd-r', { multi: true }],
] as const)('an interrupted %s goes on where it stopped', async (kind, wanted) => {
  await rig.insert(kind, 40_000);
  await rig.faults({ ...QUICK, rate: 2_000_000 });
  const first = await interrupted(1 << 20, wanted);
  expect(first.state).toBe('appendable');
  await rig.faults(QUICK);
  const { nextBlock, startBlock } = await seen();
  const resumeBlocks = nextBlock - startBlock;
  expect(resumeBlocks).toBeGreaterThan(0);
  expect(resumeBlocks).toBeLessThan(2000);
  const done = await burned(rig, image, { wanted: { ...wanted, resumeBlocks } });
  expect(done.state).toBe('proved');
  expect(rig.disc().subarray(0, image.length).equals(image)).toBe(true);
});

test.skipIf(skip).each(['cd-r', 'dvd-r'])('an interrupted %s is spoiled', async (kind) => {
  await rig.insert(kind, 40_000);
  await rig.faults({ ...QUICK, rate: 2_000_000 });
  expect((await interrupted(1 << 20)).state).toBe('spoiled');
});

test.skipIf(skip)('another disc than the one that was chosen is refused', async () => {
  await rig.insert('dvd+r', 40_000);
  const { kind, state, freeBlocks } = await seen();
  await rig.insert('bd-r', 40_000);
  await expect(burned(rig, image, { expected: { kind, state, freeBlocks } })).rejects.toMatchObject({
    code: 'target-changed',
  });
});

test.skipIf(skip)(
  'a disc that is swapped after it was looked at is noticed before the first byte',
  async () => {
    await rig.insert('dvd+r', 40_000);
    const burner = new Burner(await rig.open(), { nowMs: Date.now });
    await identifyDisc(burner);
    await rig.insert('dvd+r', 40_000);
    await expect(burner.ready({ mostMs: 1000 })).rejects.toMatchObject({ code: 'target-changed' });
    await burner.device.close();
  },
);

test.skipIf(skip)('an empty drive is said', async () => {
  await rig.eject();
  await expect(seen()).rejects.toMatchObject({ code: 'target-missing', facts: { noMedium: true } });
});

test.skipIf(skip)('a disc of 50 GB is planned for to its last block', async () => {
  await rig.insert('bd-r-dl');
  const { freeBlocks } = await seen();
  expect(freeBlocks * 2048).toBeGreaterThan(50e9);
  await expect(burned(rig, image, { wanted: { blocks: freeBlocks + 1 } })).rejects.toMatchObject({
    code: 'target-too-small',
  });
});
