import type { Deviation } from '../../../src/engine/contract/events/deviation.ts';
import type { DoneFact, JobFact } from '../../../src/engine/contract/events/events.ts';
import type { TargetReport } from '../../../src/engine/contract/events/report.ts';
import { eventOf, MIB, type Timed, writeFacts } from '../../words/progress/replay.ts';
import { atJobs, atRun, atRunMany, type Driver, isoBytes } from '../drive-wizard.ts';
import { sandisk, someDrives } from '../fake-drives.ts';
import { situation } from './situation.ts';

const sha256 = '9f2c41d07be86a5512d3c4ffa01be9934ddc72e1b0a95f36e8d7461025cbaf38';
const sourcePath = '/home/ann/isos/debian-12.9-amd64-netinst.iso';
const steps = [38, 41, 44, 43, 45, 31, 40, 42, 44, 44, 12, 39, 43, 41].map((mib) => mib * MIB);

function running(forMs: number, ...more: readonly Timed[]): Driver {
  return runningAs(atRun(), forMs, ...more);
}

function runningAs(driver: Driver, forMs: number, ...more: readonly Timed[]): Driver {
  if (driver.wizard.at !== 'running') throw new Error('not running');
  const script = { plan: driver.wizard.plan, sizeBytes: isoBytes, target: 'sdb', steps };
  const timed = forMs === 0 ? [] : writeFacts(script, forMs);
  return driver.job(...[...timed, ...more].map(eventOf));
}

const verify = (afterMs: number, doneBytes: number): Timed => [
  afterMs,
  {
    event: 'progress',
    phase: 'verify',
    doneBytes,
    target: 'sdb',
    readBytes: isoBytes,
    writtenBytes: isoBytes,
    onMediaBytes: isoBytes,
    verifiedBytes: doneBytes,
    retriedReads: doneBytes > 300 * MIB ? 2 : 0,
  },
];

const flushed: readonly Timed[] = [[9_000, { event: 'phase', phase: 'flush' }]];
const verifying: readonly Timed[] = [
  ...flushed,
  [10_000, { event: 'phase', phase: 'verify', totalBytes: isoBytes }],
  verify(11_000, 110 * MIB),
  verify(12_000, 222 * MIB),
  verify(13_000, 340 * MIB),
];
const mismatch = {
  atByte: 301 * MIB,
  lengthBytes: 4096,
  file: '/pool/main/l/linux/linux-image-6.1.0-31-amd64.deb',
};
const second = { atByte: 330 * MIB + 512, lengthBytes: 512 };

const target = (more: Partial<TargetReport>): TargetReport => ({
  target: 'sdb',
  path: '/dev/sdb',
  ok: true,
  state: 'proved',
  writtenBytes: isoBytes,
  skippedBytes: 0,
  onMediaBytes: isoBytes,
  verifiedBytes: isoBytes,
  mismatches: [],
  sha256,
  serial: '0419A5B17C21',
  ...more,
});
const done = (
  fact: Omit<DoneFact, 'event' | 'report'>,
  targets: TargetReport[],
  failure?: DoneFact['report']['failure'],
): Timed => [
  17_000,
  {
    event: 'done',
    ...fact,
    report: {
      elapsedMs: 17_000,
      source: { path: sourcePath, sizeBytes: isoBytes, sha256 },
      targets,
      ...(failure && { failure }),
    },
  },
];

const sticks = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const name = `sd${index < 24 ? '' : 'a'}${String.fromCharCode(98 + (index % 24))}`;
    return {
      ...sandisk,
      name,
      path: `/dev/${name}`,
      serial: `0419A5B1${1000 + index}`,
      diskSequence: 100 + index,
    };
  });

const proved = done({ ok: true, exitCode: 0, outcome: 'done' }, [target({})]);
const goneFailure = { code: 'target-gone' as const, facts: { target: '/dev/sdb', atByte: 210 * MIB } };
const identical: Timed = [
  17_000,
  {
    event: 'done',
    ok: true,
    exitCode: 0,
    outcome: 'done',
    report: {
      elapsedMs: 17_000,
      source: { path: sourcePath, sizeBytes: isoBytes, sha256 },
      targets: sticks(3).map(({ name, path }) => target({ target: name, path })),
      identical: true,
    },
  },
];
const firstDeviation: Deviation = {
  rule: 'udf.integrity.counts',
  section: 'UDF §2.2.6.4',
  atByte: 131_192,
  found: { files: 1200, directories: 41 },
  wanted: { files: 1201, directories: 41 },
};
const deviating: Timed = [
  17_000,
  {
    event: 'done',
    ok: false,
    exitCode: 7,
    outcome: 'failed',
    report: {
      elapsedMs: 17_000,
      source: { path: sourcePath, sizeBytes: isoBytes, sha256 },
      targets: [target({ writtenBytes: 0 })],
      standards: {
        deviations: [
          firstDeviation,
          { rule: 'iso.path-table.differ', section: 'ECMA-119 §6.9.2', atByte: 40_960 },
        ],
      },
      failure: {
        code: 'image-deviates',
        facts: { path: sourcePath, deviations: 2, rule: firstDeviation.rule, atByte: firstDeviation.atByte },
      },
    },
  },
];
const gone = done({ ok: false, exitCode: 4, outcome: 'failed' }, [
  target({
    ok: false,
    state: 'unfinished',
    writtenBytes: 210 * MIB,
    onMediaBytes: 180 * MIB,
    verifiedBytes: 0,
    failure: goneFailure,
  }),
]);
const differs = done({ ok: false, exitCode: 6, outcome: 'differs' }, [
  target({
    ok: false,
    state: 'written',
    mismatches: [
      mismatch,
      second,
      { atByte: 400 * MIB, lengthBytes: 512 },
      { atByte: 401 * MIB, lengthBytes: 512 },
    ],
    failure: { code: 'verify-mismatch', facts: { target: 'sdb', ...mismatch, badBytes: 1_731 } },
  }),
]);
const stopped = done(
  { ok: false, exitCode: 3, outcome: 'stopped' },
  [
    target({
      ok: false,
      state: 'unfinished',
      writtenBytes: 120 * MIB,
      onMediaBytes: 96 * MIB,
      verifiedBytes: 0,
    }),
  ],
  { code: 'stopped', facts: { by: 'person' } },
);
const jobFolder: Timed = [
  0,
  { event: 'note', code: 'job-folder', path: '/var/lib/isowright/jobs/20261122-120000-abcd' },
];
const undone: Timed = [
  2_000,
  {
    event: 'done',
    ok: true,
    exitCode: 0,
    outcome: 'done',
    report: {
      elapsedMs: 400,
      undone: ['sdb', 'sdc'].map((name) => ({
        target: name,
        path: `/dev/${name}`,
        state: 'partly',
        restoredBytes: 2_621_440,
        lost: { atByte: MIB, lengthBytes: isoBytes - MIB, exact: true },
        partitions: [],
      })),
    },
  },
];

