import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Drive } from '../../src/engine/contract/ports/drive.ts';
import type { Key } from '../../src/screens/keys/key.ts';
import type { Look } from '../../src/screens/look/look.ts';
import { displayWidth } from '../../src/screens/look/width.ts';
import type { Shown } from '../../src/screens/views/screen-view.ts';
import { atConfirm, atRunMany, atTarget, Driver, fineDryRun } from './drive-wizard.ts';
import { kingston, manyDrives, sandisk } from './fake-drives.ts';
import { frameOf } from './frame.tsx';
import { situations } from './situations/index.ts';

const anyLook: fc.Arbitrary<Look> = fc.record({
  columns: fc.integer({ min: 40, max: 120 }),
  rows: fc.integer({ min: 10, max: 50 }),
  glyphs: fc.constantFrom('utf8' as const, 'cp437' as const, 'ascii' as const),
  colour: fc.constant(false),
});

test('no screen in any situation is wider or taller than its terminal, and each has its hints at the foot', () => {
  fc.assert(
    fc.property(fc.constantFrom(...situations), anyLook, ({ screen, name, make }, look) => {
      const { wizard, nowMs } = make();
      const lines = frameOf(wizard, nowMs, look).split('\n');
      expect(lines.length, `${screen} ${name}`).toBe(look.rows);
      for (const line of lines)
        expect(displayWidth(line), `${screen} ${name}: ${line}`).toBeLessThanOrEqual(look.columns);
      expect(lines.at(-1), `${screen} ${name}`).toMatch(/[a-z]/);
    }),
    { numRuns: 400 },
  );
}, 60_000);

test('the row under the cursor is on the screen however small the window is', () => {
  const hasMark = (frame: string) => /^ > /m.test(frame);
  for (const { screen, name, make } of situations) {
    const { wizard, nowMs } = make();
    const at = (columns: number, rows: number) =>
      frameOf(wizard, nowMs, { columns, rows, glyphs: 'utf8', colour: false });
    if (!hasMark(at(80, 24))) continue;
    for (const rows of [10, 11, 12, 13, 16])
      expect(hasMark(at(40, rows)), `${screen} ${name} at ${rows} rows:\n${at(40, rows)}`).toBe(true);
  }
}, 120_000);

test('the task under the cursor is on the screen however small the window is', () => {
  const small = { columns: 40, rows: 10, glyphs: 'utf8', colour: false } as const;
  expect(frameOf(new Driver().asking, 0, small)).toContain('> Make an image from a folder');
  expect(frameOf(new Driver().keys('end').asking, 0, small)).toContain('> Earlier jobs');
});

test('every task is on the screen where there are rows for all', () => {
  const frame = frameOf(new Driver().keys('end').asking, 0, {
    columns: 40,
    rows: 15,
    glyphs: 'utf8',
    colour: false,
  });
  expect(frame).toContain('  Make an image from a folder');
  expect(frame).toContain('> Earlier jobs');
});

test('an ASCII terminal gets ASCII only', () => {
  for (const { make } of situations) {
    const { wizard, nowMs } = make();
    const frame = frameOf(wizard, nowMs, { columns: 80, rows: 24, glyphs: 'ascii', colour: false });
    expect(frame).toMatch(/^[\x20-\x7e\n]*$/);
  }
});

test('no escape sequence of a drive or a file name reaches the terminal', () => {
  for (const { make } of situations) {
    const { wizard, nowMs } = make();
    const frame = frameOf(wizard, nowMs, { columns: 80, rows: 24, glyphs: 'utf8', colour: false });
    expect(frame).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  }
});

/** The list of drives with the cursor on one of them. */
function targetFrame(drives: readonly Drive[], downs: number, columns: number, rows: number): string {
  const driver = atTarget(drives).keys(...Array<Key>(downs).fill('down'));
  return frameOf(driver.asking, 0, { columns, rows, glyphs: 'utf8', colour: false });
}

test('at 80 columns nothing is cut that tells the drive under the cursor from another', () => {
  const frame = targetFrame(manyDrives, 2, 80, 24);
  for (const fact of ['Kingston DataTraveler 3.0', '57.3 GiB', 'E0D55EA5741519A0', '…7C21', '…1XYZ'])
    expect(frame).toContain(fact);
});

test('what would be lost, and MOUNTED, is kept before serial number, bus and model at every width', () => {
  const mounted = { ...sandisk, parts: sandisk.parts.map((part) => ({ ...part, mounts: ['/media/a'] })) };
  const rowOf = (columns: number) =>
    targetFrame([mounted, kingston], 0, columns, 24)
      .split('\n')
      .find((line) => line.includes('sdb '));
  expect(rowOf(80)).toContain('28.6 GiB  MOUNTED  KEYS (vfat, 3.10 GiB used)  …7C21');
  expect(rowOf(60)).toContain('28.6 GiB  MOUNTED  KEYS (vfat, 3.10 GiB used)');
  expect(rowOf(60)).not.toContain('7C21');
  expect(rowOf(40)).toMatch(/^ {3}sdb {2}28\.6 GiB {2}MOUNTED {2}KEYS \(vf/);
});

test('at 40x10 the last question shows size and content of what is lost', () => {
  const look = { columns: 40, rows: 10, glyphs: 'utf8', colour: false } as const;
  const one = frameOf(atConfirm().asking, 0, look);
  expect(one).toContain('28.6 GiB  KEYS (vfat, 3.10 GiB used)');
  expect(one).toContain('Type sdb to start:');
  const driver = atTarget([sandisk, kingston]).keys('a', 'enter', 'enter').dryRun(fineDryRun).keys('enter');
  expect(frameOf(driver.asking, 0, look)).toMatch(/\[ \] sdb {2}28\.6 GiB {2}KEYS \(vfat/);
  expect(frameOf(driver.type('sdb ').asking, 0, look)).toMatch(/\[ \] sdc {2}57\.3 GiB {2}empty/);
});

test('at 40x10 three drives are written in a line each, with its own map', () => {
  const drives = [sandisk, kingston, { ...sandisk, name: 'sdx', path: '/dev/sdx', diskSequence: 99 }];
  const driver = atRunMany(drives);
  const frame = frameOf(driver.wizard as Shown, 0, { columns: 40, rows: 10, glyphs: 'ascii', colour: false });
  for (const { name } of drives) expect(frame).toMatch(new RegExp(`^ ${name} +0% {2}\\.{12,}$`, 'm'));
});

test('a terminal that is too small says so', () => {
  const { wizard, nowMs } = situations[0]!.make();
  const frame = frameOf(wizard, nowMs, { columns: 30, rows: 8, glyphs: 'utf8', colour: false });
  expect(frame.replace(/\s+/g, ' ')).toContain('needs 40 columns and 10 rows');
});
