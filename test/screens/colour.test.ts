import { expect, test, vi } from 'vitest';

// The number of colours is decided when chalk is loaded: sixteen, as on every terminal.
vi.hoisted(() => {
  process.env.FORCE_COLOR = '1';
  delete process.env.NO_COLOR;
});

import { frameOf } from './frame.tsx';
import { situations } from './situations/index.ts';

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 60, rows: 20 },
];

test.each(situations.flatMap((situation) => sizes.map((size) => ({ ...situation, ...size }))))(
  '$screen $name looks as drawn in colour at $columns columns',
  async ({ screen, name, make, columns, rows }) => {
    const { wizard, nowMs } = make();
    const frame = frameOf(wizard, nowMs, { columns, rows, glyphs: 'utf8', colour: true });
    const shown = `${frame.replaceAll('\u001b', '\\e')}\n`;
    await expect(shown).toMatchFileSnapshot(
      `../../snapshots/screens/${screen}/${name}.${columns}x${rows}.utf8.colour.txt`,
    );
  },
);

test('only the sixteen colours of the theme are used', () => {
  for (const { make } of situations) {
    const { wizard, nowMs } = make();
    const frame = frameOf(wizard, nowMs, { columns: 80, rows: 24, glyphs: 'utf8', colour: true });
    for (const [, code] of frame.matchAll(/\u001b\[([\d;]*)m/g))
      expect(code).toMatch(/^(1|22|39|3[1-7]|9\d)$/);
  }
});

test('without colour there is no escape sequence at all', () => {
  const { wizard, nowMs } = situations[0]!.make();
  expect(frameOf(wizard, nowMs, { columns: 80, rows: 24, glyphs: 'utf8', colour: false })).not.toContain(
    '\u001b',
  );
});
