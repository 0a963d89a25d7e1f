import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobFact } from '../../../../src/engine/contract/events/events.ts';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { authorOptions, type Plan } from '../../../../src/engine/contract/plan/plan.ts';
import type { Machine } from '../../../../src/engine/contract/ports/machine.ts';
import { runPlan } from '../../../../src/engine/jobs/runners/run-plan.ts';
import { makeGate } from '../../../../src/engine/write/transfer/gate.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';

// A dry run says what a person wants to know before the first byte, and writes none.

const MIB = 1 << 20;
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-look-ahead-'));
  const bytes = seededBytes(4 * MIB);
  writeFileSync(join(folder, 'image.iso'), bytes);
  writeFileSync(join(folder, 'image.iso.gz'), gzipSync(bytes));
  writeFileSync(join(folder, 'image.iso.sha256'), `${'0'.repeat(64)}  image.iso\n`);
  const stick = new Uint8Array(8 * MIB);
  stick.set(bytes);
  stick.fill(1, MIB, 2 * MIB);
  writeFileSync(join(folder, 'stick'), stick);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const machine = {
  openDrive: async () => {
    throw new Failure('permission-denied', { path: '/dev/sdb' });
  },
} as unknown as Machine;

async function dryRun(plan: Plan) {
  const facts: JobFact[] = [];
  const { report, ok } = await runPlan(plan, {
    jobId: 'x',
    machine,
    clock: { nowMs: Date.now },
    gate: makeGate(),
    signal: new AbortController().signal,
    onFact: (fact) => void facts.push(fact),
    dryRun: true,
  });
  return { report, ok };
}

test('a dry run reads no file for the checksums inside the image', async () => {
  const tree = join(folder, 'tree');
  mkdirSync(tree);
  writeFileSync(join(tree, 'huge'), '');
  // Hashing that takes minutes; it has no blocks, so it takes no room.
  truncateSync(join(tree, 'huge'), 2 ** 38);
  const author = authorOptions.parse({ md5: true, checksums: 'sha256' });
  const source = { kind: 'folder', path: tree, author } as const;
  const output = { path: join(folder, 'huge.iso'), replace: false };
  for (const plan of [
    { v: 1, do: 'make', source, output, verify: true } as const,
    { ...write('image.iso', 'stick'), source } as Plan,
  ]) {
    const { report } = await dryRun(plan);
    expect(report.source?.sizeBytes).toBeGreaterThan(2 ** 38);
    expect(report.forecast?.length).toBeGreaterThan(0);
  }
});

const write = (name: string, target: 'stick' | 'drive'): Plan => ({
  v: 1,
  do: 'write',
  source: { kind: 'image', path: join(folder, name) },
  targets: [
    target === 'stick'
      ? { kind: 'file', path: join(folder, 'stick') }
      : { kind: 'drive', path: '/dev/sdb', expect: {} },
  ],
  verify: true,
});

test('a sample of the target says how much of it differs', async () => {
  const { report } = await dryRun(write('image.iso', 'stick'));
  const [sample] = report.samples ?? [];
  expect(sample).toMatchObject({ target: 'stick', places: 48 });
  // One MiB of four: 12 of 48 places, give or take those at its ends.
  expect(Math.abs(sample!.differing - 12)).toBeLessThanOrEqual(2);
});

test('a drive that may not be read is no failure: there is no sample', async () => {
  const { report, ok } = await dryRun(write('image.iso', 'drive'));
  expect(ok).toBe(true);
  expect(report).not.toHaveProperty('samples');
});

test('the checksum file beside the image is named, and what it is packed in', async () => {
  expect((await dryRun(write('image.iso', 'drive'))).report.source).toMatchObject({
    sizeBytes: 4 * MIB,
    checkedAgainst: [join(folder, 'image.iso.sha256')],
  });
  const packed = await dryRun(write('image.iso.gz', 'stick'));
  expect(packed.report.source).toMatchObject({ container: 'gzip', packedBytes: expect.any(Number) });
  expect(packed.report).not.toHaveProperty('samples');
});

test('patterns say how many entries they took away', async () => {
  const author = { joliet: true, rockRidge: true, followLinks: false, strict: false };
  const plan = (exclude: string[]): Plan => ({
    v: 1,
    do: 'make',
    source: { kind: 'folder', path: folder, author: { ...author, exclude } },
    output: { path: '/nowhere.iso', replace: false },
    verify: true,
  });
  expect((await dryRun(plan(['image.*']))).report.excludedEntries).toBe(3);
  expect((await dryRun(plan([]))).report).not.toHaveProperty('excludedEntries');
});
