import type { JobFact } from '../../../src/engine/contract/events/events.ts';
import type { Loss } from '../../../src/engine/contract/events/loss.ts';
import type { JobReport } from '../../../src/engine/contract/events/report.ts';
import type { Drive } from '../../../src/engine/contract/ports/drive.ts';
import type { FirstLook } from '../../../src/engine/contract/ports/first-look.ts';
import type { Action } from '../../../src/screens/wizard/action.ts';
import { driveId } from '../../../src/screens/wizard/drive-list.ts';
import { MIB } from '../../words/progress/replay.ts';
import {
  atConfirm,
  atJobs,
  atOptions,
  atReceipt,
  atSource,
  atSummary,
  atTarget,
  Driver,
  fineDryRun,
  isoBytes,
  liveDryRun,
  withReceipt,
} from '../drive-wizard.ts';
import { bigDisk, hostile, kingston, manyDrives, sandisk, someDrives, systemDisk } from '../fake-drives.ts';
import { fakePlaces } from '../fake-ports.ts';
import { situation } from './situation.ts';
import { asFilesRun, discOnlyRun, hybridRun, tooLargeRun } from './two-ways.ts';

const longFolder = '/home/ann/a folder with a very long name/and another one below it/and the last one';
const manyFiles = Array.from({ length: 300 }, (_, index) => ({
  name: `IMG_${String(index).padStart(4, '0')}.raw`,
  kind: 'file' as const,
  sizeBytes: (20 + (index % 7)) * MIB,
}));

const losses: readonly Loss[] = [
  {
    path: '/Fotos/Ein sehr langer Name, der auf Windows nicht ganz hineinpasst, weil er 103 Zeichen hat.jpg',
    reason: 'name-shortened',
    where: 'joliet',
    becomes: 'Ein sehr langer Name, der auf Windows nicht ganz hineinpasst.jpg',
  },
  { path: '/Fotos/b:c.txt', reason: 'name-changed', where: 'joliet', becomes: 'b_c.txt' },
  { path: '/run/socket', reason: 'special-file-dropped', where: 'all' },
  ...Array.from(
    { length: 24 },
    (_, index): Loss => ({ path: `/links/link-${index}`, reason: 'link-dropped', where: 'joliet' }),
  ),
];

const folderDryRun = (found: readonly Loss[]): JobFact => ({
  event: 'done',
  ok: true,
  exitCode: 0,
  outcome: 'done',
  report: {
    elapsedMs: 800,
    image: {
      path: '/home/ann/tools-1.4.2-2026-11-22.iso',
      sizeBytes: 4_700_372_992,
      sha256: '',
      label: 'tools-1.4.2',
    },
    losses: found,
  },
});

const tooSmall: JobFact = {
  event: 'done',
  ok: false,
  exitCode: 8,
  outcome: 'failed',
  report: {
    elapsedMs: 5,
    failure: { code: 'target-too-small', facts: { target: 'sdb', needBytes: 40e9, haveBytes: 30e9 } },
  },
};

const netinstLook: FirstLook = {
  what: 'image',
  kind: 'iso9660',
  label: 'Debian 12.9.0 amd64 n',
  forecast: [
    { firmware: 'bios', medium: 'usb', boots: true, why: '' },
    { firmware: 'uefi-x64', medium: 'usb', boots: true, why: '' },
  ],
  isCut: false,
  checksumFile: 'SHA256SUMS',
};
const webPageLook: FirstLook = {
  what: 'no-image',
  failure: {
    code: 'source-not-an-image',
    facts: { path: '/home/ann/isos/notes.txt', found: 'web-page', because: { reason: 'web-page' } },
  },
};

const atOutput = () =>
  atSource('make').type('tools').keys('enter').listed('/home/ann/isos/tools-1.4.2', []).keys('enter');
const makeSummary = () =>
  atOutput()
    .do({ do: 'output-found', path: '/home/ann/tools-1.4.2-2026-11-22.iso', facts: undefined })
    .keys('enter', 'enter');

const isoPath = '/home/ann/isos/debian-12.9-amd64-netinst.iso';
const withReport = (report: Partial<JobReport>): JobFact => ({
  event: 'done',
  ok: true,
  exitCode: 0,
  outcome: 'done-unverified',
  report: { elapsedMs: 20, ...report },
});
const nothingFound = withReport({});
const packedDryRun = withReport({
  source: {
    path: isoPath,
    sizeBytes: isoBytes,
    container: 'xz',
    packedBytes: 402 * MIB,
    checkedAgainst: ['/home/ann/isos/SHA256SUMS'],
  },
});
const sampledDryRun = withReport({
  source: { path: isoPath, sizeBytes: isoBytes },
  samples: [{ target: 'sdb', places: 48, differing: 1 }],
});
const receiptDryRun = ({ name, path, model, serial }: Drive): JobFact =>
  withReport({
    source: {
      path: '/home/ann/isos/xubuntu.receipt.json',
      sizeBytes: isoBytes,
      receipt: {
        imagePath: '/srv/xubuntu-24.04.iso',
        endedAt: '2024-05-03T10:00:00.000Z',
        targets: [{ target: name, path, model, serial }],
      },
    },
  });
