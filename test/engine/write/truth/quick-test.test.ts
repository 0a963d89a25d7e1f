import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { putBackSaved } from '../../../../src/engine/jobs/steps/truth-test.ts';
import { RoundBroken, type TestBench } from '../../../../src/engine/write/truth/bench.ts';
import { failureOfFinding } from '../../../../src/engine/write/truth/finding.ts';
import { quickTest } from '../../../../src/engine/write/truth/quick-test.ts';
import { FakeTarget, type FakeTargetOptions } from '../../../fakes/fake-target.ts';
import { LyingTarget } from '../../../fakes/lying-target.ts';

const MIB = 1 << 20;
const claims: FakeTargetOptions = { name: 'sdx', capacityBytes: 64 * MIB };
const HONEST = { realBytes: 64 * MIB, beyond: 'drop' } as const;
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-truth-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let names = 0;
function benchFor(target: FakeTarget, more: Partial<TestBench> = {}): TestBench {
  const base = join(folder, `truth-${names++}`);
  return { target, base, seed: 7, clock: { nowMs: Date.now }, signal: new AbortController().signal, ...more };
}

describe('a drive that holds what it says', () => {
  test('passes, and has every byte it had before', async () => {
    const target = new LyingTarget(HONEST, claims);
    const before = Uint8Array.from(target.stored);
    const bench = benchFor(target);
    const finding = await quickTest(bench);
    expect(failureOfFinding(finding)).toBeUndefined();
    expect(finding).toMatchObject({ restored: true, wrapShare: 1 });
    expect(finding.verdicts.length).toBeGreaterThan(40);
    expect(Buffer.compare(target.stored, before)).toBe(0);
    expect(readdirSync(folder).filter((name) => name.startsWith(bench.base))).toEqual([]);
  });

  test('passes with blocks of 4096 bytes and a size that is no multiple of them', async () => {
    const target = new LyingTarget(
      { realBytes: 9 * MIB + 512, beyond: 'drop' },
      { capacityBytes: 9 * MIB + 512, blockBytes: 512 },
    );
    expect(failureOfFinding(await quickTest(benchFor(target)))).toBeUndefined();
    const large = new LyingTarget({ realBytes: 8 * MIB, beyond: 'drop' }, { blockBytes: 4096 });
    expect(failureOfFinding(await quickTest(benchFor(large)))).toBeUndefined();
  });

  test('is not asked when it is too small to lie', async () => {
    const target = new FakeTarget({ capacityBytes: 64 << 10 });
    expect(failureOfFinding(await quickTest(benchFor(target)))).toBeUndefined();
    expect(target.calls).toEqual([]);
  });
});

describe('a drive that is smaller than it says', () => {
  const sizes = [8 * MIB, 23 * MIB + 5 * 4096, 61 * MIB + 512 * 3];
  for (const beyond of ['drop', 'wrap'] as const) {
    test.each(sizes)(`that does ${beyond} behind byte %i is found with its real size`, async (realBytes) => {
      const target = new LyingTarget({ realBytes, beyond }, claims);
      const before = Uint8Array.from(target.stored.subarray(0, realBytes));
      const finding = await quickTest(benchFor(target));
      const failure = failureOfFinding(finding);
      const found =
        failure?.code === 'capacity-false' ? (failure.facts as { realBytes: number }).realBytes : 0;
      expect(failure).toMatchObject({
        code: 'capacity-false',
        facts: { target: 'sdx', behaviour: `${beyond}s`, claimedBytes: 64 * MIB, restored: true },
      });
      expect(Math.abs(found - realBytes)).toBeLessThan(4096);
      expect(Buffer.compare(target.stored.subarray(0, realBytes), before)).toBe(0);
    });
  }

  test('is found by any seed', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const lie = { realBytes: (seed * 11 + 3) * MIB + seed * 512, beyond: 'wrap' } as const;
      const finding = await quickTest(benchFor(new LyingTarget(lie, claims), { seed }));
      expect(finding.wrapBytes).toBe(lie.realBytes);
    }
  });

  test('is found behind a cache that gives back what was written last', async () => {
    const lie = { realBytes: 8 * MIB, beyond: 'drop', cacheBytes: 128 << 10 } as const;
    const failure = failureOfFinding(await quickTest(benchFor(new LyingTarget(lie, claims))));
    expect(failure).toMatchObject({ code: 'capacity-false', facts: { realBytes: 8 * MIB } });
  });
});

describe('a drive that is bad in other ways', () => {
  test('that loses one place is called unreliable, not counterfeit', async () => {
    const target = new FakeTarget({ ...claims, faults: { flipAt: 32 * MIB + 5 } });
    const failure = failureOfFinding(await quickTest(benchFor(target)));
    expect(failure).toMatchObject({ code: 'drive-unreliable', facts: { badProbes: 1, atByte: 32 * MIB } });
  });

  test('a place that cannot be read is not written, and is a bad place', async () => {
    const target = new FakeTarget({ ...claims, faults: { failReadAt: 32 * MIB } });
    const failure = failureOfFinding(await quickTest(benchFor(target)));
    expect(failure).toMatchObject({ code: 'drive-unreliable', facts: { atByte: 32 * MIB } });
    expect(target.calls.some((call) => call.startsWith(`write ${32 * MIB}+`))).toBe(false);
  });

  test('a drive that goes away ends the test, and its content stays kept', async () => {
    const target = new FakeTarget({ ...claims, faults: { goneAfterBytes: 100 << 10 } });
    const bench = benchFor(target);
    const broken = await quickTest(bench).catch((error: unknown) => error);
    expect(broken).toBeInstanceOf(RoundBroken);
    expect(broken).toMatchObject({ restored: false, failure: { code: 'target-gone' } });
    expect(existsSync(`${bench.base}.json`)).toBe(true);
  });
});

describe('a test that is broken off', () => {
  test('puts back the content when it is stopped', async () => {
    const stopping = new AbortController();
    const slow = async (): Promise<void> => {
      if (target.calls.length === 20) stopping.abort(new Failure('stopped', { by: 'person' }));
    };
    const target = new FakeTarget({ ...claims, faults: { slow } });
    const broken = await quickTest(benchFor(target, { signal: stopping.signal })).catch(
      (error: unknown) => error,
    );
    expect(broken).toMatchObject({ restored: true, failure: { code: 'stopped' } });
    expect(target.stored.every((byte) => byte === 0xa5)).toBe(true);
  });

  test('and killed, leaves files from which the content is put back', async () => {
    const faults = {
      slow: async (): Promise<void> => (target.calls.length > 20 ? new Promise(() => undefined) : undefined),
    };
    const target = new FakeTarget({ ...claims, faults });
    const bench = benchFor(target);
    void quickTest(bench);
    while (target.calls.length <= 20) await new Promise((resolve) => setImmediate(resolve));
    expect(target.stored.some((byte) => byte !== 0xa5)).toBe(true);
    const again = new FakeTarget(claims);
    again.stored.set(target.stored);
    expect(await putBackSaved(again, bench.base)).toBe(true);
    expect(again.stored.every((byte) => byte === 0xa5)).toBe(true);
    expect(await putBackSaved(again, bench.base)).toBe(false);
  });
});
