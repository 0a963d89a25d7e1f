import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, makeBench } from './bench.ts';
import { normalEvents, normalText, sortedJson } from './normal.ts';
import { imageOf, samples } from './sample-bytes.ts';

// NDJSON and exit codes are a contract: scripts read them.

const toFile = ['--file-target', '--yes', '--expect-size', String(samples.smallDriveBytes)];
const jobs: readonly [name: string, exitCode: number, command: readonly string[]][] = [
  ['make', 0, ['make', 'folder', '-o', 'out.iso']],
  ['write', 0, ['write', 'small.iso', 'small.img', ...toFile]],
  ['write-delta', 0, ['write', 'small.iso', 'small.img', ...toFile, '--delta', '--no-verify']],
  ['verify', 0, ['verify', 'small.iso', 'small.img', '--file-target']],
  ['verify-differs', 6, ['verify', 'small.iso', 'other.img', '--file-target']],
  ['restore', 0, ['restore', 'small.img', ...toFile]],
  ['no-source', 7, ['write', 'missing.iso', 'small.img', ...toFile]],
  ['other-size', 5, ['write', 'small.iso', 'small.img', '--file-target', '--yes', '--expect-size', '1']],
  ['too-small', 8, ['write', 'large.iso', 'small.img', ...toFile]],
  ['output-exists', 2, ['make', 'folder', '-o', 'small.iso']],
];
const documents: Readonly<Record<string, readonly string[]>> = {
  inspect: ['inspect', 'made.iso', '--json'],
  ls: ['ls', 'made.iso', '--json'],
};

let bench: Bench;

beforeAll(() => {
  bench = makeBench();
  const other = Buffer.alloc(samples.smallDriveBytes);
  other.set(imageOf(samples.smallImageBytes));
  other.fill(0, 1 << 20, (1 << 20) + 512);
  writeFileSync(join(bench.folder, 'other.img'), other);
  expect(bench.isowright('make', 'folder', '-o', 'made.iso').status).toBe(0);
  rmSync(join(bench.folder, 'state'), { recursive: true });
});

afterAll(() => bench.remove());

test('no jobs yet', () => expect(JSON.parse(bench.isowright('jobs', '--json').stdout)).toEqual({ jobs: [] }));

for (const [name, exitCode, command] of jobs)
  test(`the events of ${name} are the ones they always were, and so is its exit code`, async () => {
    const { status, events, stderr } = bench.isowright(...command, '--json');
    expect(status, stderr).toBe(exitCode);
    await expect(normalEvents(events, bench.folder)).toMatchFileSnapshot(`expected/events-${name}.ndjson`);
  });

for (const [name, command] of Object.entries(documents))
  test(`the JSON of ${name} is what it always was`, async () => {
    const { status, stdout, stderr } = bench.isowright(...command);
    expect(status, stderr).toBe(0);
    await expect(normalText(sortedJson(stdout), bench.folder)).toMatchFileSnapshot(
      `expected/json-${name}.json`,
    );
  });
