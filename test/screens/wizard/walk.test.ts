import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/engine/contract/plan/plan.ts';
import { plan as planSchema } from '../../../src/engine/contract/plan/plan.ts';
import { makePlan } from '../../../src/screens/wizard/plan.ts';
import { eventOf } from '../../words/progress/replay.ts';
import { atConfirm, atRun, atSource, atSummary, atTarget, Driver, fineDryRun } from '../drive-wizard.ts';
import { kingston, sandisk, someDrives, systemDisk } from '../fake-drives.ts';

describe('the steps', () => {
  test('of a write go through to the running job by keys alone', () => {
    const { wizard } = atRun();
    expect(wizard).toMatchObject({ at: 'running', plan: { do: 'write', targets: [{ path: '/dev/sdb' }] } });
  });

  test('of a verification have options and no confirmation', () => {
    const driver = atSource('verify').type('memtest').keys('enter').found().drives().keys('down', 'enter');
    expect(driver.asking.step).toBe('options');
    expect(driver.keys('enter').asking.step).toBe('summary');
    expect(driver.dryRun(fineDryRun).keys('enter').wizard).toMatchObject({
      at: 'running',
      plan: { do: 'verify', targets: [] },
    });
  });

  test('of making an image suggest a name with the version and the day', () => {
    const driver = atSource('make').type('tools').keys(' ');
    expect(driver.asking).toMatchObject({
      step: 'output',
      output: { name: { text: 'tools-1.4.2-2026-11-22.iso' }, folder: { text: '/home/ann' } },
    });
  });

  test('take the version a tree tells of itself, unless a name was typed', () => {
    const version = {
      do: 'version-found',
      sourcePath: '/home/ann/isos/archive',
      version: '12.9.0',
      atMs: 0,
    } as const;
    const driver = atSource('make').type('archive').keys(' ');
    driver.atMs = Date.parse('2026-11-22T12:00:00');
    expect(driver.do({ ...version, atMs: driver.atMs }).asking.output.name.text).toBe(
      'archive-12.9.0-2026-11-22.iso',
    );
    expect(driver.type('x').do({ ...version, version: '13' }).asking.output.name.text).toContain('12.9.0');
  });

  test('never put the image into the folder it is made from', () => {
    const driver = atSource('make', { outputFolder: '/home/ann/isos/archive/deep' })
      .type('archive')
      .keys(' ');
    expect(driver.asking.output.folder.text).toBe('/home/ann/isos');
  });

  test('go back with all answers kept', () => {
    const forth = atConfirm().asking;
    const back = atConfirm().keys('escape', 'escape', 'escape', 'escape', 'escape').asking;
    expect(back.step).toBe('task');
    expect(back.answers).toEqual(forth.answers);
  });

  test('go back with Left and b as well, because Esc is unsure on a slow line', () => {
    expect(atTarget().keys('left').asking.step).toBe('source');
    expect(atTarget().keys('b').asking.step).toBe('source');
  });

  test('make plans that the plan schema accepts', () => {
    const plans = [
      atSummary(),
      atSummary(someDrives, { bench: true }),
      atSource('make').type('archive').keys(' ', 'enter'),
    ];
    for (const driver of plans)
      expect(planSchema.parse(makePlan(driver.asking))).toEqual(makePlan(driver.asking) as Plan);
  });

  test('plan files of the practice bench, not drives', () => {
    expect(makePlan(atSummary(someDrives, { bench: true }).asking)).toMatchObject({
      targets: [{ kind: 'file', path: '/dev/sdb', sizeBytes: sandisk.sizeBytes }],
    });
  });
});

describe('the summary', () => {
  test('lets nobody on before the dry run is over', () => {
    const driver = atSummary().keys('enter');
    expect(driver.asking.step).toBe('summary');
    expect(driver.asking.notice).toContain('Still looking at the image debian-12.9');
  });

  test('keeps its dry run for the same plan and makes a new one for another', () => {
    const driver = atSummary().dryRun(fineDryRun);
    const key = driver.asking.summary.planKey;
    driver.keys('escape', 'enter');
    expect(driver.asking.summary).toMatchObject({ planKey: key, progress: { done: { ok: true } } });
    driver.keys('escape', ' ', 'enter');
    expect(driver.asking.summary.planKey).not.toBe(key);
    expect(driver.asking.summary.progress.done).toBeUndefined();
  });
});

