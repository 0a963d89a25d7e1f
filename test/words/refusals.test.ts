import { afterEach, expect, test } from 'vitest';
import { refusalFailure } from '../../src/engine/contract/ports/refusal-failure.ts';
import { judge } from '../../src/hw/judge/drives.ts';
import { speak } from '../../src/words/language.ts';
import { reasonText, refusalText, toldDrive, warningText } from '../../src/words/refusals.ts';
import { remedy } from '../../src/words/remedies.ts';
import { toldReport } from '../../src/words/told-facts.ts';
import { machine, machineNames } from '../hw/machines.ts';

afterEach(() => speak('en'));

const drives = machineNames().flatMap((name) => judge(machine(name)));

test('every drive of every machine is refused in German, and in English of programs', async () => {
  const english = drives.map(toldDrive);
  await speak('de');
  expect(drives.map(toldDrive)).toEqual(english);
  for (const [index, drive] of drives.entries()) {
    const told = english[index]!;
    expect(drive.refusals.map(refusalText)).toHaveLength(told.refusals.length);
    for (const [at, refusal] of drive.refusals.entries())
      expect(refusalText(refusal)).not.toBe(told.refusals[at]?.text);
    for (const [at, warning] of drive.warnings.entries())
      expect(warningText(warning)).not.toBe(told.warnings[at]?.text);
  }
});

test('several places are one line', async () => {
  const mounted = (at: string) => ({ reason: 'mounted', at }) as const;
  const refusal = { code: 'mounted', facts: mounted('/a') } as const;
  expect(refusalText(refusal)).toBe('mounted at /a');
  expect(refusalText({ ...refusal, more: [mounted('/b')] })).toBe('mounted at /a, /b');
  const many = { ...refusal, more: ['/b', '/c', '/d'].map(mounted) };
  expect(refusalText(many)).toBe('mounted at /a, /b and 2 more places');
  await speak('de');
  expect(refusalText(many)).toBe('eingehängt unter /a, /b und 2 weiteren Stellen');
});

test('a reason of another version is shown as its name', () => {
  expect(reasonText({ reason: 'on-fire' } as never)).toBe('on-fire');
});

test('a failure for a refused drive is spoken to the person, and told to programs in English', async () => {
  const system = drives.find(({ refusals }) => refusals[0]?.code === 'system-drive')!;
  const failure = refusalFailure(system, system.refusals[0]!);
  await speak('de');
  expect(remedy(failure).happened).toContain('dieses System läuft davon');
  const { code, facts } = failure;
  const told = toldReport({ elapsedMs: 1, failure: { code, facts } });
  expect(JSON.stringify(told)).toContain('this system runs from it');
});

test('what a job of before said in words is still shown', () => {
  const facts = { target: 'sdb', reason: 'this system runs from it' };
  expect(remedy({ code: 'target-system', facts }).happened).toContain('this system runs from it');
});
