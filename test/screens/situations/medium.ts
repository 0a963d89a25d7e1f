import type { DoneFact } from '../../../src/engine/contract/events/events.ts';
import type { RescueFacts } from '../../../src/engine/contract/events/progress-fact.ts';
import type { MediumReport } from '../../../src/engine/contract/events/report.ts';
import { MIB, type Timed } from '../../words/progress/replay.ts';
import {
  atCopied,
  atMedium,
  atReading,
  atReadOptions,
  atSaved,
  atScanning,
  mediumDryRun,
  mediumPicture,
  reading,
  readPhase,
  said,
  savedPath,
  stickBytes,
} from '../drive-saving.ts';
import { Driver } from '../drive-wizard.ts';
import { situation } from './situation.ts';

// A drive or a disc is saved as an image.

const sha256 = '9f2c41d07be86a5512d3c4ffa01be9934ddc72e1b0a95f36e8d7461025cbaf38';
const part = (parts: number) => Math.floor((stickBytes / 128) * parts);
const copying = (parts: number, more: Partial<RescueFacts> = {}): RescueFacts => ({
  pass: 'copy',
  round: 1,
  atByte: part(parts),
  badBytes: 0,
  suspectBytes: 0,
  untriedBytes: stickBytes - part(parts),
  readErrors: 0,
  picture: mediumPicture('+'.repeat(parts)),
  ...more,
});

/** Well so far: a third of it in three seconds. */
const well: readonly Timed[] = [
  readPhase,
  ...[4, 10, 17, 25, 31, 40].map((parts, index) => reading(500 * (index + 1), part(parts), copying(parts))),
];
/** A slow zone was jumped over, and two places failed. */
const ill = reading(
  3_500,
  part(50),
  copying(64, {
    suspectBytes: 128 * 1024,
    untriedBytes: stickBytes - part(50) - 128 * 1024,
    readErrors: 2,
    picture: mediumPicture(`${'+'.repeat(30)}*${'+'.repeat(9)}????????????${'+'.repeat(8)}*+++`),
  }),
);
const scraping: RescueFacts = {
  pass: 'scrape',
  round: 1,
  atByte: part(48) + 512 * 77,
  badBytes: 3 * 4096,
  suspectBytes: 96 * 1024,
  untriedBytes: 0,
  readErrors: 31,
  picture: `${'+'.repeat(30)}-${'+'.repeat(17)}/${'+'.repeat(20)}/${'+'.repeat(58)}`,
};
const scraped = [
  reading(9_000, stickBytes - 200_000, { ...scraping, pass: 'trim', readErrors: 9 }),
  reading(12_000, stickBytes - 108 * 1024, scraping),
];
const proving: readonly Timed[] = [
  reading(11_000, stickBytes, {
    ...copying(128),
    untriedBytes: 0,
    picture: '+'.repeat(128),
  }),
  [11_500, { event: 'phase', phase: 'verify', totalBytes: stickBytes }],
  ...[20, 40, 70].map(
    (parts, index): Timed => [
      12_000 + 500 * index,
      { event: 'progress', phase: 'verify', doneBytes: part(parts), readBytes: part(parts) },
    ],
  ),
];

const medium: MediumReport = {
  path: '/dev/sdb',
  sizeBytes: stickBytes,
  badBytes: 12_288,
  bad: [
    { atByte: 301 * MIB, lengthBytes: 4096, files: ['/DCIM/100CANON/IMG_0007.JPG'] },
    { atByte: 330 * MIB, lengthBytes: 8192, files: ['/Letters/tax 2024.odt', '/Letters/will.odt'] },
  ],
  model: 'SanDisk Ultra',
  serial: '0419A5B17C21',
  imagePath: savedPath,
  mapPath: `${savedPath}.map`,
  readErrors: 31,
};
const ended = (fact: Omit<DoneFact, 'event'>): Timed => [17_000, { event: 'done', ...fact }];
const source = { path: '/dev/sdb', sizeBytes: stickBytes };
const missing = ended({
  ok: false,
  exitCode: 7,
  outcome: 'failed',
  report: {
    elapsedMs: 17_000,
    source,
    medium,
    failure: {
      code: 'sectors-missing',
      facts: {
        path: '/dev/sdb',
        badBytes: 12_288,
        places: 2,
        untriedBytes: 0,
        output: savedPath,
        map: `${savedPath}.map`,
      },
    },
  },
});
const wholeMedium = { path: '/dev/sdb', sizeBytes: stickBytes, badBytes: 0, bad: [], readErrors: 0 };
const whole = ended({
  ok: true,
  exitCode: 0,
  outcome: 'done',
  report: {
    elapsedMs: 17_000,
    source: { ...source, sha256 },
    image: {
      path: savedPath,
      sizeBytes: stickBytes,
      sha256,
      label: '',
      checksumPath: `${savedPath}.sha256`,
    },
    medium: wholeMedium,
  },
});
/** A stick that is slow in its middle. */
const speeds = Array.from({ length: 16 }, (_, index) => ({
  atByte: Math.floor((stickBytes / 16) * index),
  lengthBytes: Math.floor(stickBytes / 16),
  readBytes: Math.floor(stickBytes / 16),
  bytesPerSecond: index === 7 || index === 8 ? 3 * MIB : (96 - index) * MIB,
}));
const lookedOver = ended({
  ok: true,
  exitCode: 0,
  outcome: 'done',
  report: {
    elapsedMs: 17_000,
    source,
    medium: { ...wholeMedium, speeds, capture: { verdict: 'doubtful', seconds: 1370 } },
  },
});
const stopped = ended({
  ok: false,
  exitCode: 3,
  outcome: 'stopped',
  report: {
    elapsedMs: 3_200,
    source,
    medium: {
      ...medium,
      badBytes: stickBytes - part(40),
      bad: [{ atByte: part(40), lengthBytes: stickBytes - part(40), files: [], untried: true }],
      imagePath: `${savedPath}.partial`,
    },
    failure: { code: 'stopped', facts: { by: 'person' } },
  },
});
const folder: Timed = [
  30,
  { event: 'note', code: 'job-folder', path: '/var/lib/isowright/jobs/20261122-120000-abcd' },
];
const gone: Timed = [3_400, { event: 'note', code: 'medium-gone', path: '/dev/sdb' }];

