import { describe, expect, test } from 'vitest';
import { plan as planSchema } from '../../../src/engine/contract/plan/plan.ts';
import type { Drive } from '../../../src/engine/contract/ports/drive.ts';
import { outputFacts } from '../../../src/screens/hooks/use-files.ts';
import { makePlan } from '../../../src/screens/wizard/plan.ts';
import { savedName } from '../../../src/screens/wizard/saved-name.ts';
import { stepOf } from '../../../src/screens/wizard/steps.ts';
import { textField } from '../../../src/screens/wizard/text-field.ts';
import { START_MS } from '../../words/progress/replay.ts';
import {
  atMedium,
  atReading,
  atReadOptions,
  atSaved,
  atScanning,
  disc,
  mediumDryRun,
  readableDrives,
  readPhase,
  said,
  savedPath,
  stickBytes,
} from '../drive-saving.ts';
import { atTarget } from '../drive-wizard.ts';
import { backupDisk, hostile, sandisk, systemDisk } from '../fake-drives.ts';
import { frameOf } from '../frame.tsx';

const look = { columns: 80, rows: 24, glyphs: 'utf8', colour: false } as const;

describe('a drive or disc that is saved as an image', () => {
  test('is asked for first, then where its image goes, how it is read, and nothing is typed', () => {
    const driver = atMedium();
    expect(driver.asking.step).toBe('medium');
    driver.keys('down', 'enter');
    expect(driver.asking.step).toBe('where');
    driver.keys('enter');
    expect(driver.asking.step).toBe('output');
    driver.do({ do: 'output-found', path: savedPath, facts: undefined, atMs: driver.atMs }).keys('enter');
    expect(driver.asking.step).toBe('options');
    driver.keys('enter').dryRun(mediumDryRun);
    expect(driver.asking.step).toBe('summary');
    const plan = makePlan(driver.asking);
    expect(plan).toEqual({
      v: 1,
      do: 'read',
      source: {
        kind: 'medium',
        path: '/dev/sdb',
        expect: { sizeBytes: stickBytes, serial: '0419A5B17C21', deviceNumber: '8:16', diskSequence: 12 },
      },
      output: { path: savedPath, replace: false },
    });
    expect(planSchema.parse(plan)).toEqual(plan);
    expect(driver.keys('enter').wizard).toMatchObject({ at: 'running', plan });
  });

  test('that is mounted, or of which something is left out, is said so in the summary', () => {
    const found = {
      path: '/dev/sdb',
      sizeBytes: stickBytes / 4,
      wholeBytes: stickBytes,
      mountedAt: ['/media/card'],
    };
    const driver = atSaved();
    driver
      .do({ do: 'output-found', path: savedPath, facts: undefined, atMs: driver.atMs })
      .keys('enter', 'enter');
    const report = { elapsedMs: 40, source: found };
    driver.dryRun({ event: 'done', ok: true, exitCode: 0, outcome: 'done-unverified', report });
    const frame = frameOf(driver.asking, START_MS, look).replace(/\s+/g, ' ');
    expect(frame).toContain('it is mounted for writing (/media/card)');
    expect(frame).toContain('is left out: --whole for all');
  });

  test('for which there may be too little room is told so with both sizes, and Enter has to come again', () => {
    const littleRoom = [{ path: savedPath, needBytes: stickBytes, freeBytes: 3 << 20 }];
    const source = { path: '/dev/sdb', sizeBytes: stickBytes, littleRoom };
    const driver = atReadOptions().keys('enter', 'enter');
    driver.dryRun({
      event: 'done',
      ok: true,
      exitCode: 0,
      outcome: 'done-unverified',
      report: { elapsedMs: 40, source },
    });
    expect(driver.asking).toMatchObject({ step: 'summary', notice: expect.stringContaining('Read what') });
    const frame = frameOf(driver.asking, START_MS, { ...look, rows: 40 }).replace(/\s+/g, ' ');
    expect(frame).toContain('up to 28.6 GiB may be needed there, and 3.00 MiB are free');
    expect(driver.keys('enter').wizard.at).toBe('running');
  });

  test('may be in use, read-only, or what the system runs from; what has no medium is below the list', () => {
    const frame = frameOf(atMedium().asking, START_MS, look);
    const [list = '', refused = ''] = frame.split('Not offered');
    for (const { name } of [sandisk, disc, systemDisk, backupDisk]) expect(list).toMatch(`   ${name} `);
    expect(refused).toContain('sdg');
    expect(frame).toContain('Only read: nothing is written');
    expect(frameOf(atMedium().keys('down', 'down', 'down', 'down').asking, START_MS, look)).toContain(
      'in use now',
    );
  });

  test('is one at a time', () => {
    const driver = atMedium().keys('down', ' ');
    expect(driver.asking).toMatchObject({
      driveList: { marks: [] },
      notice: expect.stringContaining('One at a time'),
    });
    expect(driver.keys('a').asking.driveList.marks).toEqual([]);
    const ids = readableDrives.slice(0, 2).map(({ path }) => path);
    expect(driver.do({ do: 'choose-target', ids, atMs: driver.atMs }).asking.step).toBe('medium');
    expect(driver.keys('u').asking.notice).toContain('needs no unmounting');
  });

  test('that vanishes while its image is asked for leads back to the list', () => {
    const driver = atSaved().drives([systemDisk]);
    expect(driver.asking).toMatchObject({ step: 'medium', answers: { medium: undefined } });
  });

  test('is not written when the task becomes another one, nor is what was marked to be written saved', () => {
    const saving = atMedium().keys('down', 'down', 'down', 'down', 'enter', 'escape', 'escape');
    expect(saving.asking.answers.medium).toBeDefined();
    saving.keys('home', 'down', 'enter');
    expect(saving.asking.answers).toMatchObject({ task: 'write', target: undefined });
    const writing = atTarget().keys('down', ' ', 'enter', 'escape', 'escape', 'escape');
    writing.keys('end', 'up', 'up', 'enter');
    expect(writing.asking).toMatchObject({
      answers: { task: 'read', medium: undefined, target: undefined },
      driveList: { marks: [], cursor: undefined },
    });
  });

  test('needs consent for an image that is there already', () => {
    const driver = atSaved();
    driver.do({
      do: 'output-found',
      path: savedPath,
      facts: { kind: 'file', sizeBytes: 9 },
      atMs: driver.atMs,
    });
    expect(driver.keys('enter').asking.step).toBe('output');
    driver.keys('tab', 'tab', ' ', 'enter', 'enter');
    expect(makePlan(driver.asking)).toMatchObject({ output: { path: savedPath, replace: true } });
  });

  test('keeps the name that was typed for it, and another one gets its own', () => {
    const driver = atSaved().type('x').keys('escape', 'escape', 'enter', 'enter');
    expect(driver.asking.output.name.text).toBe('KEYS-7C21-2026-11-22.imgx');
    driver.keys('escape', 'escape', 'down', 'down', 'enter', 'enter');
    expect(driver.asking.output.name.text).toBe('HOLIDAY_2009-2026-11-22.iso');
  });

  test('can be looked over first, which writes nothing, and is then saved with one key', () => {
    const driver = atScanning();
    expect(driver.wizard).toMatchObject({ at: 'running', plan: { do: 'read', scan: true } });
    expect('output' in driver.wizard && driver.wizard.output).toBeFalsy();
    const medium = { path: '/dev/sdb', sizeBytes: stickBytes, badBytes: 0, bad: [], readErrors: 0 };
    said(driver, readPhase, [
      9_000,
      { event: 'done', ok: true, exitCode: 0, outcome: 'done', report: { elapsedMs: 9_000, medium } },
    ]);
    expect(driver.keys('s').asking).toMatchObject({ step: 'output' });
    driver.do({ do: 'output-found', path: savedPath, facts: undefined, atMs: driver.atMs });
    const saving = driver.keys('enter', 'enter').dryRun(mediumDryRun).keys('enter').wizard;
    expect(saving).toMatchObject({ at: 'running', plan: { do: 'read', output: { path: savedPath } } });
    expect('plan' in saving && saving.plan.scan).toBeUndefined();
  });

  test('that was broken off is continued from its report, and one that is whole is not', () => {
    const medium = {
      path: '/dev/sdb',
      sizeBytes: stickBytes,
      badBytes: 512,
      bad: [],
      mapPath: `${savedPath}.map`,
      readErrors: 1,
    };
    const folder = { event: 'note' as const, code: 'job-folder' as const, path: '/jobs/20261122-1' };
    const stopped = said(
      atReading(),
      readPhase,
      [5_000, folder],
      [
        9_000,
        {
          event: 'done',
          ok: false,
          exitCode: 3,
          outcome: 'stopped',
          report: { elapsedMs: 9_000, medium, failure: { code: 'stopped', facts: { by: 'person' } } },
        },
      ],
    );
    expect(stopped.keys('r').wizard).toMatchObject({
      at: 'running',
      from: { kind: 'resume', job: '20261122-1' },
    });
  });

  test('does not replace a device that is named as its image, and the way to copy onto a drive is told', () => {
    const facts = { kind: 'other' as const, sizeBytes: 0, isReceipt: false };
    const driver = atSaved().do({ do: 'output-found', path: savedPath, facts, atMs: 0 });
    const { output } = driver.asking;
    const typed = {
      ...driver.asking,
      output: { ...output, name: textField('sdc'), folder: textField('/dev') },
    };
    const found = {
      ...typed,
      output: { ...typed.output, found: { path: '/dev/sdc', kind: 'other' as const } },
    };
    for (const replace of [false, true]) {
      const said = stepOf('output').missing({ ...found, answers: { ...found.answers, replace } });
      expect(said).toContain('Another drive');
    }
  });

  test('continues an unfinished rescue of its name, and replaces it only when that is wanted', async () => {
    const facts = { kind: 'file' as const, sizeBytes: 9, isReceipt: false };
    const there = new Set([savedPath, `${savedPath}.map`]);
    const files = { stat: async (path: string) => (there.has(path) ? facts : undefined) };
    const seen = await outputFacts(savedPath, files);
    expect(seen.goesOn).toBe(true);
    const driver = atSaved();
    driver.do({ do: 'output-found', path: savedPath, ...seen, atMs: driver.atMs });
    expect(frameOf(driver.asking, START_MS, look)).toContain('it continues from its map');
    expect(driver.keys('enter').asking.step).toBe('options');
    expect(makePlan(driver.asking)).toMatchObject({ output: { path: savedPath, replace: false } });
    // An older image beside one that grows would give way to it: that is asked for.
    there.add(`${savedPath}.partial`);
    expect((await outputFacts(savedPath, files)).goesOn).toBe(false);
    there.delete(savedPath);
    expect((await outputFacts(savedPath, files)).goesOn).toBe(true);
    there.delete(`${savedPath}.map`);
    expect((await outputFacts(savedPath, files)).goesOn).toBe(false);
  });

  test('is not to grow on itself: the folder of its own partition is told', () => {
    const home: Drive = {
      ...systemDisk,
      parts: [{ path: '/dev/nvme0n1p2', label: '', fsType: 'ext4', sizeBytes: 9e11, mounts: ['/', '/home'] }],
    };
    const own = atMedium([sandisk, home]).keys('down', 'down', 'down', 'enter', 'enter');
    expect(frameOf(own.asking, START_MS, look)).toContain('This folder is on the drive that is read');
    const part = atMedium([sandisk, home]).keys('down', 'down', 'down', 'down', 'enter', 'enter');
    expect(frameOf(part.asking, START_MS, look)).toContain('This folder is on the drive that is read');
    const other = atMedium([sandisk, home]).keys('down', 'enter', 'enter');
    expect(frameOf(other.asking, START_MS, look)).not.toContain('This folder is on the drive');
  });
});

