import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/engine/contract/plan/plan.ts';
import { plan as planSchema } from '../../../src/engine/contract/plan/plan.ts';
import { makePlan } from '../../../src/screens/wizard/plan.ts';
import { atReceipt, atSource, fineDryRun, withReceipt } from '../drive-wizard.ts';
import { someDrives } from '../fake-drives.ts';

const path = '/home/ann/isos/xubuntu.receipt.json';
const receipt = { kind: 'file', sizeBytes: 26_000, isReceipt: true } as const;

describe('a receipt as what a drive is verified with', () => {
  test('is chosen from the list, and leads to the plan of the command line', () => {
    const driver = atReceipt().keys('down', 'enter');
    expect(driver.asking).toMatchObject({ step: 'summary', answers: { source: { kind: 'receipt', path } } });
    const plan = makePlan(driver.asking);
    expect(plan).toMatchObject({
      do: 'verify',
      source: { kind: 'receipt', path },
      targets: [{ path: '/dev/sdb' }],
    });
    expect(planSchema.parse(plan) as Plan).toEqual(plan);
    expect(driver.dryRun(fineDryRun).keys('enter').wizard).toMatchObject({ at: 'running', plan });
  });

  test('is known by what is in it, whatever it is called, typed or from the list', () => {
    const typed = atSource('verify').keys('tab').type('/srv/old proof ').keys('enter');
    expect(typed.asking.browser.asked).toBe('/srv/old proof');
    typed.do({ do: 'found', path: '/srv/old proof', facts: receipt, atMs: 0 });
    expect(typed.asking.answers.source?.kind).toBe('receipt');
    const chosen = atSource('verify').type('notes').keys('enter');
    chosen.do({ do: 'found', path: '/home/ann/isos/notes.txt', facts: receipt, atMs: 0 });
    expect(chosen.asking.answers.source?.kind).toBe('receipt');
  });

  test('named like one but another file is taken for an image', () => {
    const driver = atSource('verify').listed(undefined, withReceipt).type('xubuntu').keys('enter');
    driver.do({ do: 'found', path, facts: { ...receipt, isReceipt: false }, atMs: 0 });
    expect(driver.asking.answers.source?.kind).toBe('image');
  });

  test('wants a drive: no checksum file is offered, and one that was chosen before is forgotten', () => {
    const driver = atSource('verify').type('memtest').keys('enter').found().drives().keys('down', 'enter');
    expect(driver.asking.answers.target).toEqual({ kind: 'checksum' });
    driver.keys('escape', 'escape').listed(undefined, withReceipt).type('xubuntu').keys('enter').found();
    expect(driver.asking).toMatchObject({ step: 'target', answers: { target: undefined } });
    expect(driver.keys('enter').asking).toMatchObject({
      step: 'target',
      notice: 'Mark a drive with Up and Down first.',
    });
    driver.drives(someDrives).keys('down', 'enter');
    expect(makePlan(driver.asking)).toMatchObject({ targets: [{ path: '/dev/sdb' }] });
  });

  test.each(['write', 'make'] as const)('is not written or laid out by a slip: %s', (task) => {
    const driver = atSource(task).listed(undefined, withReceipt).type('xubuntu').keys('enter').found();
    expect(driver.asking).toMatchObject({ step: 'source', answers: { source: undefined } });
    expect(driver.asking.notice).toContain('This is a receipt');
  });

  test('is forgotten when the task becomes another one', () => {
    const driver = atReceipt().keys('escape', 'escape', 'up', 'enter');
    expect(driver.asking).toMatchObject({ step: 'source', answers: { task: 'write', source: undefined } });
  });
});

test('a name with spaces at its ends is chosen from the list as it is', () => {
  const folder = '/home/ann/isos';
  const driver = atSource('verify').listed(folder, [{ name: ' a.iso ', kind: 'file', sizeBytes: 10 }]);
  expect(driver.keys('enter').asking.browser.asked).toBe(`${folder}/ a.iso `);
});
