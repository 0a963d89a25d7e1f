import { describe, expect, test } from 'vitest';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { makeGate } from '../../../../src/engine/write/transfer/gate.ts';
import { failureOfFinding, joinedRanges } from '../../../../src/engine/write/truth/finding.ts';
import { type FullTestBench, fullTest } from '../../../../src/engine/write/truth/full-test.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';
import { LyingTarget } from '../../../fakes/lying-target.ts';

const MIB = 1 << 20;
const claims = { name: 'sdx', capacityBytes: 16 * MIB };

function benchFor(target: FakeTarget, more: Partial<FullTestBench> = {}): FullTestBench {
  return {
    target,
    base: '/nowhere',
    seed: 11,
    clock: { nowMs: Date.now },
    signal: new AbortController().signal,
    gate: makeGate(),
    onProgress: () => undefined,
    ...more,
  };
}

describe('the whole surface', () => {
  test('of a good drive is written, read and counted', async () => {
    const progress: number[] = [];
    const target = new LyingTarget({ realBytes: 16 * MIB, beyond: 'drop' }, claims);
    const finding = await fullTest(benchFor(target, { onProgress: (doneBytes) => progress.push(doneBytes) }));
    expect(failureOfFinding(finding)).toBeUndefined();
    expect(finding).toMatchObject({ test: 'full', restored: false, wrapShare: 1 });
    expect(Math.max(...progress)).toBe(32 * MIB);
    expect(target.calls).toContain('flush');
  });

  test.each([
    ['drop', 9 * MIB],
    ['wrap', 5 * MIB],
    ['wrap', 12 * MIB + 64 * 1024],
  ] as const)('of a drive that does %s behind byte %i gives the real size', async (beyond, realBytes) => {
    const finding = await fullTest(benchFor(new LyingTarget({ realBytes, beyond }, claims)));
    expect(failureOfFinding(finding)).toMatchObject({
      code: 'capacity-false',
      facts: { test: 'full', realBytes, behaviour: `${beyond}s` },
    });
  });

  test('names the places that do not keep their bytes, and calls that no false size', async () => {
    const finding = await fullTest(
      benchFor(new FakeTarget({ ...claims, faults: { flipAt: 3 * MIB + 70_000 } })),
    );
    expect(failureOfFinding(finding)).toMatchObject({ code: 'drive-unreliable', facts: { restored: false } });
    expect(joinedRanges(finding.verdicts)).toMatchObject([
      { atByte: 3 * MIB + 65_536, lengthBytes: 65_536, state: 'altered' },
    ]);
  });

  test('goes on behind places that refuse writes or reads', async () => {
    const refusing = await fullTest(
      benchFor(new FakeTarget({ ...claims, faults: { failWriteAt: 2 * MIB } })),
    );
    expect(failureOfFinding(refusing)).toMatchObject({
      code: 'drive-unreliable',
      facts: { atByte: 2 * MIB },
    });
    const unreadable = await fullTest(
      benchFor(new FakeTarget({ ...claims, faults: { failReadAt: 7 * MIB } })),
    );
    expect(joinedRanges(unreadable.verdicts)).toMatchObject([{ atByte: 7 * MIB, state: 'unreadable' }]);
  });

  test('ends when the drive goes away, and when it is stopped', async () => {
    const gone = new FakeTarget({ ...claims, faults: { goneAfterBytes: 3 * MIB } });
    await expect(fullTest(benchFor(gone))).rejects.toMatchObject({ code: 'target-gone' });
    const stopping = new AbortController();
    const onProgress = (): void => stopping.abort(new Failure('stopped', { by: 'person' }));
    const stopped = fullTest(benchFor(new FakeTarget(claims), { signal: stopping.signal, onProgress }));
    await expect(stopped).rejects.toMatchObject({ code: 'stopped' });
  });

  test('waits at the gate while the job is paused', async () => {
    const gate = makeGate();
    gate.shut();
    const target = new FakeTarget(claims);
    const finding = fullTest(benchFor(target, { gate }));
    await new Promise((resolve) => setImmediate(resolve));
    expect(target.calls).toEqual([]);
    gate.open();
    expect(failureOfFinding(await finding)).toBeUndefined();
  });
});
