import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DoneFact, JobFact } from '../../../src/engine/contract/events/events.ts';
import { type BurnPlan, plan as planSchema } from '../../../src/engine/contract/plan/plan.ts';
import type { Drive } from '../../../src/engine/contract/ports/drive.ts';
import type { Machine } from '../../../src/engine/contract/ports/machine.ts';
import { runPlan } from '../../../src/engine/jobs/runners/run-plan.ts';
import { makeGate } from '../../../src/engine/write/transfer/gate.ts';
import { QUICK } from '../../fakes/burned.ts';
import { type BurnerRig, burnerRig, socketDevice } from '../../fakes/burner-rig.ts';
import { has, run } from '../../fakes/rigs.ts';

// A whole job: its plan, its dry run, what it says, and how it ends; the drive is the rig's, behind the port of the machine.

const skip = !has('rigs') || !has('tool:xorriso');
let rig: BurnerRig;
let folder = '';
let image = '';

beforeAll(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), 'isowright-burn-'));
  image = join(folder, 'image.iso');
  writeFileSync(join(folder, 'big.bin'), Buffer.alloc(2_000_000, 7));
  run('xorriso', ['-as', 'mkisofs', '-quiet', '-R', '-J', '-o', image, join(folder, 'big.bin')]);
  rig = await burnerRig('job');
});
afterAll(() => {
  rig?.down();
  if (folder !== '') rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  if (!skip) await rig.faults(QUICK);
});

const drive: Drive = {
  path: '/dev/sr1',
  name: 'sr1',
  kind: 'optical',
  sizeBytes: 0,
  sectorBytes: 2048,
  model: 'TEST BURNER',
  serial: 'BURN0001',
  transport: 'usb',
  removable: true,
  readOnly: false,
  ids: [],
  parts: [],
  refusals: [],
  warnings: [],
};

const machine: Machine = {
  listDrives: async () => [drive],
  signature: async () => '',
  openDrive: async () => {
    throw new Error('no other drive');
  },
  openBurner: () => socketDevice(`${rig.folder}/scsi`),
  unmount: async () => [],
  isPrivileged: () => true,
  elevate: () => undefined,
};

interface Ran {
  readonly done: DoneFact;
  readonly facts: readonly JobFact[];
}

async function job(
  given: Partial<BurnPlan> = {},
  context: { dryRun?: boolean; resume?: ReadonlyMap<string, number>; stopAtByte?: number } = {},
): Promise<Ran> {
  const { dryRun = false, stopAtByte, resume } = context;
  const facts: JobFact[] = [];
  const stop = new AbortController();
  const target = { kind: 'drive', path: '/dev/sr1', expect: { serial: 'BURN0001' } };
  const plan = planSchema.parse({
    v: 1,
    do: 'burn',
    source: { kind: 'image', path: image },
    targets: [target],
    ...given,
  });
  const done = await runPlan(plan, {
    jobId: 'job',
    machine,
    clock: { nowMs: Date.now },
    gate: makeGate(),
    signal: stop.signal,
    dryRun,
    ...(resume && { resume }),
    onFact(fact) {
      facts.push(fact);
      if (stopAtByte !== undefined && fact.event === 'progress' && fact.doneBytes >= stopAtByte)
        stop.abort(new Error('killed'));
    },
  });
  return { done, facts };
}

test.skipIf(skip)('an image is burned, and the report says what is on the disc', async () => {
  await rig.insert('dvd+r', 40_000);
  const { done, facts } = await job();
  expect(done).toMatchObject({ ok: true, exitCode: 0, outcome: 'done' });
  const [target] = done.report.targets ?? [];
  expect(target).toMatchObject({ state: 'proved', mismatches: [], serial: 'BURN0001' });
  expect(target?.sha256).toBe(done.report.source?.sha256);
  const steps = facts.flatMap((fact) =>
    fact.event === 'note' && fact.facts?.disc && fact.facts.disc.part === undefined
      ? [fact.facts.disc.step.step]
      : [],
  );
  expect(steps).toEqual(['flush', 'close', 'close']);
  // An independent reader finds the file.
  writeFileSync(join(folder, 'read.iso'), rig.disc());
  const listed = run('xorriso', ['-indev', join(folder, 'read.iso'), '-find', '/']);
  expect(listed.stdout).toContain('big.bin');
});

test.skipIf(skip)('a folder is laid out on the way to the disc', async () => {
  await rig.insert('bd-re', 40_000);
  const { done } = await job({ source: { kind: 'folder', path: folder, author: {} } } as never);
  expect(done.outcome).toBe('done');
});