export const mediumSituations = [
  situation('task', 'save-marked', () => new Driver().keys('end', 'up', 'up')),
  situation('medium', 'saved', () => atMedium().keys('down')),
  situation('medium', 'saved-partition', () => atMedium().keys('down', 'down')),
  situation('medium', 'saved-in-use', () => atMedium().keys('down', 'down', 'down', 'down')),
  situation('medium', 'saved-one-only', () => atMedium().keys('down', ' ')),
  situation('output', 'saved', atSaved),
  situation('output', 'saved-disc', () => atMedium().keys('down', 'down', 'down', 'enter', 'enter')),
  situation('output', 'saved-exists', () =>
    atSaved().do({ do: 'output-found', path: savedPath, facts: { kind: 'file', sizeBytes: 10 } }),
  ),
  situation('options', 'saved', atReadOptions),
  situation('options', 'saved-advanced', () => atReadOptions().keys('tab', 'down')),
  situation('summary', 'saved', () => atReadOptions().keys('enter').dryRun(mediumDryRun)),
  situation('summary', 'looked-over', () => atReadOptions().keys('down', ' ', 'enter').dryRun(mediumDryRun)),
  situation('where', 'file', () => atMedium().keys('down', 'enter')),
  situation('where', 'drive', () => atMedium().keys('down', 'enter', 'down')),
  situation('target', 'copied', () => atCopied().keys('down')),
  situation('summary', 'copied', () =>
    atCopied().keys('down', 'down', 'enter', 'enter').dryRun(mediumDryRun),
  ),
  situation('confirm', 'copied', () =>
    atCopied().keys('down', 'down', 'enter', 'enter').dryRun(mediumDryRun).keys('enter'),
  ),
  situation('confirm', 'copied-twice', () =>
    atCopied().keys('down', 'down', ' ', 'down', ' ', 'enter', 'enter').dryRun(mediumDryRun).keys('enter'),
  ),
  situation('help', 'where', () => atMedium().keys('down', 'enter', '?')),
  situation('help', 'saved', () => atMedium().keys('?')),
  situation('run', 'medium-starting', () => said(atReading()), 300),
  situation('run', 'medium', () => said(atReading(), ...well), 3_200),
  situation('run', 'medium-ill', () => said(atReading(), ...well, ill), 3_700),
  situation('run', 'medium-scraping', () => said(atReading(), ...well, ill, ...scraped), 12_300),
  situation('run', 'medium-gone', () => said(atReading(), ...well, gone), 9_000),
  situation('run', 'medium-proving', () => said(atReading(), ...well, ...proving), 13_300),
  situation('run', 'medium-looked-over', () => said(atScanning(), ...well), 3_200),
  situation('question', 'stop-medium', () => said(atReading(), ...well).keys('s'), 3_200),
  situation('report', 'medium-whole', () => said(atReading(), ...well, ...proving, whole)),
  situation('report', 'medium-missing', () => said(atReading(), folder, ...well, ill, ...scraped, missing)),
  situation('report', 'medium-stopped', () => said(atReading(), folder, ...well, stopped)),
  situation('report', 'medium-looked-over', () => said(atScanning(), ...well, lookedOver)),
];
