import { expect, test } from 'vitest';
import type { Look } from '../../../src/screens/look/look.ts';
import { mediumPlace } from '../../../src/screens/views/run-medium.ts';
import type { Running } from '../../../src/screens/wizard/state.ts';

const look: Look = { glyphs: 'ascii', colour: false, columns: 80, rows: 24 };

function placeOf(sectorBytes?: number): string {
  const rescue = { atByte: 1 << 20, readErrors: 0, ...(sectorBytes && { sectorBytes }) };
  const rows = mediumPlace({ progress: { phase: 'read', rescue } } as unknown as Running, look);
  return rows.map((pieces) => pieces.map(({ text }) => text).join('')).join('\n');
}

test('where a medium is read is counted in its own sectors', () => {
  expect(placeOf()).toContain('sector 2,048');
  expect(placeOf(2048)).toContain('sector 512');
  expect(placeOf(4096)).toContain('sector 256');
});
