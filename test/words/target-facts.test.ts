import { describe, expect, test } from 'vitest';
import type { DoneFact } from '../../src/engine/contract/events/events.ts';
import type { TargetReport } from '../../src/engine/contract/events/report.ts';
import { closingLines } from '../../src/words/closing.ts';
import { speak } from '../../src/words/language.ts';

const MIB = 2 ** 20;
const target = (name: string, more: Partial<TargetReport> = {}): TargetReport => ({
  target: name,
  path: `/dev/${name}`,
  ok: true,
  state: 'proved',
  writtenBytes: 8 * MIB,
  skippedBytes: 0,
  onMediaBytes: 8 * MIB,
  verifiedBytes: 8 * MIB,
  mismatches: [],
  ...more,
});
const lines = (...targets: readonly TargetReport[]) => {
  const done: DoneFact = {
    event: 'done',
    ok: targets.every(({ ok }) => ok),
    exitCode: 0,
    outcome: 'done',
    report: { elapsedMs: 1_000, source: { path: '/a.iso', sizeBytes: 8 * MIB }, targets },
  };
  return closingLines(done).filter((line) => /^ {2}(?:sd|differs|anders| {9} )/.test(line));
};

describe('the report of several drives', () => {
  test('has one line a drive', () => {
    expect(lines(target('sdb'), target('sdc'))).toEqual([
      '  sdb       proved, 8.00 MiB read back',
      '  sdc       proved, 8.00 MiB read back',
    ]);
  });

  test('says of each in its line what it is, and what needed no write', () => {
    const delta = { writtenBytes: 2 * MIB, skippedBytes: 6 * MIB };
    expect(
      lines(
        target('sdb', delta),
        target('sdc', { ok: false, state: 'unfinished', verifiedBytes: 0 }),
        target('sdd', { ok: false, state: 'untouched', writtenBytes: 0, verifiedBytes: 0 }),
        target('sde', { cached: true }),
      ),
    ).toEqual([
      '  sdb       proved, 8.00 MiB read back, 6.00 MiB found in place',
      '  sdc       unfinished, not yet usable',
      '  sdd       untouched',
      "  sde       proved, 8.00 MiB read back (through the system's cache, which proves less)",
    ]);
  });

  test('says below the lines where which drive differs, and of no more than six places', () => {
    const mismatches = Array.from({ length: 5 }, (_, index) => ({ atByte: index * MIB, lengthBytes: 512 }));
    const told = lines(
      target('sdb', { ok: false, state: 'written', mismatches }),
      target('sdc', { ok: false, state: 'written', mismatches: mismatches.slice(0, 2) }),
    );
    expect(told.slice(0, 3)).toEqual([
      '  sdb       differs from the source in 5 places, 8.00 MiB read back',
      '  sdc       differs from the source in 2 places, 8.00 MiB read back',
      '  differs   sdb: differs at byte 0 (sector 0), 512 B',
    ]);
    expect(told).toHaveLength(9);
    expect(told.at(-1)).toBe('            and 1 more difference');
  });

  test('is said in German too', async () => {
    await speak('de');
    expect(lines(target('sdb'), target('sdc'))[1]).toBe('  sdc       geprüft, 8,00 MiB zurückgelesen');
    await speak('en');
  });
});

test('the report of one drive keeps its sentence', () => {
  expect(lines(target('sdb'))).toEqual([
    '  sdb       holds the image; every byte was read back and compared',
    '            8.00 MiB written, 8.00 MiB read back',
  ]);
});
