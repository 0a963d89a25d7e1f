import { describe, expect, test } from 'vitest';
import { DEFAULT_LOOK } from '../../../src/screens/look/look.ts';
import { confirmView } from '../../../src/screens/views/confirm-view.ts';
import { targetView } from '../../../src/screens/views/target-view.ts';
import { isConfirmed } from '../../../src/screens/wizard/confirm-words.ts';
import { makePlan } from '../../../src/screens/wizard/plan.ts';
import { atSource, atTarget, type Driver, fineDryRun } from '../drive-wizard.ts';
import { backupDisk, bigDisk, hostile, kingston, sandisk, someDrives, systemDisk } from '../fake-drives.ts';

const three = [sandisk, kingston, { ...hostile, serial: 'S3' }];
const all = [...three, systemDisk, backupDisk];
const markThree = () => atTarget(all).keys('down', ' ', 'down', ' ', 'down', ' ');
const toConfirm = (driver: Driver) => driver.keys('enter', 'enter').dryRun(fineDryRun).keys('enter');
const rows = (driver: Driver) => targetView(driver.asking, DEFAULT_LOOK).rows.map(({ text }) => text);
const text = (parts: readonly { readonly text: string }[]) => parts.map((part) => part.text).join('');
const plugged = (driver: Driver, drives = all) => driver.drives(drives);

describe('several drives', () => {
  test('are marked with Space, and Enter goes on with exactly those, in the order of the list', () => {
    const driver = atTarget(all).keys('down', 'down', 'down', ' ', 'up', 'up', ' ', 'down', 'enter');
    expect(driver.asking.step).toBe('options');
    expect(makePlan(driver.asking)).toMatchObject({ targets: [{ path: '/dev/sdb' }, { path: '/dev/sdf' }] });
  });

  test('show boxes from the first mark on, and none before', () => {
    const driver = atTarget(all).keys('down');
    expect(rows(driver)[0]).toMatch(/^sdb/);
    expect(rows(driver.keys(' '))).toEqual([
      expect.stringMatching(/^\[x\] sdb/),
      expect.stringMatching(/^\[ \] sdc/),
      expect.stringMatching(/^\[ \] sdf/),
    ]);
    expect(rows(driver.keys(' '))[0]).toMatch(/^sdb/);
  });

  test('never mark a row that is not offered, and nothing without a cursor', () => {
    const driver = atTarget([systemDisk, sandisk]).keys(' ');
    expect(driver.asking).toMatchObject({
      driveList: { marks: [] },
      notice: 'Go to a drive with Up and Down first.',
    });
  });

  test('lose the mark of a drive that vanishes, say so, and never move a mark onto another', () => {
    const driver = markThree();
    plugged(driver, [kingston, three[2]!, systemDisk, { ...sandisk, serial: 'OTHER', diskSequence: 77 }]);
    expect(driver.asking.notice).toBe('sdb: no longer there. Its mark is gone.');
    driver.keys('up', 'enter');
    expect(makePlan(driver.asking)).toMatchObject({ targets: [{ path: '/dev/sdc' }, { path: '/dev/sdf' }] });
  });

  test('lose the mark of a drive that is mounted meanwhile, with the reason', () => {
    const mounted = { ...kingston, refusals: [{ code: 'mounted' as const, text: 'mounted at /media/x' }] };
    const driver = plugged(markThree(), [sandisk, mounted, three[2]!]);
    expect(driver.asking.notice).toBe('sdc: mounted at /media/x. Its mark is gone.');
    expect(driver.asking.driveList.marks).toHaveLength(2);
  });

  test('want a fresh look before Space after the list has changed', () => {
    const driver = plugged(atTarget(someDrives).keys('down'), [kingston, ...someDrives]).keys(' ');
    expect(driver.asking.driveList.marks).toEqual([]);
    expect(driver.asking.notice).toContain('press the key again');
    expect(driver.keys(' ').asking.driveList.marks).toHaveLength(1);
  });

  test('go back to the list when one of them vanishes later; the others keep their marks', () => {
    const driver = plugged(toConfirm(markThree()).type('sdb'), [sandisk, three[2]!, systemDisk]);
    expect(driver.asking).toMatchObject({ step: 'target', answers: { target: undefined } });
    expect(driver.asking.notice).toContain('sdc is gone');
    expect(driver.asking.driveList.marks).toHaveLength(2);
  });
});

describe('a', () => {
  test('marks every drive that is offered, no other, and takes all marks away again', () => {
    const driver = atTarget(all).keys('a');
    expect(rows(driver)).toEqual([
      expect.stringMatching(/^\[x\] sdb/),
      expect.stringMatching(/^\[x\] sdc/),
      expect.stringMatching(/^\[x\] sdf/),
    ]);
    expect(driver.asking.notice).toBe('3 drives are marked. Enter continues with them.');
    driver.keys('enter');
    expect(makePlan(driver.asking)?.targets?.map(({ path }) => path)).toEqual([
      '/dev/sdb',
      '/dev/sdc',
      '/dev/sdf',
    ]);
    driver.keys('escape', 'a');
    expect(driver.asking.driveList.marks).toEqual([]);
  });

  test('completes what was marked by hand', () => {
    const driver = atTarget(all).keys('down', ' ', 'a');
    expect(driver.asking.driveList.marks).toHaveLength(3);
  });

  test('wants a fresh look after the list has changed, and says when there is nothing to mark', () => {
    const driver = plugged(atTarget(someDrives).keys('down'), [kingston, ...someDrives]).keys('a');
    expect(driver.asking.driveList.marks).toEqual([]);
    expect(driver.keys('a').asking.driveList.marks).toHaveLength(2);
    expect(atTarget([systemDisk]).keys('a').asking.notice).toBe('There is no drive here to mark.');
  });

  test('never marks the row without a drive', () => {
    const driver = atSource('verify').type('debian-12.9').keys('enter').found().drives(all).keys('a');
    expect(driver.asking.driveList.marks).not.toContain('checksum');
    expect(driver.asking.driveList.marks).toHaveLength(5);
  });

  test('names no drive of all that must be named: each one is still typed', () => {
    const driver = toConfirm(atTarget(all).keys('a'));
    driver.type('all').keys('enter');
    expect(driver.asking.confirm.checking).toBe(false);
    expect(driver.asking.notice).toContain('all is not one of the chosen drives.');
  });
});

