import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import type { SourceNote } from '../../../../src/engine/read/open/open-options.ts';
import { openSource } from '../../../../src/engine/read/open/open-source.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';
import { run, testWith } from '../../../fakes/rigs.ts';
import { folder, readAll, removeFolder } from '../decode/packing.ts';

// Our checker and checkisomd5 must agree on images that implantisomd5 made, whole and damaged anywhere.

afterAll(removeFolder);

/** Of each fragment three hex digits are kept: with new times in every run, one in 4096 damages would hide in its fragment. */
const MADE_AT = 1_700_000_000;

function implanted(contentBytes: number, seed: number): string {
  const place = mkdtempSync(join(folder, 'iso-'));
  mkdirSync(join(place, 'tree'));
  writeFileSync(join(place, 'tree/content'), seededBytes(contentBytes, seed));
  for (const name of ['tree/content', 'tree']) utimesSync(join(place, name), MADE_AT, MADE_AT);
  const path = join(place, 'a.iso');
  execFileSync('xorriso', ['-as', 'mkisofs', '-quiet', '-o', path, join(place, 'tree')], {
    stdio: 'ignore',
    timeout: 30_000,
    env: { ...process.env, SOURCE_DATE_EPOCH: String(MADE_AT) },
  });
  execFileSync('implantisomd5', [path], { stdio: 'ignore', timeout: 30_000 });
  return path;
}

async function ours(path: string): Promise<{ good: boolean; notes: SourceNote[]; failure?: Failure }> {
  const notes: SourceNote[] = [];
  const source = await openSource(path, { onNote: (note) => notes.push(note) });
  try {
    await readAll(source);
    return { good: true, notes };
  } catch (error) {
    if (error instanceof Failure) return { good: false, notes, failure: error };
    throw error;
  } finally {
    await source.close();
  }
}

const theirs = (path: string): boolean => run('checkisomd5', [path], { timeoutMs: 30_000 }).status === 0;

testWith(
  'tool:implantisomd5',
  'tool:checkisomd5',
  'tool:xorriso',
)('we agree with checkisomd5 about whole and damaged images', async () => {
  for (const [contentBytes, seed] of [
    [100_000, 1],
    [1_500_000, 2],
    [3_000_001, 3],
    [9_000_000, 4],
  ] as const) {
    const path = implanted(contentBytes, seed);
    const whole = await ours(path);
    // implantisomd5 and checkisomd5 themselves disagree about images of a few buffers.
    expect([contentBytes, whole.good]).toEqual([contentBytes, theirs(path)]);
    if (contentBytes < 1_000_000) continue;
    expect(whole.good).toBe(true);
    expect(whole.notes.map(({ code }) => code)).toEqual(['checksum-file-matches', 'checksum-weak']);
    const bytes = readFileSync(path);
    for (const share of [0.1, 0.35, 0.6, 0.85]) {
      const place = Math.floor(bytes.length * share);
      const broken = Buffer.from(bytes);
      broken[place] = (broken[place] as number) ^ 1;
      writeFileSync(path, broken);
      const { good, failure } = await ours(path);
      expect([share, good, theirs(path)]).toEqual([share, false, false]);
      const { atByte = 0 } = (failure?.facts ?? {}) as { atByte?: number };
      expect(atByte).toBeLessThanOrEqual(place);
      expect(place - atByte).toBeLessThan(bytes.length / 20 + 65_536);
    }
  }
});

testWith(
  'tool:implantisomd5',
  'tool:checkisomd5',
  'tool:xorriso',
)('a changed fragment sum is noticed as checkisomd5 notices it', async () => {
  const path = implanted(2_000_000, 9);
  const bytes = readFileSync(path);
  const at = bytes.indexOf('FRAGMENT SUMS = ') + 'FRAGMENT SUMS = '.length;
  bytes[at + 30] = bytes[at + 30] === 0x30 ? 0x31 : 0x30;
  writeFileSync(path, bytes);
  expect([(await ours(path)).good, theirs(path)]).toEqual([false, false]);
});

testWith('tool:implantisomd5', 'tool:xorriso')(
  'a SHA-256 beside the image makes the MD5 in it needless',
  async () => {
    const path = implanted(100_000, 5);
    const [sum] = execFileSync('sha256sum', [path], { encoding: 'utf8' }).split(' ');
    writeFileSync(`${path}.sha256`, `${sum}  a.iso\n`);
    expect((await ours(path)).notes).toMatchObject([
      { code: 'checksum-file-matches', path: `${path}.sha256` },
    ]);
  },
);
