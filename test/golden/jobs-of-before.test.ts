import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, makeBench } from './bench.ts';
import { normalEvents, normalText, sortedJson } from './normal.ts';
import { driveOf, imageOf, samples } from './sample-bytes.ts';

// Job folders that version 0.1.0 left (test/fixtures/jobs): whatever the program becomes, these go on.

const MIB = 1 << 20;
const FINISHED = '20261128-120001-done';
const MADE = '20261128-120002-made';
const INTERRUPTED = '20261128-120003-dead';
/** As the recorded journal says. */
const SAFE_BYTES = 10 * MIB;

let bench: Bench;
const at = (name: string): string => join(bench.folder, name);

beforeAll(() => {
  bench = makeBench();
  bench.putJob('finished', FINISHED, 'small.img');
  bench.putJob('made', MADE);
  bench.putJob('interrupted', INTERRUPTED, 'large.img');
  writeFileSync(
    at('small.img'),
    overlaid(driveOf(samples.smallDriveBytes), imageOf(samples.smallImageBytes)),
  );
});

afterAll(() => bench.remove());

test('jobs of before are shown with what they did and how they ended', async () => {
  const { status, stdout, stderr } = bench.isowright('jobs', '--json');
  expect(status, stderr).toBe(0);
  await expect(normalText(sortedJson(stdout), bench.folder)).toMatchFileSnapshot(
    'expected/jobs-of-before.json',
  );
});

test('a write of before that was killed goes on where it was safe, and ends proved', async () => {
  const image = imageOf(samples.imageBytes);
  const drive = driveOf(samples.driveBytes);
  const before = overlaid(Buffer.from(drive), image.subarray(0, SAFE_BYTES)).fill(0, 0, MIB);
  writeFileSync(at('large.img'), before);
  const { status, events, stderr } = bench.isowright('resume', INTERRUPTED, '--json');
  expect(status, stderr).toBe(0);
  expect(readFileSync(at('large.img')).equals(overlaid(drive, image))).toBe(true);
  await expect(normalEvents(events, bench.folder)).toMatchFileSnapshot('expected/resume-of-before.ndjson');
});

test('a write of before that ended is undone from what it kept', async () => {
  const { status, events, stderr } = bench.isowright('undo', FINISHED, '--yes', '--partly', '--json');
  expect(status, stderr).toBe(0);
  const [found, old] = [readFileSync(at('small.img')), driveOf(samples.smallDriveBytes)];
  // What was kept are the first and the last MiB.
  expect(found.subarray(0, MIB).equals(old.subarray(0, MIB))).toBe(true);
  expect(found.subarray(-MIB).equals(old.subarray(-MIB))).toBe(true);
  await expect(normalEvents(events, bench.folder)).toMatchFileSnapshot('expected/undo-of-before.ndjson');
});

/** `over` in the place of the beginning of `bytes`. */
function overlaid(bytes: Buffer, over: Uint8Array): Buffer {
  bytes.set(over);
  return bytes;
}