test.skipIf(skip)('a dry run tells each step, and changes nothing', async () => {
  await rig.insert('cd-r', 40_000);
  rig.clearLog();
  const { done } = await job({}, { dryRun: true });
  expect(done.report.discs).toMatchObject([
    {
      target: 'sr1',
      path: '/dev/sr1',
      disc: { kind: 'cd-r', state: 'blank', freeBlocks: 40_000 },
      steps: [
        { step: 'parameters', type: 'session-at-once', isTest: false, isOpen: false, isDvd: false },
        { step: 'calibrate' },
        { step: 'cue-sheet' },
        { step: 'flush' },
      ],
      goesOn: false,
    },
  ]);
  expect(
    rig.log().filter((line) => /^(?:write|blank|format_unit|mode_select|close|reserve|cue)/.test(line)),
  ).toEqual([]);
});

test.skipIf(skip).each([
  ['dvd-r', 'closed', 4],
  ['cd-r', 'closed', 4],
] as const)('a closed %s is exit 4', async (kind, why, exitCode) => {
  await rig.insert(kind, 40_000);
  await job();
  const { done } = await job();
  expect(done).toMatchObject({ exitCode, report: { failure: { code: 'disc-unfit', facts: { why } } } });
});

test.skipIf(skip)('a script that expects a blank disc gets one with content refused', async () => {
  await rig.insert('dvd+rw', 40_000);
  await job();
  const blank = {
    kind: 'drive',
    path: '/dev/sr1',
    expect: { serial: 'BURN0001', disc: { state: 'blank' } },
  } as const;
  const { done } = await job({ targets: [blank] });
  expect(done).toMatchObject({ exitCode: 4, report: { failure: { facts: { why: 'has-content' } } } });
});

test.skipIf(skip)('another disc than the one that was seen is exit 5', async () => {
  await rig.insert('dvd+r', 40_000);
  const disc = { kind: 'dvd+r', state: 'blank', freeBlocks: 30_000 } as const;
  const { done } = await job({ targets: [{ kind: 'drive', path: '/dev/sr1', expect: { disc } }] });
  expect(done).toMatchObject({ exitCode: 5, report: { failure: { code: 'target-changed' } } });
});

test.skipIf(skip)('a disc that is too small is exit 8, before anything is touched', async () => {
  await rig.insert('dvd-r', 640);
  const { done } = await job();
  expect(done).toMatchObject({ exitCode: 8, report: { failure: { code: 'target-too-small' } } });
});

test.skipIf(skip)('an empty drive is exit 4', async () => {
  await rig.eject();
  const { done } = await job();
  expect(done).toMatchObject({ exitCode: 4, report: { failure: { code: 'target-missing' } } });
});

test.skipIf(skip)('a byte that was stored wrong is exit 6, with the file it is in', async () => {
  await rig.insert('bd-r', 40_000);
  await rig.faults({ ...QUICK, flip_write: [1_000_000] });
  const { done } = await job();
  expect(done).toMatchObject({ ok: false, exitCode: 6, outcome: 'differs' });
  expect(done.report.targets?.[0]?.mismatches[0]).toMatchObject({ atByte: 1_000_000, lengthBytes: 1 });
});

test.skipIf(skip)('an interrupted job resumes on the disc, and not on another one', async () => {
  const elsewhere = { source: { kind: 'image', path: image } } as const;
  await rig.insert('bd-r', 40_000);
  await rig.faults({ ...QUICK, rate: 4_000_000 });
  const first = await job(elsewhere, { stopAtByte: 500_000 });
  expect(first.done.report.targets?.[0]?.state).toBe('appendable');
  await rig.faults(QUICK);
  const resumed = await job(elsewhere, { resume: new Map([['sr1', 0]]) });
  expect(resumed.done).toMatchObject({ ok: true, outcome: 'done' });

  // The beginning of another image is on it.
  await rig.insert('bd-r', 40_000);
  await rig.faults({ ...QUICK, rate: 4_000_000 });
  writeFileSync(join(folder, 'other.iso'), Buffer.alloc(2_500_000, 9));
  await job(
    { source: { kind: 'image', path: join(folder, 'other.iso'), raw: true } },
    { stopAtByte: 500_000 },
  );
  await rig.faults(QUICK);
  const wrong = await job(elsewhere, { resume: new Map([['sr1', 0]]) });
  expect(wrong.done).toMatchObject({ exitCode: 5, report: { failure: { code: 'target-changed' } } });
});
