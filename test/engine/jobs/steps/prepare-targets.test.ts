import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobFact } from '../../../../src/engine/contract/events/events.ts';
import type { PlanTarget } from '../../../../src/engine/contract/plan/plan.ts';
import type { Target } from '../../../../src/engine/contract/ports/target.ts';
import type { JobContext } from '../../../../src/engine/jobs/steps/job-context.ts';
import { type Preparing, prepareTargets } from '../../../../src/engine/jobs/steps/prepare-targets.ts';
import { makeGate } from '../../../../src/engine/write/transfer/gate.ts';
import { transfer } from '../../../../src/engine/write/transfer/transfer.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';
import { LyingTarget } from '../../../fakes/lying-target.ts';

const MIB = 1 << 20;
const before = process.env.XDG_STATE_HOME;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-prepare-'));
  process.env.XDG_STATE_HOME = folder;
});
afterAll(() => {
  if (before === undefined) delete process.env.XDG_STATE_HOME;
  else process.env.XDG_STATE_HOME = before;
  rmSync(folder, { recursive: true, force: true });
});

let jobs = 0;
let plugged: { serial: string; sizeBytes: number }[] = [];
function context(facts: JobFact[]): JobContext {
  return {
    jobId: `20260101-000000-${String(jobs++).padStart(4, '0')}`,
    machine: { listDrives: async () => plugged } as unknown as JobContext['machine'],
    clock: { nowMs: Date.now },
    gate: makeGate(),
    signal: new AbortController().signal,
    onFact: (fact) => facts.push(fact),
    dryRun: false,
  };
}

const drive = (path: string, serial: string): PlanTarget => ({ kind: 'drive', path, expect: { serial } });
const preparing = (targets: PlanTarget[], test?: 'off' | 'quick' | 'full'): Preparing => ({
  targets,
  test,
  overwriteBytes: MIB,
});
const kinds = (facts: JobFact[]): string[] =>
  facts.flatMap((fact) => (fact.event === 'note' ? [fact.code] : fact.event === 'phase' ? [fact.phase] : []));

test('a drive whose serial another one has too is tested each time, and so is one with a serial that says nothing', async () => {
  const told: string[][] = [];
  const look = async (serial: string): Promise<void> => {
    const facts: JobFact[] = [];
    const planned: PlanTarget = { kind: 'drive', path: '/dev/sdb', expect: { serial, sizeBytes: 16 * MIB } };
    await left(
      prepareTargets([new FakeTarget({ capacityBytes: 16 * MIB })], preparing([planned]), context(facts)),
    );
    told.push(kinds(facts));
  };
  const twin = { serial: 'SHARED77', sizeBytes: 16 * MIB };
  plugged = [twin];
  await look('SHARED77');
  await look('SHARED77');
  plugged = [twin, twin];
  await look('SHARED77');
  plugged = [twin];
  await look('SHARED77');
  await look('0123456789AB');
  await look('0123456789AB');
  const tested = ['test', 'capacity-tested', 'undo-kept'];
  expect(told).toEqual([tested, ['undo-kept'], tested, tested, tested, tested]);
});

/** Prepared, and then nothing is written. */
async function left(preparing: Promise<Target[]>): Promise<void> {
  for (const target of await preparing) await target.abandon();
}

test('a drive is tested the first time and known by its serial the next', async () => {
  const [first, second, other]: JobFact[][] = [[], [], []];
  const target = (): FakeTarget => new FakeTarget({ capacityBytes: 16 * MIB });
  await left(prepareTargets([target()], preparing([drive('/dev/sdb', '0401ABCD')]), context(first!)));
  await left(prepareTargets([target()], preparing([drive('/dev/sdc', '0401ABCD')]), context(second!)));
  await left(prepareTargets([target()], preparing([drive('/dev/sdb', '')]), context(other!)));
  expect(kinds(first!)).toEqual(['test', 'capacity-tested', 'undo-kept']);
  expect(kinds(second!)).toEqual(['undo-kept']);
  expect(kinds(other!)).toEqual(['test', 'capacity-tested', 'undo-kept']);
});

