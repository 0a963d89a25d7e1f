import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authorOptions, type PlanSource } from '../../../../src/engine/contract/plan/plan.ts';
import type { Machine } from '../../../../src/engine/contract/ports/machine.ts';
import { openPlanned } from '../../../../src/engine/jobs/steps/open-source.ts';
import type { OpenedSource } from '../../../../src/engine/jobs/steps/opened-source.ts';
import { makeGate } from '../../../../src/engine/write/transfer/gate.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-opened-'));
  writeFileSync(join(folder, 'image.iso'), seededBytes(70_000));
  writeFileSync(join(folder, 'image.iso.gz'), gzipSync(seededBytes(70_000)));
  mkdirSync(join(folder, 'tree'));
  for (const name of ['a.txt', 'b.log']) writeFileSync(join(folder, 'tree', name), name);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function opened(source: PlanSource, dryRun = true): Promise<OpenedSource> {
  return openPlanned(source, {
    jobId: 'x',
    machine: {} as Machine,
    clock: { nowMs: () => 0 },
    gate: makeGate(),
    signal: new AbortController().signal,
    onFact: () => undefined,
    dryRun,
  });
}

test('a source says itself what it is, and nobody guesses by its members', async () => {
  const author = authorOptions.parse({ exclude: ['*.log'], label: 'TREE' });
  const found = await Promise.all([
    opened({ kind: 'image', path: join(folder, 'image.iso') }),
    opened({ kind: 'image', path: join(folder, 'image.iso.gz') }),
    opened({ kind: 'image', path: '-' }),
    opened({ kind: 'folder', path: join(folder, 'tree'), author }),
  ]);
  expect(found.map(({ kind }) => kind)).toEqual(['image', 'stream', 'stream', 'tree']);
  const [image, packed, input, tree] = found.map(({ facts }) => facts);
  expect(image).toMatchObject({ sizeBytes: 70_000, losses: [], checkedAgainst: [] });
  expect(packed?.packed).toMatchObject({ container: 'gzip' });
  expect(packed?.packed?.packedBytes).toBe(gzipSync(seededBytes(70_000)).length);
  expect(input?.sizeBytes).toBeUndefined();
  expect(tree).toMatchObject({ label: 'TREE', excludedEntries: 1 });
  await Promise.all(found.map(({ bytes }) => bytes.close()));
});
