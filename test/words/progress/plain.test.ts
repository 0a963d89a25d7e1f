import { expect, test } from 'vitest';
import type { DoneFact } from '../../../src/engine/contract/events/events.ts';
import { tasks } from '../../../src/tasks/tasks.ts';
import { plainStart, plainStep, plainTick, progressLine } from '../../../src/words/progress/plain.ts';
import { eventOf, MIB, replay, START_MS, type Timed, writeFacts } from './replay.ts';

const sha256 = '9f2c41d07be86a5512d3c4ffa01be9934ddc72e1b0a95f36e8d7461025cbaf38';
const sizeBytes = 600 * MIB;
const script = {
  plan: {
    v: 1 as const,
    do: 'write' as const,
    source: { kind: 'image' as const, path: '/isos/d.iso' },
    targets: [{ kind: 'drive' as const, path: '/dev/sdb', expect: { serial: '0419' } }],
    verify: true,
  },
  sizeBytes,
  target: 'sdb',
  steps: [40 * MIB],
};
const written = {
  target: 'sdb',
  path: '/dev/sdb',
  writtenBytes: sizeBytes,
  skippedBytes: 0,
  onMediaBytes: sizeBytes,
};

function told(timed: readonly Timed[]): string {
  let state = plainStart(START_MS, tasks.write);
  const lines: string[] = [];
  for (const event of timed.map(eventOf)) {
    const step = plainStep(state, event);
    state = step.state;
    lines.push(...step.lines);
  }
  return `${lines.join('\n')}\n`;
}

test('a write that goes well is told in plain lines', async () => {
  const done: DoneFact = {
    event: 'done',
    ok: true,
    exitCode: 0,
    outcome: 'done',
    report: {
      elapsedMs: 13_400,
      source: { path: '/isos/d.iso', sizeBytes, sha256 },
      targets: [{ ...written, ok: true, state: 'proved', verifiedBytes: sizeBytes, mismatches: [], sha256 }],
    },
  };
  const verify = (afterMs: number, doneBytes: number): Timed => [
    afterMs,
    { event: 'progress', phase: 'verify', doneBytes, target: 'sdb', verifiedBytes: doneBytes },
  ];
  const text = told([
    ...writeFacts(script, 60_000),
    [7_600, { event: 'phase', phase: 'flush' }],
    [8_000, { event: 'phase', phase: 'verify', totalBytes: sizeBytes }],
    verify(10_000, 200 * MIB),
    verify(12_000, 400 * MIB),
    verify(13_000, 600 * MIB),
    [13_100, { event: 'phase', phase: 'finish' }],
    [13_400, done],
  ]);
  await expect(text).toMatchFileSnapshot('../../../snapshots/screens/plain/write-done.txt');
});

test('a write whose proof fails says where, in which state the drive is and what to do', async () => {
  const failure = {
    code: 'verify-mismatch' as const,
    facts: { target: 'sdb', atByte: 4096 * 512, lengthBytes: 512, badBytes: 3, file: '/boot/vmlinuz' },
  };
  const range = { atByte: 4096 * 512, lengthBytes: 512, file: '/boot/vmlinuz' };
  const text = told([
    ...writeFacts(script, 60_000),
    [8_000, { event: 'phase', phase: 'verify', totalBytes: sizeBytes }],
    [8_400, { event: 'bad', target: 'sdb', ...range }],
    [
      13_400,
      {
        event: 'done',
        ok: false,
        exitCode: 6,
        outcome: 'differs',
        report: {
          elapsedMs: 13_400,
          source: { path: '/isos/d.iso', sizeBytes, sha256 },
          targets: [
            {
              ...written,
              ok: false,
              state: 'written',
              verifiedBytes: sizeBytes,
              mismatches: [range],
              failure,
            },
          ],
        },
      },
    ],
  ]);
  await expect(text).toMatchFileSnapshot('../../../snapshots/screens/plain/write-differs.txt');
});

test('a job that stalls is said every ten seconds, not more', () => {
  let state = plainStart(START_MS);
  for (const event of writeFacts(script, 2_000).map(eventOf)) state = plainStep(state, event).state;
  const said = [5, 8, 13, 14, 20, 24].flatMap((seconds) => {
    const step = plainTick(state, START_MS + seconds * 1000);
    state = step.state;
    return step.lines;
  });
  expect(said).toEqual(['no byte has moved for 11 s', 'no byte has moved for 22 s']);
});

test('hostile text in events cannot steer the terminal', () => {
  const text = told([[0, { event: 'note', code: 'read-back-cached', target: '\u001b[2Jsdb' }]]);
  expect(text).not.toContain('\u001b');
});

test('a disk that is looked through before it is converted is no folder, and has no entries', () => {
  const plan = {
    v: 1 as const,
    do: 'convert' as const,
    source: { kind: 'image' as const, path: '/isos/d.img' },
    output: { path: '/isos/d.qcow2', replace: false },
  };
  const lines = told([
    [0, { event: 'plan', plan }],
    [20, { event: 'phase', phase: 'plan', totalBytes: 40 * MIB }],
  ]);
  expect(lines).toContain('reading the source (40.0 MiB)');
  const progress = replay([
    [0, { event: 'plan', plan }],
    [20, { event: 'phase', phase: 'plan', totalBytes: 40 * MIB }],
    [500, { event: 'progress', phase: 'plan', doneBytes: 20 * MIB }],
  ]);
  expect(progressLine(progress, START_MS + 600)).not.toContain('entries');
});
