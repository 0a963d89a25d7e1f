import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RescueMap } from '../../../../src/engine/read/rescue/rescue-map.ts';
import { RescuePlan } from '../../../../src/engine/read/rescue/rescue-plan.ts';
import type { ReadOutcome, RescueRead } from '../../../../src/engine/read/rescue/rescue-read.ts';
import { rescueRules } from '../../../../src/engine/read/rescue/rules.ts';

const SECTOR = 512;
const MIB = 1 << 20;

/** A medium of which some sectors are bad, some answer at the n-th time only, and some are slow. */
interface Ill {
  readonly sizeBytes: number;
  readonly bad: ReadonlySet<number>;
  readonly flaky: Map<number, number>;
  readonly slow: ReadonlySet<number>;
}

function sectorsIn({ atByte, lengthBytes }: Pick<RescueRead, 'atByte' | 'lengthBytes'>): number[] {
  const first = atByte / SECTOR;
  return Array.from({ length: Math.ceil(lengthBytes / SECTOR) }, (_, index) => first + index);
}

function isGood(ill: Ill, sector: number): boolean {
  const left = ill.flaky.get(sector) ?? 0;
  if (left > 0) ill.flaky.set(sector, left - 1);
  return left === 0 && !ill.bad.has(sector);
}

function answer(ill: Ill, read: RescueRead): ReadOutcome {
  const sectors = sectorsIn(read);
  const slow = sectors.some((sector) => ill.slow.has(sector));
  if (read.stepBytes === 0) {
    const good = sectors.every((sector) => isGood(ill, sector));
    return { kind: good ? 'good' : 'bad', slow };
  }
  const steps: boolean[] = [];
  for (const sector of read.back ? sectors.reverse() : sectors) {
    steps.push(isGood(ill, sector));
    if (read.stops && !steps.at(-1)) break;
  }
  return { kind: 'good', slow, steps };
}

/** Reads to the end; with as many reads under way as the plan wants. */
function carryOut(plan: RescuePlan, ill: Ill, most = 200_000): RescueRead[] {
  const done: RescueRead[] = [];
  const flying: RescueRead[] = [];
  while (done.length < most) {
    for (let read = plan.next(); read; read = plan.next()) flying.push(read);
    const read = flying.shift();
    if (!read) return done;
    done.push(read);
    plan.learn(read, answer(ill, read));
  }
  throw new Error('no end');
}

const rules = (sizeBytes: number, retries = 0) =>
  rescueRules({ sizeBytes, sectorBytes: SECTOR, commandBytes: 512 << 10, retries });

const healthy = (sizeBytes: number): Ill => ({
  sizeBytes,
  bad: new Set(),
  flaky: new Map(),
  slow: new Set(),
});

const SECTORS = 30_000;
const illnesses = fc.record({
  bad: fc.array(fc.nat(SECTORS - 1), { maxLength: 60 }),
  scratch: fc.record({ at: fc.nat(SECTORS - 1), length: fc.nat(3000) }),
  slow: fc.record({ at: fc.nat(SECTORS - 1), length: fc.nat(8000) }),
  flaky: fc.array(fc.tuple(fc.nat(SECTORS - 1), fc.integer({ min: 1, max: 4 })), { maxLength: 20 }),
});

const stretch = ({ at, length }: { at: number; length: number }) =>
  Array.from({ length: Math.min(length, SECTORS - at) }, (_, index) => at + index);

test('whatever is bad, flaky or slow: each bad sector is bad in the end, and every other one is read', () => {
  fc.assert(
    fc.property(illnesses, ({ bad, scratch, slow, flaky }) => {
      const sizeBytes = SECTORS * SECTOR;
      const ill = {
        sizeBytes,
        bad: new Set([...bad, ...stretch(scratch)]),
        flaky: new Map(flaky),
        slow: new Set(stretch(slow)),
      };
      const map = new RescueMap(sizeBytes);
      const plan = new RescuePlan(map, rules(sizeBytes, 6));
      carryOut(plan, ill);
      expect(map.totals['-']).toBe(ill.bad.size * SECTOR);
      expect(map.totals['+']).toBe(sizeBytes - ill.bad.size * SECTOR);
      for (const sector of ill.bad) expect(map.at(sector * SECTOR).state).toBe('-');
    }),
    { numRuns: 60 },
  );
});

test('a plan that is begun anew at any moment from its map reads what is left, and ends the same', () => {
  fc.assert(
    fc.property(illnesses, fc.integer({ min: 1, max: 400 }), ({ bad, scratch, slow }, stopAfter) => {
      const sizeBytes = SECTORS * SECTOR;
      const ill = {
        sizeBytes,
        bad: new Set([...bad, ...stretch(scratch)]),
        flaky: new Map<number, number>(),
        slow: new Set(stretch(slow)),
      };
      const map = new RescueMap(sizeBytes);
      let plan = new RescuePlan(map, rules(sizeBytes));
      for (let run = 0; run < 30 && !plan.isOver; run++) {
        for (let count = 0; count < stopAfter; count++) {
          const read = plan.next();
          if (!read) break;
          plan.learn(read, answer(ill, read));
        }
        const { atByte, phase, pass } = plan;
        if (!plan.isOver) plan = new RescuePlan(map, rules(sizeBytes), { atByte, phase, pass });
      }
      carryOut(plan, ill);
      expect(map.totals['-']).toBe(ill.bad.size * SECTOR);
      expect(map.missingBytes).toBe(ill.bad.size * SECTOR);
    }),
    { numRuns: 30 },
  );
});

