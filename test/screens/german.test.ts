import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Look } from '../../src/screens/look/look.ts';
import { displayWidth } from '../../src/screens/look/width.ts';
import { speak, spellWith } from '../../src/words/language.ts';
import { frameOf } from './frame.tsx';
import { situations } from './situations/index.ts';

beforeAll(() => speak('de'));
afterAll(async () => {
  spellWith('all');
  await speak('en');
});

const frames = (look: Look) =>
  situations.map(({ screen, name, make }) => {
    const { wizard, nowMs } = make();
    return { place: `${screen} ${name}`, frame: frameOf(wizard, nowMs, look) };
  });

test.each(['utf8', 'cp437', 'ascii'] as const)(
  'no German screen is wider or taller than its terminal with %s glyphs',
  (glyphs) => {
    spellWith(glyphs === 'ascii' ? 'ascii' : 'all');
    for (const [columns, rows] of [
      [80, 24],
      [60, 20],
      [40, 10],
    ] as const)
      for (const { place, frame } of frames({ columns, rows, glyphs, colour: false })) {
        const lines = frame.split('\n');
        expect(lines.length, place).toBe(rows);
        for (const line of lines)
          expect(displayWidth(line), `${place}: ${line}`).toBeLessThanOrEqual(columns);
      }
  },
  60_000,
);

test('a terminal of ASCII gets German in ASCII, spelled out and not as question marks', () => {
  spellWith('ascii');
  for (const { place, frame } of frames({ columns: 80, rows: 24, glyphs: 'ascii', colour: false })) {
    expect(frame, place).toMatch(/^[ -~\n]*$/);
    expect(frame, place).not.toMatch(/[a-z]\?[a-z]/);
  }
});

test('the Linux console gets German with its umlauts', () => {
  spellWith('all');
  const [first] = frames({ columns: 80, rows: 24, glyphs: 'cp437', colour: false });
  expect(first?.frame).toContain('Was möchten Sie tun?');
});