test('--test off and files are not tested; a file is when it is asked for', async () => {
  const [off, file, asked]: JobFact[][] = [[], [], []];
  const target = (): FakeTarget => new FakeTarget({ capacityBytes: 16 * MIB });
  await left(prepareTargets([target()], preparing([drive('/dev/sdb', 'S2')], 'off'), context(off!)));
  await left(prepareTargets([target()], preparing([{ kind: 'file', path: '/x.img' }]), context(file!)));
  await left(
    prepareTargets([target()], preparing([{ kind: 'file', path: '/x.img' }], 'quick'), context(asked!)),
  );
  expect([kinds(off!), kinds(file!)]).toEqual([['undo-kept'], ['undo-kept']]);
  expect(kinds(asked!)).toContain('test');
});

test('a liar among the targets is left out untouched; the others are written and proved', async () => {
  const facts: JobFact[] = [];
  const around = context(facts);
  const liar = new LyingTarget(
    { realBytes: 4 * MIB, beyond: 'drop' },
    { name: 'sdb', capacityBytes: 32 * MIB },
  );
  const good = new FakeTarget({ name: 'sdc', capacityBytes: 32 * MIB });
  const plan = preparing([drive('/dev/sdb', 'L'), drive('/dev/sdc', 'G')]);
  const targets = await prepareTargets([liar, good], plan, around);
  const image = seededBytes(3 * MIB);
  const result = await transfer({
    ...around,
    source: fakeImage(image),
    targets,
    write: true,
    verify: true,
    hash: true,
  });
  const [lying, sound] = result.lanes.map(({ lane }) => lane);
  expect(lying).toMatchObject({ state: 'untouched', failure: { code: 'capacity-false' } });
  expect(sound).toMatchObject({ state: 'proved', failure: undefined });
  expect(Buffer.compare(good.stored.subarray(0, image.length), image)).toBe(0);
});

test('a job that goes on later tests nothing and keeps its first capsule', async () => {
  const facts: JobFact[] = [];
  const around = context(facts);
  const plan = preparing([drive('/dev/sdb', 'R')]);
  const target = new FakeTarget({ capacityBytes: 16 * MIB });
  await left(prepareTargets([target], plan, around));
  facts.length = 0;
  target.stored.fill(0);
  await left(prepareTargets([target], { ...plan, test: 'quick' }, around));
  expect(kinds(facts)).toEqual(['test', 'undo-kept']);
  // Neither tested nor asked what is on it.
  expect(target.stored.every((byte) => byte === 0)).toBe(true);
});

test('after a full test nothing is kept, because nothing is left; a write under way is not tested again', async () => {
  const [full, resumed]: JobFact[][] = [[], []];
  const plan = preparing([drive('/dev/sdb', 'F')]);
  const target = new FakeTarget({ name: 'sdb', capacityBytes: 4 * MIB });
  const [prepared] = await prepareTargets([target], { ...plan, test: 'full' }, context(full!));
  expect(kinds(full!).filter((kind) => kind !== 'test')).toEqual(['content-not-kept', 'capacity-tested']);
  expect(await prepared!.abandon()).toBe('unfinished');
  target.calls.length = 0;
  const around = { ...context(resumed!), resume: new Map([['sdb', 2 * MIB]]) };
  await left(prepareTargets([target], { ...plan, test: 'full' }, around));
  expect(target.calls).toEqual(['abandon']);
});

test('where nothing can be kept the write goes on, and it is said that it cannot be undone', async () => {
  const facts: JobFact[] = [];
  const target = new FakeTarget({ capacityBytes: 16 * MIB });
  const [prepared] = await prepareTargets([target], preparing([{ kind: 'file', path: '/x' }]), {
    ...context(facts),
    jobId: 'a\0b',
  });
  expect(kinds(facts)).toEqual(['undo-not-kept']);
  expect(prepared?.refusal).toBeUndefined();
});