const undoDryRun = withReport({
  undone: [
    {
      target: 'sdb',
      path: '/dev/sdb',
      state: 'partly',
      restoredBytes: 2_621_440,
      lost: { atByte: MIB, lengthBytes: isoBytes - MIB, exact: true },
      partitions: [{ number: 1, atByte: MIB, lengthBytes: 30e9, whole: false }],
    },
  ],
});
const automounted: Drive = {
  ...kingston,
  parts: [
    {
      path: '/dev/sdc1',
      label: 'PHOTOS',
      fsType: 'exfat',
      sizeBytes: 61e9,
      usedBytes: 12e9,
      mounts: ['/media/ann/PHOTOS'],
    },
  ],
  refusals: [{ code: 'mounted', facts: { reason: 'mounted', at: '/media/ann/PHOTOS' } }],
};
const fortyDrives: readonly Drive[] = Array.from({ length: 40 }, (_, index) => ({
  ...sandisk,
  name: `sd${index < 24 ? '' : 'a'}${String.fromCharCode(98 + (index % 24))}`,
  path: `/dev/${index}`,
  serial: `0419A5B1${String(1000 + index)}`,
  diskSequence: 100 + index,
}));
/** What stands at the top of the first two drives; one of the names is hostile. */
const topped: Action = {
  do: 'topped',
  tops: {
    [driveId(sandisk)]: [
      {
        path: '/dev/sdb1',
        entries: [
          { name: 'DCIM', isFolder: true },
          { name: 'Fotos Zürich', isFolder: true },
          { name: 'Müller & Söhne\u001b[2J', isFolder: true },
          { name: 'letter.txt', isFolder: false },
        ],
        total: 1_204,
      },
    ],
    [driveId(kingston)]: [{ path: '/dev/sdc', entries: [], total: 0 }],
  },
};
const atRestore = () => new Driver().keys('down', 'down', 'down', 'enter').drives();
const atSeveral = () => atTarget(manyDrives).keys('down', ' ', 'down', ' ', 'down', ' ', 'enter', 'enter');