describe('the confirmation', () => {
  test('is deaf for its first moments', () => {
    const driver = atSummary().dryRun(fineDryRun);
    const atMs = driver.atMs + 10;
    driver.do({ do: 'keys', keys: ['enter', ...'sdb', 'enter'], atMs });
    expect(driver.asking).toMatchObject({
      step: 'confirm',
      confirm: { field: { text: '' }, checking: false },
    });
  });

  test('takes a name and Enter that come in one read', () => {
    const driver = atConfirm();
    driver.do({ do: 'keys', keys: [...'sdb', 'enter'], atMs: driver.atMs + 400 });
    expect(driver.asking.confirm.checking).toBe(true);
  });

  test('goes back to the drives when the drive is another one by then', () => {
    const driver = atConfirm().type('sdb').keys('enter');
    driver.do({ do: 'rechecked', drives: [{ ...sandisk, diskSequence: 99 }], atMs: driver.atMs });
    expect(driver.asking).toMatchObject({
      step: 'target',
      answers: { target: undefined },
      driveList: { cursor: undefined },
    });
    expect(driver.asking.notice).toContain('no longer the same drive');
  });

  test('goes back when the drive was mounted meanwhile', () => {
    const driver = atConfirm().type('sdb').keys('enter');
    const mounted = { ...sandisk, refusals: [{ code: 'mounted' as const, text: 'mounted at /media/x' }] };
    driver.do({ do: 'rechecked', drives: [mounted], atMs: driver.atMs });
    expect(driver.asking.notice).toContain('mounted at /media/x');
  });

  test('goes back as soon as the drive is pulled out', () => {
    expect(atConfirm().type('sd').drives([systemDisk]).asking.step).toBe('target');
  });
});

describe('Ctrl-C', () => {
  test('asks once and leaves with 130 when it comes again', () => {
    const driver = atTarget().keys('ctrl-c');
    expect(driver.asking.overlay.kind).toBe('ask-quit');
    expect(driver.keys('ctrl-c').wizard).toMatchObject({ at: 'left', exitCode: 130 });
  });

  test('asks anew when the second one comes late', () => {
    const driver = atTarget().keys('ctrl-c');
    driver.atMs += 5_000;
    expect(driver.keys('ctrl-c').asking.overlay.kind).toBe('ask-quit');
  });

  test('twice stops a running job and leaves when it has stopped', () => {
    const driver = atRun().keys('ctrl-c', 'ctrl-c');
    expect(driver.wizard).toMatchObject({ at: 'running', wish: { do: 'stop' }, leaving: true });
    const done = { ...fineDryRun, ok: false, exitCode: 3, outcome: 'stopped' as const };
    driver.job({ v: 1, job: 'x', at: new Date(driver.atMs).toISOString(), ...(done as typeof fineDryRun) });
    expect(driver.wizard).toMatchObject({ at: 'left', exitCode: 130 });
  });
});

test('q leaves at once while nothing is chosen, and asks later', () => {
  expect(new Driver().keys('q').wizard).toMatchObject({ at: 'left', exitCode: 0 });
  const driver = atTarget().keys('q');
  expect(driver.asking.overlay.kind).toBe('ask-quit');
  expect(driver.keys('n').asking.overlay.kind).toBe('none');
  expect(driver.keys('q', 'y').wizard).toMatchObject({ at: 'left', exitCode: 3 });
});

test('Esc never stops a job', () => {
  expect(atRun().keys('escape', 's', 'escape').wizard).toMatchObject({
    at: 'running',
    wish: { do: 'run', count: 0 },
  });
});

test('another source gets other suggestions, the same one keeps what was typed', () => {
  const driver = atSource('make').type('archive').keys(' ').type('x').keys('escape');
  expect(driver.keys(' ').asking.output.name.text).toBe('archive-2026-11-22.isox');
  driver.keys('escape');
  driver.atMs += 2_000;
  driver.type('fotos').atMs += 2_000;
  expect(driver.keys(' ').asking.output.name.text).toBe('Fotos_Zürich-2026-11-22.iso');
});

test('a drive that does not fit any more after a new source is not kept', () => {
  const driver = atSummary().drives([
    { ...sandisk, refusals: [{ code: 'too-small', text: 'too small' }] },
    kingston,
  ]);
  expect(driver.asking).toMatchObject({ step: 'target', answers: { target: undefined } });
});

test('an answer to "stop the job?" that comes after its end does not skip the report', () => {
  for (const key of ['y', 'n', 'enter', 'escape'] as const) {
    const driver = atRun()
      .keys('s')
      .job(eventOf([10, fineDryRun]));
    expect(driver.wizard).toMatchObject({ at: 'finished', overlay: { kind: 'ask-stop' } });
    expect(driver.keys(key).wizard).toMatchObject({ at: 'finished', overlay: { kind: 'none' } });
  }
  const late = atRun()
    .keys('s')
    .job(eventOf([10, fineDryRun]))
    .keys('q', 'l');
  expect(late.wizard).toMatchObject({ at: 'finished', overlay: { kind: 'ask-stop' } });
});

test('a wrong name at the confirmation is named beside the one that is expected, however often', () => {
  const driver = atConfirm();
  for (const typed of ['sdc', 'sd', 'SDB']) {
    driver.do({ do: 'type-name', text: typed }).keys('enter');
    expect(driver.asking.notice).toContain(`"${typed}" is not it. Type sdb to start`);
  }
  driver.do({ do: 'type-name', text: 'sdb' }).keys('enter');
  expect(driver.asking.confirm.checking).toBe(true);
});