test('a healthy medium is read in order, in long reads, each byte once', () => {
  const sizeBytes = 64 * MIB;
  const reads = carryOut(new RescuePlan(new RescueMap(sizeBytes), rules(sizeBytes)), healthy(sizeBytes));
  expect(reads.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0)).toBe(sizeBytes);
  expect(reads.every(({ atByte }, index) => index === 0 || atByte > (reads[index - 1]?.atByte ?? 0))).toBe(
    true,
  );
  expect(reads.length).toBe(128);
});

test('no read is longer than one command of the device, and none crosses the end', () => {
  const sizeBytes = 64 * MIB + 512;
  const small = rescueRules({ sizeBytes, sectorBytes: SECTOR, commandBytes: 120 << 10, retries: 0 });
  const reads = carryOut(new RescuePlan(new RescueMap(sizeBytes), small), healthy(sizeBytes));
  expect(Math.max(...reads.map(({ lengthBytes }) => lengthBytes))).toBe(65_536);
  expect(reads.at(-1)).toMatchObject({ atByte: 64 * MIB, lengthBytes: 512 });
});

test('a slow zone is left after a few reads, and what is quick comes before it', () => {
  const sizeBytes = 64 * MIB;
  const slow = new Set(stretch({ at: 0, length: SECTORS }).map((sector) => sector + 40_000));
  const map = new RescueMap(sizeBytes);
  const plan = new RescuePlan(map, rules(sizeBytes));
  let slowReads = 0;
  while (map.totals['+'] < 45 * MIB) {
    const read = plan.next();
    if (!read) break;
    const outcome = answer({ ...healthy(sizeBytes), slow }, read);
    if (outcome.slow) slowReads++;
    plan.learn(read, outcome);
  }
  expect(slowReads).toBeLessThan(12);
});

test('a long read that fails marks nothing: only its bad sectors are bad in the end', () => {
  const sizeBytes = 64 * MIB;
  const ill = { ...healthy(sizeBytes), bad: new Set([20_000]) };
  const map = new RescueMap(sizeBytes);
  const plan = new RescuePlan(map, rules(sizeBytes));
  let longFailures = 0;
  for (let read = plan.next(); read; read = plan.next()) {
    const outcome = answer(ill, read);
    plan.learn(read, outcome);
    if (outcome.kind === 'bad' && read.lengthBytes > 65_536) {
      longFailures++;
      expect(map.at(20_000 * SECTOR).state).toBe('?');
    }
  }
  expect(longFailures).toBe(1);
  expect([...map.missing()]).toEqual([{ atByte: 20_000 * SECTOR, endByte: 20_001 * SECTOR }]);
});

test('a read that was never carried out is asked for again', () => {
  const sizeBytes = MIB;
  const plan = new RescuePlan(new RescueMap(sizeBytes), rules(sizeBytes));
  const first = plan.next();
  const second = plan.next();
  expect(second).toBeDefined();
  if (first && second) {
    plan.forget(second);
    plan.forget(first);
  }
  expect(plan.next()).toEqual(first);
});

test('sectors of 2048 and 4096 bytes are read whole', () => {
  for (const sectorBytes of [2048, 4096]) {
    const sizeBytes = 8 * MIB;
    const wide = rescueRules({ sizeBytes, sectorBytes, commandBytes: 512 << 10, retries: 1 });
    const map = new RescueMap(sizeBytes);
    const ill = { ...healthy(sizeBytes), bad: new Set([1000, 5001]) };
    for (const read of carryOut(new RescuePlan(map, wide), ill)) {
      expect(read.atByte % sectorBytes).toBe(0);
      expect(read.lengthBytes % sectorBytes).toBe(0);
    }
  }
});

test('two reads are under way on a calm medium, four on a fast one, and one where there is trouble', () => {
  const plan = new RescuePlan(new RescueMap(64 * MIB), rules(64 * MIB));
  const flying: RescueRead[] = [];
  const fill = (): number => {
    for (let read = plan.next(); read; read = plan.next()) flying.push(read);
    return flying.length;
  };
  const hear = (outcome: ReadOutcome): void => {
    const read = flying.shift();
    if (read) plan.learn(read, outcome);
  };
  expect(fill()).toBe(2);
  hear({ kind: 'good', slow: false, fast: true });
  expect(fill()).toBe(4);
  hear({ kind: 'bad', slow: false });
  while (flying.length > 1) {
    expect(plan.next()).toBeUndefined();
    hear({ kind: 'good', slow: false, fast: true });
  }
});
