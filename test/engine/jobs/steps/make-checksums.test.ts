import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JobFact } from '../../../../src/engine/contract/events/events.ts';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { makeChecksums } from '../../../../src/engine/jobs/steps/make-checksums.ts';
import { author, bytesOf, temporaryFolder } from '../../author/making.ts';

const MIB = 1 << 20;
const folder = join(temporaryFolder(), 'files');
mkdirSync(folder);
for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, name), Buffer.alloc(5 * MIB, name));

/** A clock that is a second later each time. */
function context(facts: JobFact[], signal = new AbortController().signal) {
  let nowMs = 0;
  return {
    signal,
    clock: { nowMs: () => (nowMs += 1000) },
    onFact: (fact: JobFact) => void facts.push(fact),
  };
}

test('the second look at the files is a phase with progress, and changes no byte', async () => {
  const options = { checksums: 'sha256', md5: true, fixedTime: 1 } as const;
  const lazy = await author(folder, options);
  const image = await author(folder, options);
  const facts: JobFact[] = [];
  await makeChecksums(image, context(facts) as never);
  const [phase, ...progress] = facts;
  expect(phase).toEqual({ event: 'phase', phase: 'read', totalBytes: image.checksumBytes });
  expect(image.checksumBytes).toBeGreaterThan(15 * MIB + image.sizeBytes - MIB);
  const done = progress.map((fact) => (fact.event === 'progress' ? fact.doneBytes : -1));
  expect(done.length).toBeGreaterThan(5);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(done.at(-1)).toBe(image.checksumBytes);
  expect(Buffer.compare(await bytesOf(image), await bytesOf(lazy))).toBe(0);
  await Promise.all([image.close(), lazy.close()]);
});

test('it is not there when nothing is computed, and is stopped like the rest', async () => {
  const plain = await author(folder);
  const facts: JobFact[] = [];
  await makeChecksums(plain, context(facts) as never);
  expect(facts).toEqual([]);
  await plain.close();
  const stop = new AbortController();
  stop.abort(new Failure('stopped', { by: 'person' }));
  const image = await author(folder, { md5: true });
  await expect(makeChecksums(image, context(facts, stop.signal) as never)).rejects.toMatchObject({
    code: 'stopped',
  });
  await image.close();
});
