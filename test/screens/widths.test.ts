import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Look } from '../../src/screens/look/look.ts';
import { displayWidth } from '../../src/screens/look/width.ts';
import { Driver } from './drive-wizard.ts';
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

test('every task is on the screen however small the window is', () => {
  const driver = new Driver().keys('end');
  const frame = frameOf(driver.asking, 0, { columns: 40, rows: 10, glyphs: 'utf8', colour: false });
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

test('at 80 columns nothing is cut that tells one drive from another', () => {
  const marked = situations.find(({ screen, name }) => screen === 'target' && name === 'many')!;
  const { wizard, nowMs } = marked.make();
  const frame = frameOf(wizard, nowMs, { columns: 80, rows: 24, glyphs: 'utf8', colour: false });
  for (const fact of [
    'Kingston DataTraveler 3.0',
    '57.3 GiB',
    '…19A0',
    'NA8T1XYZ',
    'Samsung SSD 980 PRO 1TB',
  ])
    expect(frame).toContain(fact);
});

test('a terminal that is too small says so', () => {
  const { wizard, nowMs } = situations[0]!.make();
  const frame = frameOf(wizard, nowMs, { columns: 30, rows: 8, glyphs: 'utf8', colour: false });
  expect(frame.replace(/\s+/g, ' ')).toContain('needs 40 columns and 10 rows');
});
