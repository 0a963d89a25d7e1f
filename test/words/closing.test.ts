import { afterEach, expect, test } from 'vitest';
import type { DoneFact } from '../../src/engine/contract/events/events.ts';
import type { TargetReport } from '../../src/engine/contract/events/report.ts';
import { taskOf } from '../../src/tasks/tasks.ts';
import { closingLines } from '../../src/words/closing.ts';
import { speak } from '../../src/words/language.ts';

afterEach(() => speak('en'));

const target: TargetReport = {
  target: 'sdb',
  path: '/dev/sdb',
  ok: true,
  state: 'proved',
  sha256: '',
  writtenBytes: 3 << 20,
  skippedBytes: 1 << 20,
  verifiedBytes: 4 << 20,
  onMediaBytes: 4 << 20,
  mismatches: [],
};

const done: DoneFact = {
  event: 'done',
  ok: true,
  exitCode: 0,
  outcome: 'done',
  report: { elapsedMs: 2000, source: { path: '-', sizeBytes: 4 << 20 }, targets: [target] },
};

test('how a write ended is told in the language that is spoken', async () => {
  const kind = taskOf({ do: 'write' });
  expect(closingLines(done, { kind })).toEqual([
    'OK: Done and proved',
    '  source    standard input  4.00 MiB',
    '  sdb       holds the image; every byte was read back and compared',
    '            3.00 MiB written, 1.00 MiB found in place, 4.00 MiB read back',
    '  time      2.0 s, 2.00 MiB/s overall',
  ]);
  await speak('de');
  expect(closingLines(done, { kind })).toEqual([
    'OK: Fertig und geprüft',
    '  Quelle    Standardeingabe  4,00 MiB',
    '  sdb       enthält das Abbild; jedes Byte wurde zurückgelesen und verglichen',
    '            3,00 MiB geschrieben, 1,00 MiB schon vorhanden, 4,00 MiB zurückgelesen',
    '  Dauer     2,0 s, 2,00 MiB/s insgesamt',
  ]);
});

test('differences are told with their places and what helps', async () => {
  const facts = { target: 'sdb', atByte: 1_048_576, lengthBytes: 512, badBytes: 512 };
  const failure = { code: 'verify-mismatch', facts } as const;
  const range = { atByte: 1_048_576, lengthBytes: 512, file: '/boot/vmlinuz' };
  const bad: TargetReport = { ...target, ok: false, state: 'written', mismatches: [range], failure };
  const differs: DoneFact = {
    ...done,
    ok: false,
    exitCode: 6,
    outcome: 'differs',
    report: { ...done.report, targets: [bad] },
  };
  expect(closingLines(differs)).toContain('  sdb       differs from the source in 1 place');
  await speak('de');
  const lines = closingLines(differs);
  expect(lines[0]).toBe('NICHT FERTIG: Das Laufwerk enthält nicht, was geschrieben wurde');
  expect(lines).toContain('  sdb       weicht an 1 Stelle von der Quelle ab');
  expect(lines).toContain('            weicht ab bei Byte 1.048.576 (Sektor 2.048), 512 B, in /boot/vmlinuz');
  expect(lines.at(-1)).toMatch(/^ {2}weiter {4}Schreiben Sie es neu/);
});