/** Every question in its usual and its unusual situations. */
export const askingSituations = [
  situation('task', 'first', () => new Driver()),
  situation('task', 'write-marked', () => new Driver().keys('j')),
  situation('task', 'bench', () => new Driver({ bench: true })),
  situation('source', 'reading', () => new Driver().keys('enter')),
  situation('source', 'make', () => atSource('make')),
  situation('source', 'write', () => atSource('write').type('memtest')),
  situation('source', 'known', () => atSource('write').type('debian-12.9').looked(netinstLook)),
  situation('source', 'no-image', () => atSource('write').type('notes').looked(webPageLook)),
  situation('source', 'by-date', () => atSource('write').keys(',')),
  situation('source', 'places', () => atSource('write').keys('@').do({ do: 'placed', places: fakePlaces })),
  situation('source', 'completing', () =>
    atSource('write').keys('tab').type('deb').keys('tab').listing().keys('tab').listing(),
  ),
  situation('source', 'filter', () => atSource('write').type('/amd64')),
  situation('source', 'filter-nothing', () => atSource('write').type('/nothing-like-it')),
  situation('source', 'dropped', () =>
    atSource('write').do({ do: 'paste', text: "'/media/ann/My Stick/debian 12.iso' ", atMs: 0 }),
  ),
  situation('source', 'many', () =>
    atSource('make').listed(undefined, manyFiles).keys('page-down', 'page-down', 'page-down'),
  ),
  situation('source', 'deep', () => new Driver({ folder: longFolder }).keys('enter').listed(longFolder)),
  situation('source', 'denied', () =>
    new Driver({ folder: '/root' })
      .keys('enter')
      .do({ do: 'listed', folder: '/root', listing: { ok: false, problem: 'permission denied' } }),
  ),
  situation('source', 'wrong-kind', () => atSource('make').type('notes').keys('enter').found()),
  situation('output', 'suggested', atOutput),
  situation('output', 'exists', () =>
    atOutput()
      .do({
        do: 'output-found',
        path: '/home/ann/tools-1.4.2-2026-11-22.iso',
        facts: { kind: 'file', sizeBytes: 10 },
      })
      .keys('tab', 'tab'),
  ),
  situation('target', 'looking', () => atSource('write').type('memtest').keys('enter')),
  situation('target', 'first', () => atTarget()),
  situation('target', 'no-root', () => atTarget(undefined, { noRoot: true }).keys('down')),
  situation('target', 'marked', () => atTarget().keys('down')),
  situation('target', 'hot-plugged', () =>
    atTarget()
      .keys('down')
      .drives([kingston, ...someDrives]),
  ),
  situation('target', 'must-look', () =>
    atTarget()
      .keys('down')
      .drives([kingston, ...someDrives])
      .keys('enter'),
  ),
  situation('target', 'many', () => atTarget(manyDrives).keys('down', 'down', 'down')),
  situation('target', 'hostile', () => atTarget([hostile, sandisk]).keys('down')),
  situation('target', 'none', () => atTarget([systemDisk])),
  situation('target', 'verify', () =>
    atSource('verify').type('debian-12.9').keys('enter').found().drives().keys('down'),
  ),
  situation('target', 'several-marked', () =>
    atTarget(manyDrives).keys('down', ' ', 'down', ' ', 'down', 'down', ' ', 'up'),
  ),
  situation('target', 'waiting', () => atTarget().keys('n')),
  situation('target', 'appeared', () =>
    atTarget()
      .keys('n')
      .drives([kingston, ...someDrives]),
  ),
  situation('target', 'appeared-mounted', () =>
    atTarget()
      .keys('n')
      .drives([automounted, ...someDrives]),
  ),
  situation('target', 'unmounting', () => atTarget([...someDrives, automounted]).keys('u', 'down', 'down')),
  situation('target', 'mark-lost', () =>
    atTarget(manyDrives).keys('down', ' ', 'down', ' ').drives(manyDrives.slice(1)),
  ),
  situation('target', 'forty', () => atTarget(fortyDrives).keys('G', ' ')),
  situation('target', 'restore', () => atRestore().keys('down')),
  situation('options', 'image', () => atTarget().keys('down', 'enter')),
  situation('options', 'two-ways-looking', () => atTarget().keys('down', 'enter').dryRun(hybridRun)),
  situation('options', 'two-ways', () =>
    atTarget().keys('down', 'enter').dryRun(hybridRun).otherRun(asFilesRun),
  ),
  situation('options', 'two-ways-disc-only', () =>
    atTarget().keys('down', 'enter').dryRun(discOnlyRun).otherRun(asFilesRun),
  ),
  situation('options', 'two-ways-refused', () =>
    atTarget().keys('down', 'enter').dryRun(hybridRun).otherRun(tooLargeRun),
  ),
  situation('options', 'folder', () =>
    atOutput()
      .do({ do: 'output-found', path: '/home/ann/tools-1.4.2-2026-11-22.iso', facts: undefined })
      .keys('enter'),
  ),
  situation('options', 'live', () => atOptions().dryRun(liveDryRun)),
  situation('options', 'label-too-long', () =>
    atOptions().dryRun(liveDryRun).type('A label of many more than 32 characters'),
  ),
  situation('options', 'other-label', () => atOptions().dryRun(liveDryRun).type('MINE')),
  situation('options', 'advanced', () => atOptions().dryRun(liveDryRun).keys('tab', 'down', 'down')),
  situation('options', 'exclude', () =>
    atOptions()
      .keys('down', 'down', 'down')
      .type('*.tmp, /build/')
      .keys('enter')
      .dryRun({ ...liveDryRun, report: { ...liveDryRun.report, excludedEntries: 1_204 } })
      .keys('escape'),
  ),
  situation('options', 'packed', () => atTarget().keys('down', 'enter').dryRun(packedDryRun)),
  situation('options', 'delta-pays', () =>
    atTarget().keys('down', 'enter').dryRun(sampledDryRun).keys('down'),
  ),
  situation('options', 'restore', () => atRestore().keys('down', 'enter').type('KEYS')),
  situation('summary', 'looking', () =>
    atSummary().dryRun(
      { event: 'phase', phase: 'plan' },
      { event: 'progress', phase: 'plan', doneBytes: 0, entries: 12_345 },
    ),
  ),
  situation('summary', 'write', () => atSummary().dryRun(fineDryRun)),
  situation('summary', 'make', () => makeSummary().dryRun(folderDryRun([]))),
  situation('summary', 'losses', () => makeSummary().dryRun(folderDryRun(losses))),
  situation('summary', 'losses-scrolled', () =>
    makeSummary().dryRun(folderDryRun(losses)).keys('down', 'down', 'down', 'down'),
  ),
  situation('summary', 'several', () => atSeveral().dryRun(sampledDryRun)),
  situation('summary', 'unmounting', () =>
    atTarget([automounted]).keys('u', 'down', 'enter', 'enter').dryRun(fineDryRun),
  ),
  situation('summary', 'live', () => atOptions().keys('enter').dryRun(liveDryRun)),
  situation('summary', 'starts', () => atOptions().keys('enter').dryRun(liveDryRun).keys('i')),
  situation('summary', 'resume', () => atJobs().keys('down', 'enter')),
  situation('summary', 'undo', () => atJobs().keys('down', 'down', 'u').dryRun(undoDryRun)),
  situation('summary', 'restore', () =>
    atRestore().keys('down', 'enter').type('KEYS').keys('enter').dryRun(nothingFound),
  ),
  situation('summary', 'too-small', () => atSummary().dryRun(tooSmall).keys('enter')),
  situation('summary', 'plan', () => atSummary().dryRun(fineDryRun).keys('p')),
  situation('summary', 'verify-checksum', () =>
    atSource('verify')
      .type('debian-12.9')
      .keys('enter')
      .found()
      .drives()
      .keys('down', 'enter', 'enter')
      .dryRun(fineDryRun),
  ),
  situation('options', 'verify', () =>
    atSource('verify').type('debian-12.9').keys('enter').found().drives().keys('down', 'enter'),
  ),
  situation('source', 'verify', () => atSource('verify').listed(undefined, withReceipt).type('xubuntu')),
  situation('source', 'receipt-refused', () =>
    atSource('write').listed(undefined, withReceipt).type('xubuntu').keys('enter').found(),
  ),
  situation('target', 'receipt', () => atReceipt().keys('down')),
  situation('summary', 'receipt', () => atReceipt().keys('down', 'enter').dryRun(receiptDryRun(sandisk))),
  situation('summary', 'receipt-other-drive', () =>
    atReceipt()
      .keys('down', 'enter')
      .dryRun(
        { event: 'note', code: 'receipt-other-drive', target: 'sdb' },
        receiptDryRun({ ...kingston, model: 'DataTraveler \u001b[2J 3.0' }),
      ),
  ),
  situation('confirm', 'first', () => atConfirm()),
  situation('confirm', 'names', () => atSummary().do(topped).dryRun(fineDryRun).keys('enter')),
  situation('summary', 'names', () => atSummary().do(topped).dryRun(fineDryRun)),
  situation('confirm', 'names-of-several', () =>
    atSeveral().do(topped).dryRun(fineDryRun).keys('enter').type('sdc '),
  ),
  situation('confirm', 'typing', () => atConfirm().type('sd')),
  situation('confirm', 'wrong', () => atConfirm().type('sdc').keys('enter')),
  situation('confirm', 'big-disk', () => atConfirm([bigDisk, systemDisk]).type('sde')),
  situation('confirm', 'several', () => atSeveral().dryRun(fineDryRun).keys('enter').type('sdc sdx')),
  situation('confirm', 'names-of-many-lengths', () =>
    atTarget([...someDrives, { ...kingston, name: 'loop10', path: '/dev/loop10' }])
      .keys('down', ' ', 'end', ' ', 'enter', 'enter')
      .dryRun(fineDryRun)
      .keys('enter')
      .type('loop10'),
  ),
  situation('confirm', 'long-model', () =>
    atConfirm([{ ...kingston, name: 'sdb', model: `/var/lib/${'images/'.repeat(20)}disk.img` }]),
  ),
  situation('confirm', 'unmounting', () =>
    atTarget([automounted]).keys('u', 'down', 'enter', 'enter').dryRun(fineDryRun).keys('enter'),
  ),
  situation('confirm', 'undo', () =>
    atJobs().keys('down', 'down', 'u').dryRun(undoDryRun).keys('enter').type('undo'),
  ),
  situation('confirm', 'checking', () => atConfirm().type('sdb').keys('enter')),
  situation('target', 'changed-at-confirm', () =>
    atConfirm()
      .type('sdb')
      .keys('enter')
      .do({ do: 'rechecked', drives: [systemDisk], atMs: 0 }),
  ),
  situation('jobs', 'list', () => atJobs()),
  situation('jobs', 'broken-off', () => atJobs().keys('down')),
  situation('jobs', 'none', () => new Driver().keys('end', 'enter').do({ do: 'jobs-listed', jobs: [] })),
  situation('jobs', 'report', () => atJobs().keys('down', 'down', 'enter')),
  situation('source', 'address', () =>
    atSource('write').keys('tab').type('https://deb.example.org/images/debian-12.9.iso'),
  ),
  situation('source', 'path', () => atSource('write').keys('tab')),
  situation('help', 'task', () => new Driver().keys('?')),
  situation('help', 'target', () => atTarget().keys('?')),
  situation('help', 'target-compared', () => atReceipt().keys('?')),
  situation('question', 'quit', () => atTarget().keys('q')),
];
