import { expect, test } from 'vitest';
import { rebuildLosses } from '../../../../src/engine/author/boot/rebuild-losses.ts';

const boot = { entries: [], catalogueByte: undefined, table: undefined, things: new Map() };
const entry = {
  bootable: true,
  platform: 0,
  emulation: 'none',
  loadSegment: 0,
  systemType: 0,
  loadSectors: 4,
  imageLba: 5000,
} as const;

test('a boot entry behind the end, a partition that is no more and Apple parts are losses of a rebuild', () => {
  const notes = [{ code: 'partition-left-out', about: '64' }, { code: 'boot-from-original' }] as const;
  expect(rebuildLosses({ ...boot, dropped: [entry], hasAppleParts: true }, notes)).toEqual([
    { path: '/', atByte: 10_240_000, reason: 'boot-entry-dropped', where: 'all' },
    { path: '/', atByte: 32_768, reason: 'partition-dropped', where: 'all' },
    { path: '/', reason: 'apple-part-dropped', where: 'all' },
  ]);
});

test('a rebuild that keeps everything loses nothing', () => {
  expect(rebuildLosses({ ...boot, dropped: [], hasAppleParts: false }, [])).toEqual([]);
});
