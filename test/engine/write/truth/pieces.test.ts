import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { edgeOf } from '../../../../src/engine/write/truth/end-of-drive.ts';
import { failureOfFinding, type TruthFinding } from '../../../../src/engine/write/truth/finding.ts';
import { fillPattern, judgeContent, placeWritten } from '../../../../src/engine/write/truth/pattern.ts';
import { probePlaces, shuffled } from '../../../../src/engine/write/truth/places.ts';
import { forgetDrive, rememberDrive, wasSeen } from '../../../../src/engine/write/truth/seen-drives.ts';
import { divisorsOf } from '../../../../src/engine/write/truth/wrap.ts';
import { remedy } from '../../../../src/words/remedies.ts';

const GIB = 2 ** 30;
const page = (atByte: number, seed: number): Uint8Array => {
  const bytes = new Uint8Array(4096);
  fillPattern(bytes, atByte, seed);
  return bytes;
};

describe('the bytes of a probe', () => {
  test('name their place, beyond 4 GiB too, and only to the test that wrote them', () => {
    for (const atByte of [0, 4096, 5 * GIB + 512, 2 ** 45]) {
      expect(placeWritten(page(atByte, 9), 9)).toBe(atByte);
      expect(placeWritten(page(atByte, 9), 10)).toBeUndefined();
    }
    expect(Buffer.compare(page(0, 1), page(4096, 1))).not.toBe(0);
    expect(placeWritten(page(0, 2 ** 32 - 1), 2 ** 32 - 1)).toBe(0);
  });

  test('come back kept, from elsewhere, altered or not at all', () => {
    const judge = (read: Uint8Array) => judgeContent(read, 8192, 5, new Uint8Array(4096));
    expect(judge(page(8192, 5))).toEqual({ state: 'kept' });
    expect(judge(page(GIB, 5))).toEqual({ state: 'elsewhere', writtenAtByte: GIB });
    expect(judge(new Uint8Array(4096))).toEqual({ state: 'lost' });
    expect(judge(page(8192, 4))).toEqual({ state: 'lost' });
    const flipped = page(8192, 5);
    flipped[100]! ^= 1;
    expect(judge(flipped)).toEqual({ state: 'altered' });
  });

  test('that begin in the middle of another page still name where they were written', () => {
    const mixed = new Uint8Array(4096);
    mixed.set(page(GIB, 5).subarray(0, 2048), 2048);
    expect(judgeContent(mixed, 0, 5, new Uint8Array(4096))).toEqual({
      state: 'elsewhere',
      writtenAtByte: GIB - 2048,
    });
  });
});

describe('places', () => {
  test('are whole units, in order, apart, both ends and the powers of two among them', () => {
    for (const [capacityBytes, blockBytes] of [
      [32 << 20, 512],
      [64e9, 512],
      [64e9, 4096],
      [2e12, 8192],
    ] as const) {
      const { zone, probes } = probePlaces(capacityBytes, blockBytes, 3);
      const unit = Math.max(4096, blockBytes);
      expect(
        probes.every(
          ({ atByte }, index) => atByte % unit === 0 && atByte > (probes[index - 1]?.atByte ?? -1),
        ),
      ).toBe(true);
      expect(probes[0]!.atByte).toBeGreaterThanOrEqual(zone.lengthBytes);
      expect(probes.at(-1)!.atByte + probes.at(-1)!.lengthBytes).toBe(capacityBytes - (capacityBytes % unit));
      expect(probes.some(({ atByte }) => atByte === 2 ** 24)).toBe(zone.lengthBytes <= 2 ** 24);
      expect(zone.lengthBytes).toBeLessThanOrEqual(16 << 20);
    }
    expect(probePlaces(64e9, 512, 3)).not.toEqual(probePlaces(64e9, 512, 4));
  });

  test('are read in an order that depends on the seed and loses none', () => {
    const places = Array.from({ length: 50 }, (_, index) => index);
    expect(shuffled(places, 1)).not.toEqual(places);
    expect(shuffled(places, 1).toSorted((a, b) => a - b)).toEqual(places);
  });
});