describe('a partition that is saved as an image', () => {
  const part = () => atMedium().keys('down', 'down');

  test('stands below its drive, with its size, file system and label, and nothing of the drive said again', () => {
    const rows = frameOf(part().asking, START_MS, look).split('\n');
    const at = rows.findIndex((row) => /^ +> +sdb1 /.test(row));
    expect(rows[at - 1]).toMatch(/^ +sdb +SanDisk/);
    expect(rows[at]).toMatch(/28\.0 GiB +KEYS \(vfat, 3\.10 GiB used\)$/);
  });

  test('is read by its own name, known by the serial of its drive and its own size', () => {
    const driver = part().keys('enter', 'enter');
    expect(driver.asking.step).toBe('output');
    driver.do({ do: 'output-found', path: savedPath, facts: undefined, atMs: driver.atMs }).keys('enter');
    expect(makePlan(driver.asking)?.source).toEqual({
      kind: 'medium',
      path: '/dev/sdb1',
      expect: { sizeBytes: sandisk.parts[0]?.sizeBytes, serial: '0419A5B17C21' },
    });
  });

  test('of a drive that is taken away leads back to the list, and no other task sees partitions', () => {
    const driver = part().keys('enter').drives([disc, systemDisk]);
    expect(driver.asking.step).toBe('medium');
    expect(driver.keys('escape', 'home', 'enter').asking.driveList.drives?.some(({ partOf }) => partOf)).toBe(
      false,
    );
  });

  test('is none of a disc, and no file system on a whole drive is taken for one', () => {
    const bare = { ...sandisk, parts: sandisk.parts.map((one) => ({ ...one, path: '/dev/sdb' })) };
    const { drives } = atMedium([disc, bare]).asking.driveList;
    expect(drives?.map(({ name }) => name)).toEqual(['sr0', 'sdb']);
  });
});

test.each<[string, Drive]>([
  ['KEYS-7C21-2026-11-22.img', sandisk],
  ['HOLIDAY_2009-2026-11-22.iso', disc],
  ['Samsung_SSD_980_PRO_1TB-22B1-2026-11-22.img', { ...systemDisk, parts: [] }],
  ['HL-DT-ST_DVDRAM_GP57-2026-11-22.iso', { ...disc, parts: [] }],
  ['loop7-2026-11-22.img', { ...sandisk, name: 'loop7', vendor: '', model: '', serial: '', parts: [] }],
])('%s is offered as the name of an image', (name, drive) => {
  expect(savedName(drive, START_MS)).toBe(name);
});

test('a label that tries to steer the terminal or to be a path is no part of the name of an image', () => {
  const parts = [{ ...sandisk.parts[0]!, label: '../../etc/\u001b[2Jpass wd' }];
  expect(savedName({ ...hostile, parts }, START_MS)).toMatch(/^[\p{L}\p{N}_.-]+\.img$/u);
  expect(savedName({ ...hostile, parts }, START_MS)).not.toMatch(/^\.|\//);
});