/** An earlier write to two drives is being undone. */
function atUndo(): Driver {
  const driver = atJobs()
    .keys('down', 'down', 'u')
    .dryRun({ ...undone[1] } as DoneFact);
  return driver.keys('enter').type('undo partly').keys('enter');
}

const refusedRoot = done({ ok: false, exitCode: 4, outcome: 'failed' }, [], {
  code: 'elevation-missing',
  facts: { target: '/dev/sdb' },
});

function manyTargets(count: number): Driver {
  const drives = sticks(count);
  const facts: JobFact[] = drives.map(({ name }, index) => ({
    event: 'progress',
    phase: 'write',
    doneBytes: (300 - 20 * (index % 7)) * MIB,
    target: name,
    readBytes: 320 * MIB,
    writtenBytes: (300 - 20 * (index % 7)) * MIB,
    onMediaBytes: (260 - 30 * (index % 7)) * MIB,
  }));
  return runningAs(atRunMany(drives), 1_000, ...facts.map((fact): Timed => [6_000, fact]));
}

/** The job at work, in trouble, and over. */
export const jobSituations = [
  situation('run', 'starting', () => running(0), 300),
  situation('run', 'writing', () => running(7_000), 7_200),
  situation(
    'run',
    'paused',
    () => running(4_000, [4_100, { event: 'note', code: 'paused' }]).keys('p'),
    60_000,
  ),
  situation('run', 'stalled', () => running(4_000), 16_400),
  situation('run', 'flush', () => running(20_000, ...flushed), 9_900),
  situation('run', 'verifying', () => running(20_000, ...verifying), 13_200),
  situation(
    'run',
    'differs',
    () =>
      running(
        20_000,
        ...verifying,
        [13_100, { event: 'bad', target: 'sdb', ...mismatch }],
        [13_200, { event: 'bad', target: 'sdb', ...second }],
      ),
    13_400,
  ),
  situation(
    'run',
    'cached-note',
    () => running(4_000, [4_100, { event: 'note', code: 'read-back-cached', target: 'sdb' }]),
    4_300,
  ),
  situation('run', 'stopping', () => running(4_000).keys('s', 'y'), 4_400),
  situation('run', 'many-targets', () => manyTargets(4), 6_100),
  situation('run', 'forty-targets', () => manyTargets(40), 6_100),
  situation('run', 'many-starting', () => atRunMany(sticks(3)), -48_000),
  situation('report', 'identical', () => runningAs(atRunMany(sticks(3)), 20_000, ...verifying, identical)),
  situation('run', 'log', () => running(20_000, ...verifying).keys('l'), 13_200),
  situation('run', 'help', () => running(4_000).keys('?'), 4_200),
  situation('question', 'stop', () => running(4_000).keys('s'), 4_400),
  situation('question', 'stop-at-once', () => running(0).keys('s'), 300),
  situation(
    'question',
    'stop-testing',
    () => running(0, [100, { event: 'phase', phase: 'test' }]).keys('s'),
    400,
  ),
  situation('question', 'stop-verifying', () => running(20_000, ...verifying).keys('s'), 13_200),
  situation('question', 'stop-many', () => manyTargets(4).keys('s'), 6_100),
  situation('question', 'stop-too-late', () => running(20_000).keys('s').job(eventOf(proved))),
  situation('report', 'proved', () => running(20_000, ...verifying, proved)),
  situation('report', 'deviates', () => running(20_000, ...verifying, deviating)),
  situation('report', 'gone', () => running(4_000, gone)),
  situation('report', 'differs', () => running(20_000, ...verifying, differs)),
  situation('report', 'stopped', () => running(3_000, jobFolder, stopped)),
  situation('report', 'practice', () =>
    runningAs(atRun(someDrives, { bench: true }), 20_000, ...verifying, proved),
  ),
  situation('report', 'undone', () => atUndo().job(eventOf(undone))),
  situation('report', 'no-root', () => running(0, refusedRoot)),
];
