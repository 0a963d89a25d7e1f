import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobFact } from '../../../src/engine/contract/events/events.ts';
import { Failure } from '../../../src/engine/contract/failure/failure.ts';
import type { Plan } from '../../../src/engine/contract/plan/plan.ts';
import { plan as planSchema } from '../../../src/engine/contract/plan/plan.ts';
import type { Machine } from '../../../src/engine/contract/ports/machine.ts';
import { runPlan } from '../../../src/engine/jobs/runners/run-plan.ts';
import { makeGate } from '../../../src/engine/write/transfer/gate.ts';
import { seededBytes } from '../../fakes/fake-image.ts';
import { FakeTarget, type FakeTargetOptions } from '../../fakes/fake-target.ts';

// What a job says, as a script sees it: the whole stream of a run under a clock that stands still.

const MIB = 1 << 20;
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-streams-'));
  writeFileSync(join(folder, 'image.iso'), seededBytes(3 * MIB + 2048));
  writeFileSync(join(folder, 'drive.img'), '');
  truncateSync(join(folder, 'drive.img'), 8 * MIB);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function machineWith(target: FakeTargetOptions): Machine {
  const nothing = new Failure('internal', { problem: 'not asked for' });
  return {
    listDrives: async () => [],
    signature: async () => '',
    openDrive: async () => new FakeTarget(target),
    unmount: async () => Promise.reject(nothing),
    isPrivileged: () => true,
    elevate: () => undefined,
  };
}

/** The stream as lines; what differs from run to run (folders, waits, the hash so far) is replaced. */
async function streamOf(plan: Plan, target: FakeTargetOptions = {}): Promise<string> {
  const facts: JobFact[] = [];
  const done = await runPlan(planSchema.parse(plan), {
    jobId: '20261122-120000-aaaa',
    machine: machineWith(target),
    clock: { nowMs: () => 1_795_348_800_000 },
    gate: makeGate(),
    signal: new AbortController().signal,
    onFact: (fact) => facts.push(fact),
    dryRun: false,
  });
  const stable = (key: string, value: unknown): unknown => (key === 'waitedMs' ? undefined : value);
  return [...facts, done]
    .map((fact) => `${JSON.stringify(fact, stable).replaceAll(folder, '/FOLDER')}\n`)
    .join('');
}

const drive = { kind: 'drive', path: '/dev/sdb', expect: { serial: '0419AB' } } as const;
const source = (): Plan & { do: 'write' } => ({
  v: 1,
  do: 'write',
  source: { kind: 'image', path: join(folder, 'image.iso') },
  targets: [drive],
  verify: true,
  test: 'off',
});

test('the stream of a write that is proved', async () => {
  const stream = await streamOf(source(), { name: 'sdb', headBytes: MIB });
  await expect(stream).toMatchFileSnapshot('../../../snapshots/runs/write.jsonl');
});

test('the stream of a write that differs on the drive', async () => {
  const stream = await streamOf(source(), { name: 'sdb', headBytes: MIB, faults: { flipAt: 2 * MIB + 77 } });
  await expect(stream).toMatchFileSnapshot('../../../snapshots/runs/write-differs.jsonl');
});

test('the stream of a write to a drive that is pulled out', async () => {
  const stream = await streamOf(source(), {
    name: 'sdb',
    headBytes: MIB,
    faults: { goneAfterBytes: 2 * MIB },
  });
  await expect(stream).toMatchFileSnapshot('../../../snapshots/runs/write-gone.jsonl');
});

test('the stream of a comparison with a virtual drive that holds something else', async () => {
  const { source: image } = source();
  const target = { kind: 'file', path: join(folder, 'drive.img') } as const;
  const stream = await streamOf({ v: 1, do: 'verify', source: image, targets: [target] });
  await expect(stream).toMatchFileSnapshot('../../../snapshots/runs/verify-differs.jsonl');
});
