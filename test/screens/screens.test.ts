import { describe, expect, test } from 'vitest';
import type { Look } from '../../src/screens/look/look.ts';
import { frameOf } from './frame.tsx';
import { situations } from './situations/index.ts';

const looks: readonly Look[] = [
  { columns: 80, rows: 24, glyphs: 'utf8', colour: false },
  { columns: 80, rows: 24, glyphs: 'ascii', colour: false },
  { columns: 60, rows: 20, glyphs: 'utf8', colour: false },
  { columns: 60, rows: 20, glyphs: 'ascii', colour: false },
];

const sizeOf = ({ columns, rows, glyphs }: Look) => `${columns}x${rows}.${glyphs}`;
const file = (screen: string, name: string, look: Look) =>
  `../../snapshots/screens/${screen}/${name}.${sizeOf(look)}.txt`;

describe.each(situations)('$screen $name', ({ screen, name, make }) => {
  test.each(looks.map((look) => [sizeOf(look), look] as const))('looks as drawn at %s', async (_, look) => {
    const { wizard, nowMs } = make();
    await expect(`${frameOf(wizard, nowMs, look)}\n`).toMatchFileSnapshot(file(screen, name, look));
  });
});

describe.each(situations.filter(({ screen }) => screen === 'run'))('run $name', ({ screen, name, make }) => {
  test('looks as drawn on the Linux console', async () => {
    const look: Look = { columns: 80, rows: 24, glyphs: 'cp437', colour: false };
    const { wizard, nowMs } = make();
    await expect(`${frameOf(wizard, nowMs, look)}\n`).toMatchFileSnapshot(file(screen, name, look));
  });
});

/** Where a wrong word costs the most, the smallest window is drawn too. */
const drawnSmall: ReadonlySet<string> = new Set(['source', 'look', 'inside', 'target', 'confirm', 'run']);

describe.each(situations.filter(({ screen }) => drawnSmall.has(screen)))(
  '$screen $name',
  ({ screen, name, make }) => {
    test('looks as drawn at 40x10', async () => {
      const look: Look = { columns: 40, rows: 10, glyphs: 'utf8', colour: false };
      const { wizard, nowMs } = make();
      await expect(`${frameOf(wizard, nowMs, look)}\n`).toMatchFileSnapshot(file(screen, name, look));
    });
  },
);