test('the edge between kept and lost is found, and mixed places have none', () => {
  const at = (atByte: number, state: 'kept' | 'lost') => ({ atByte, lengthBytes: 1, state });
  expect(edgeOf([at(3, 'lost'), at(1, 'kept'), at(2, 'kept')])).toMatchObject({
    lastKept: { atByte: 2 },
    firstLost: { atByte: 3 },
  });
  expect(edgeOf([at(1, 'kept'), at(2, 'lost'), at(3, 'kept')])).toBeUndefined();
  expect(edgeOf([at(1, 'lost')])).toEqual({ firstLost: at(1, 'lost') });
  expect(edgeOf([])).toEqual({});
});

test('divisors come in order', () => {
  expect(divisorsOf(12)).toEqual([1, 2, 3, 4, 6, 12]);
  expect(divisorsOf(1)).toEqual([1]);
});

describe('what is said', () => {
  const finding: TruthFinding = {
    test: 'quick',
    target: 'sdb',
    claimedBytes: 64e9,
    wrapShare: 1,
    restored: true,
    verdicts: [
      { atByte: 0, lengthBytes: 4096, state: 'kept' },
      { atByte: 8e9, lengthBytes: 4096, state: 'lost' },
    ],
  };
  const words = (more: Partial<TruthFinding>): string =>
    remedy(failureOfFinding({ ...finding, ...more })!).happened;

  test('is no more than what was seen', () => {
    expect(words({ endByte: 8e9 })).toBe(
      'sdb claims to hold 59.6 GiB (64.0 GB). What is written beyond 7.45 GiB is not there afterwards. 1 of 2 test places were wrong. What was on it before is back in place. Counterfeit drives do this, and so do some broken ones.',
    );
    expect(words({ wrapBytes: 8e9 })).toContain('Beyond 7.45 GiB it wraps around to its start');
    expect(words({})).toContain('There is no pattern of a false size');
    expect(words({ endByte: 8e9, restored: false })).toContain('could not be put back yet, but it is kept');
    const refused = [{ atByte: 8e9, lengthBytes: 4096, state: 'refused' as const }];
    expect(words({ verdicts: refused, endByte: 8e9 })).toContain('It accepts nothing beyond 7.45 GiB.');
    expect(words({ test: 'full', endByte: 8e9 })).toContain(
      'Its whole surface was written and read. What was on it before is gone.',
    );
  });
});

describe('drives that were seen', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'isowright-seen-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('are known by serial and size; those without a serial never are', async () => {
    const path = join(folder, 'seen.json');
    const stick = { serial: '0419AB7C', sizeBytes: 8e9 };
    expect(await wasSeen(stick, path)).toBe(false);
    await rememberDrive(stick, 'quick', 0, path);
    await rememberDrive(stick, 'full', 1000, path);
    await rememberDrive({ serial: '', sizeBytes: 8e9 }, 'quick', 0, path);
    expect(await wasSeen(stick, path)).toBe(true);
    expect(await wasSeen({ ...stick, sizeBytes: 16e9 }, path)).toBe(false);
    expect(await wasSeen({ serial: '', sizeBytes: 8e9 }, path)).toBe(false);
    expect(JSON.parse(readFileSync(path, 'utf8')).drives).toEqual([
      { ...stick, test: 'full', at: '1970-01-01T00:00:01.000Z' },
    ]);
    await forgetDrive(stick, path);
    expect(await wasSeen(stick, path)).toBe(false);
  });

  test('are forgotten when the list is damaged, and a folder that takes no file is no failure', async () => {
    const path = join(folder, 'broken.json');
    writeFileSync(path, '{');
    expect(await wasSeen({ serial: 'x', sizeBytes: 1 }, path)).toBe(false);
    await rememberDrive({ serial: 'x', sizeBytes: 1 }, 'quick', 0, join(folder, 'none/seen.json'));
  });
});