describe('the confirmation of several drives', () => {
  test.each([
    ['', 'Esc goes back. Nothing has been changed yet.'],
    ['sdb', 'Still to type: sdc, sde, erase.'],
    ['sdb sde erase', 'erase comes last.'],
    ['sdb sdb ', 'sdb is typed twice.'],
    ['sdb sd', 'Still to type: sdc, sde, erase.'],
    ['sdb sde sdc', 'Still to type: erase.'],
    ['sdb, sde sdc erase', 'Every name is there. Enter starts.'],
  ])('says of "%s" what is still to type, or what is wrong', (typed, said) => {
    const driver = toConfirm(atTarget([sandisk, kingston, bigDisk]).keys('a')).type(typed);
    expect(text(confirmView(driver.asking, DEFAULT_LOOK).state)).toBe(said);
  });

  test('says it in a sentence for whoever presses Enter too early', () => {
    const driver = toConfirm(markThree()).type('sdc').keys('enter');
    expect(driver.asking.notice).toBe('Still to type: sdb, sdf. Esc goes back.');
    expect(driver.type(' sdc').keys('enter').asking.notice).toBe(
      'sdc is typed twice. Correct it, or press Esc to go back.',
    );
  });

  test('wants the name of every drive, in any order, each once, and no other', () => {
    const right = ['sdb sdc sdf', 'sdf sdb sdc', ' sdc,sdb, sdf '];
    const wrong = [
      'sdb',
      'sdb sdc',
      'sdb sdc sdc',
      'sdb sdc sdf sdd',
      'sdb sdc sdd',
      '3',
      'all',
      'sdb-sdf',
      '',
    ];
    for (const typed of right) expect(isConfirmed(three, typed), typed).toBe(true);
    for (const typed of wrong) expect(isConfirmed(three, typed), typed).toBe(false);
  });

  test('wants the extra word last when one of them is unusual', () => {
    expect(isConfirmed([sandisk, bigDisk], 'sdb sde')).toBe(false);
    expect(isConfirmed([sandisk, bigDisk], 'sde sdb erase')).toBe(true);
    expect(isConfirmed([sandisk, bigDisk], 'erase sdb sde')).toBe(false);
  });

  test('ticks each name off, and says at once when a word names none of them', () => {
    const driver = toConfirm(markThree()).type('sdc ');
    const view = () => confirmView(driver.asking, DEFAULT_LOOK);
    expect(view().warning).toBe('Everything on these 3 drives will be erased.');
    expect(
      view()
        .facts.slice(0, 3)
        .map((row) => text(row).slice(0, 7)),
    ).toEqual(['[ ] sdb', '[x] sdc', '[ ] sdf']);
    expect(text(view().state)).toBe('Still to type: sdb, sdf.');
    driver.type('sdx');
    expect(text(view().state)).toBe('sdx is not one of the chosen drives.');
    expect(driver.keys('enter').asking.notice).toContain('sdx is not one of the chosen drives');
  });

  test('starts with all names, after a last look at every drive', () => {
    const driver = toConfirm(markThree()).type('sdf sdb sdc').keys('enter');
    expect(driver.asking.confirm.checking).toBe(true);
    driver.do({ do: 'rechecked', drives: all, atMs: driver.atMs });
    expect(driver.wizard).toMatchObject({
      at: 'running',
      confirmed: [{ name: 'sdb' }, { name: 'sdc' }, { name: 'sdf' }],
      plan: { targets: [{ path: '/dev/sdb' }, { path: '/dev/sdc' }, { path: '/dev/sdf' }] },
    });
  });

  test('starts none of them when one is another drive by then', () => {
    const driver = toConfirm(markThree()).type('sdf sdb sdc').keys('enter');
    const other = { ...kingston, diskSequence: 99 };
    driver.do({ do: 'rechecked', drives: [sandisk, other, three[2]!], atMs: driver.atMs });
    expect(driver.asking.step).toBe('target');
    expect(driver.asking.notice).toContain('sdc is gone, or is no longer the same drive');
  });

  test('shows forty drives with those still to be named first', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({
      ...sandisk,
      name: `sd${String.fromCharCode(97 + (index % 26))}${Math.floor(index / 26)}`,
      path: `/dev/x${index}`,
      diskSequence: 100 + index,
    }));
    const driver = atTarget(many);
    for (let index = 0; index < 40; index++) driver.keys('down', ' ');
    toConfirm(driver);
    const view = confirmView(driver.asking, { ...DEFAULT_LOOK, columns: 60, rows: 20 });
    expect(view.facts.length).toBeLessThanOrEqual(11);
    expect(view.facts.map(text).join('\n')).toMatch(/and \d+ more/);
    driver.do({ do: 'type-name', text: many.map(({ name }) => name).join(' ') });
    expect(driver.keys('enter').asking.confirm.checking).toBe(true);
  });
});
