import type { DoneFact, JobFact } from '../../../src/engine/contract/events/events.ts';
import type { ListVerdict } from '../../../src/engine/contract/events/list-verdict.ts';
import { eventOf, MIB } from '../../words/progress/replay.ts';
import { atSource, type Driver, fineDryRun, isoBytes } from '../drive-wizard.ts';
import { situation } from './situation.ts';

// An image is verified by the checksum files inside it.

const path = '/home/ann/isos/debian-12.9-amd64-netinst.iso';
const sha256 = '9f2c41d07be86a5512d3c4ffa01be9934ddc72e1b0a95f36e8d7461025cbaf38';

const whole: ListVerdict = {
  checksumFile: '/md5sum.txt',
  agreeing: 812,
  differing: 0,
  missing: 0,
  notUnderstood: 0,
  firstDiffering: [],
  firstMissing: [],
  firstNotUnderstood: [],
};
const spoiled: ListVerdict = {
  ...whole,
  agreeing: 808,
  differing: 3,
  missing: 1,
  notUnderstood: 2,
  firstDiffering: ['a', 'b', 'c'].map((name) => ({
    path: `./pool/main/l/linux/linux-image-6.1.0-31-amd64_${name}.deb`,
    expected: 'd41d8cd98f00b204e9800998ecf8427e',
    found: '0cc175b9c0f1b6a831c399e269772661',
  })),
  firstMissing: ['./install.amd/vmlinuz'],
  firstNotUnderstood: [1, 2],
};

const [first] = spoiled.firstDiffering;
const failure = {
  code: 'checksum-wrong' as const,
  facts: {
    path,
    expected: first!.expected,
    found: first!.found!,
    checksumFile: '/md5sum.txt',
    inside: { file: first!.path, differing: 3, missing: 1 },
  },
};

const looked: JobFact = {
  ...fineDryRun,
  event: 'done',
  ok: true,
  exitCode: 0,
  outcome: 'done-unverified',
  report: { elapsedMs: 40, source: { path, sizeBytes: isoBytes, checkedAgainst: [`${path}: /md5sum.txt`] } },
};

const atSummary = (): Driver =>
  atSource('verify')
    .type('debian-12.9')
    .keys('enter')
    .found()
    .drives()
    .keys('down', 'enter', 'enter')
    .dryRun(looked);

function verifying(): Driver {
  return atSummary()
    .keys('enter')
    .job(
      eventOf([0, { event: 'phase', phase: 'read', totalBytes: isoBytes }]),
      eventOf([2000, { event: 'progress', phase: 'read', doneBytes: 300 * MIB, readBytes: 300 * MIB }]),
    );
}

function over(verdict: ListVerdict, fact: Omit<DoneFact, 'event' | 'report'>): Driver {
  const report: DoneFact['report'] = {
    elapsedMs: 4_000,
    source: { path, sizeBytes: isoBytes, sha256, checksumsInside: [verdict] },
    targets: [],
    ...(!fact.ok && { failure }),
  };
  return verifying().job(eventOf([4_000, { event: 'done', ...fact, report }]));
}

export const insideSituations = [
  situation('summary', 'verify-inside', atSummary),
  situation('run', 'verify-inside', verifying, 2_200),
  situation('report', 'inside', () => over(whole, { ok: true, exitCode: 0, outcome: 'done' })),
  situation('report', 'inside-differs', () => over(spoiled, { ok: false, exitCode: 7, outcome: 'failed' })),
];
