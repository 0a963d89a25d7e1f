import fc from 'fast-check';
import { expect, test } from 'vitest';
import { discKinds, discStates } from '../../../../src/engine/contract/plan/disc.ts';
import { kBpsOf, planBurn, speedFor, wholeUnits } from '../../../../src/engine/write/burn/burn-plan.ts';
import { type Disc, discFactsOf } from '../../../../src/engine/write/burn/disc.ts';

const blank: Disc = {
  kind: 'dvd+r',
  state: 'blank',
  freeBlocks: 40_000,
  nextBlock: 0,
  sessions: 1,
  tracks: 1,
  isFormatted: true,
  speeds: [22160, 11080, 5540, 2770],
  capacityBlocks: 40_000,
  formats: [
    { type: 0, blocks: 39_000, parameter: 0 },
    { type: 0x15, blocks: 40_000, parameter: 16 },
  ],
  startBlock: 0,
  track: 1,
  canTest: true,
};

function steps(disc: Partial<Disc>, wanted: Partial<Parameters<typeof planBurn>[1]> = {}): string[] {
  const found = planBurn({ ...blank, ...disc }, { blocks: 1001, ...wanted });
  if ('refusal' in found) return [found.refusal.why];
  const { prepare, begin, end } = found.plan;
  return [...prepare, ...begin, ...end].map((step) =>
    step.step === 'close' ? `close-${step.what}` : step.step === 'parameters' ? step.type : step.step,
  );
}

test.each([
  ['cd-r', ['session-at-once', 'calibrate', 'cue-sheet', 'flush']],
  ['dvd-r', ['session-at-once', 'calibrate', 'reserve', 'flush']],
  ['dvd-r-dl', ['session-at-once', 'layer-break', 'calibrate', 'reserve', 'flush']],
  ['dvd+r', ['flush', 'close-track', 'close-disc']],
  ['dvd+r-dl', ['layer-break', 'flush', 'close-track', 'close-disc']],
  ['bd-r', ['flush', 'close-track', 'close-disc']],
  ['dvd-ram', ['flush']],
] as const)('a blank %s is burned in these steps', (kind, wanted) => {
  expect(steps({ kind })).toEqual(wanted);
});

test('a disc that stays open is written track by track', () => {
  expect(steps({ kind: 'cd-r' }, { multi: true })).toEqual([
    'track-at-once',
    'calibrate',
    'flush',
    'close-track',
    'close-session',
  ]);
  expect(steps({ kind: 'dvd-r' }, { multi: true })).toEqual([
    'packet',
    'calibrate',
    'flush',
    'close-track',
    'close-session',
  ]);
  expect(steps({ kind: 'bd-r' }, { multi: true }).slice(-2)).toEqual(['close-track', 'close-session']);
});

test('a size that is known only at the end is no obstacle, and is not reserved', () => {
  expect(steps({ kind: 'dvd-r' }, { blocks: undefined })).toContain('packet');
});

test('what is in the way is removed, and no more', () => {
  expect(steps({ kind: 'cd-rw', state: 'rewritable' })[0]).toBe('blank');
  expect(steps({ kind: 'cd-rw' })[0]).toBe('session-at-once');
  expect(steps({ kind: 'bd-re', isFormatted: false })[0]).toBe('format');
  expect(steps({ kind: 'bd-re', state: 'rewritable' })).toEqual(['flush']);
  expect(steps({ kind: 'bd-r' }, { spares: true })[0]).toBe('format');
});

test.each([
  [{ kind: 'bd-rom' }, {}, 'pressed'],
  [{ state: 'closed' }, {}, 'closed'],
  [{ state: 'appendable' }, {}, 'has-sessions'],
  [{ kind: 'dvd+r' }, { dummy: true }, 'no-rehearsal'],
  [{ kind: 'dvd-r', canTest: false }, { dummy: true }, 'no-rehearsal'],
  [{}, { blocks: 40_001 }, 'too-small'],
] as const)('%o with %o is refused: %s', (disc, wanted, why) => {
  expect(steps(disc, wanted)).toEqual([why]);
});

test('an exact fit fits', () => {
  expect(steps({ kind: 'dvd+r' }, { blocks: 40_000 })).toContain('flush');
});

test('speeds: the next slower one the drive has, in the kind’s own measure', () => {
  expect(kBpsOf('dvd+r', 8)).toBe(11080);
  expect(speedFor(blank.speeds, kBpsOf('dvd+r', 10))).toBe(11080);
  expect(speedFor(blank.speeds, kBpsOf('dvd+r', 1))).toBe(2770);
  expect(speedFor([], 1385)).toBe(1385);
});

test('whatever disc is there, a plan has no byte before its preparation and fits the disc', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...discKinds),
      fc.constantFrom(...discStates),
      fc.nat(50_000),
      fc.record({ multi: fc.boolean(), dummy: fc.boolean(), spares: fc.boolean() }),
      (kind, state, blocks, choice) => {
        const found = planBurn({ ...blank, kind, state }, { blocks, ...choice });
        if ('refusal' in found) return;
        expect(blocks).toBeLessThanOrEqual(40_000);
        expect(found.plan.end[0]).toEqual({ step: 'flush' });
        expect(wholeUnits(blocks, found.plan.unitBlocks) - blocks).toBeLessThan(found.plan.unitBlocks);
      },
    ),
  );
});

test('a CD-RW that is full is said to take all it holds, since it is made blank first', () => {
  const full: Disc = { ...blank, kind: 'cd-rw', state: 'rewritable', freeBlocks: 0 };
  expect(discFactsOf(full).freeBlocks).toBe(40_000);
  expect(steps(full)[0]).toBe('blank');
  expect(discFactsOf({ ...full, kind: 'cd-r', state: 'appendable' }).freeBlocks).toBe(0);
});
