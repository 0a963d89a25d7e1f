import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { JobFact } from '../../../../src/engine/contract/events/events.ts';
import { alignedBytes } from '../../../../src/engine/host/memory/aligned-memory.ts';
import type { JobContext } from '../../../../src/engine/jobs/steps/job-context.ts';
import { prepareTargets } from '../../../../src/engine/jobs/steps/prepare-targets.ts';
import type { Receipt } from '../../../../src/engine/write/receipt/receipt.ts';
import { writeReceipt } from '../../../../src/engine/write/receipt/receipt-file.ts';
import { makeGate } from '../../../../src/engine/write/transfer/gate.ts';
import { capsuleBase, loadCapsule, takeCapsule } from '../../../../src/engine/write/undo/capsule.ts';
import { openTouchLog } from '../../../../src/engine/write/undo/touched.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';
import { has, testWith } from '../../../fakes/rigs.ts';

// A folder for jobs that has no room, or is only read: what undo needs is there whole or not at all, and that is said.

const MIB = 1 << 20;
const needs = ['root', 'tool:mount'] as const;
const test = testWith(...needs);
const before = process.env.XDG_STATE_HOME;
const about = { kind: 'file', path: '/x.img', sizeBytes: 64 * MIB } as const;
const JOB = '20260101-000000-full';
let folder = '';
let small = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-full-'));
  small = mkdtempSync(join(folder, 'small-'));
  if (needs.every(has)) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=700', 'tmpfs', small]);
  process.env.XDG_STATE_HOME = small;
});
afterAll(() => {
  if (needs.every(has)) execFileSync('umount', [small]);
  if (before === undefined) delete process.env.XDG_STATE_HOME;
  else process.env.XDG_STATE_HOME = before;
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  for (const name of readdirSync(small)) rmSync(join(small, name), { recursive: true });
});

const drive = (): FakeTarget => {
  const target = new FakeTarget({ name: 'sdx', capacityBytes: 64 * MIB });
  target.stored.fill(7);
  return target;
};
/** Leaves this much room. */
function fill(leftBytes: number): void {
  const { bavail, bsize } = statfsSync(small);
  writeFileSync(join(small, 'filler'), new Uint8Array(bavail * bsize - leftBytes));
}

function context(facts: JobFact[]): JobContext {
  return {
    jobId: JOB,
    machine: { listDrives: async () => [] } as unknown as JobContext['machine'],
    clock: { nowMs: Date.now },
    gate: makeGate(),
    signal: new AbortController().signal,
    onFact: (fact) => facts.push(fact),
    dryRun: false,
  };
}

test('a capsule for which there is no room leaves nothing behind', async () => {
  const target = drive();
  await expect(
    takeCapsule(target, about, { atByte: 0, lengthBytes: MIB }, join(small, 'undo-1')),
  ).rejects.toMatchObject({
    code: 'no-space',
  });
  expect(readdirSync(small)).toEqual([]);
});

test('a job in a full folder says that it cannot be undone, and keeps no part of a capsule', async () => {
  const facts: JobFact[] = [];
  await prepareTargets(
    [drive()],
    { targets: [{ kind: 'file', path: '/x.img' }], overwriteBytes: MIB },
    context(facts),
  );
  expect(facts).toMatchObject([{ code: 'undo-not-kept', text: 'no-space' }]);
  expect(readdirSync(join(small, 'isowright/jobs', JOB))).toEqual([]);
});

test('where only the note of what is overwritten has no room, the capsule goes too', async () => {
  const base = join(small, 'undo-2');
  const target = new FakeTarget({ name: 'sdx', capacityBytes: 128 << 10 });
  const capsule = await takeCapsule(target, about, { atByte: 0, lengthBytes: 4096 }, base);
  fill(0);
  await expect(openTouchLog(base, capsule.saved.pieces, target.capacityBytes)).rejects.toMatchObject({
    code: 'no-space',
  });
  expect(readdirSync(small).filter((name) => name.endsWith('.touched'))).toEqual([]);
});

test('the room for the note is taken before the write: it is not missing in the middle', async () => {
  const base = join(small, 'undo-3');
  const target = new FakeTarget({ name: 'sdx', capacityBytes: 128 << 10 });
  const capsule = await takeCapsule(target, about, { atByte: 0, lengthBytes: 4096 }, base);
  const touches = await openTouchLog(base, capsule.saved.pieces, 64 * MIB);
  fill(0);
  await touches.before(0, alignedBytes(MIB));
  await touches.close();
});

test('a folder that is only read is said as one, and nothing is written without the note a job goes on with', async () => {
  const facts: JobFact[] = [];
  const plan = { targets: [{ kind: 'file', path: '/x.img' } as const], overwriteBytes: 4096 };
  const small128 = (): FakeTarget => new FakeTarget({ name: 'sdx', capacityBytes: 128 << 10 });
  const [first] = await prepareTargets([small128()], plan, context(facts));
  await first!.abandon();
  expect(facts).toMatchObject([{ code: 'undo-kept' }]);
  execFileSync('mount', ['-o', 'remount,ro', small]);
  try {
    const [again] = await prepareTargets([small128()], plan, context(facts));
    await expect(again!.write(0, alignedBytes(4096))).rejects.toMatchObject({
      code: 'output-not-writable',
      facts: { errno: 'EROFS' },
    });
  } finally {
    execFileSync('mount', ['-o', 'remount,rw', small]);
  }
  expect(await loadCapsule(capsuleBase(join(small, 'isowright/jobs', JOB), '/x.img'))).toBeDefined();
});

testWith()('a capsule of which a part is missing is none', async () => {
  const base = join(folder, 'undo-4');
  const target = new FakeTarget({ name: 'sdx', capacityBytes: 128 << 10 });
  await takeCapsule(target, about, { atByte: 0, lengthBytes: 4096 }, base);
  expect(await loadCapsule(base)).toBeDefined();
  truncateSync(`${base}.bin`, 4096);
  expect(await loadCapsule(base)).toBeUndefined();
});

test('a receipt for which there is no room leaves no half of one', async () => {
  fill(0);
  const path = join(small, 'receipt.json');
  const receipt = { text: 'x'.repeat(64 << 10) } as unknown as Receipt;
  await expect(writeReceipt(path, receipt)).rejects.toMatchObject({ code: 'no-space', facts: { path } });
  expect(existsSync(path)).toBe(false);
});
