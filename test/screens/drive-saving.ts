import type { JobFact } from '../../src/engine/contract/events/events.ts';
import type { RescueFacts } from '../../src/engine/contract/events/progress-fact.ts';
import type { Drive } from '../../src/engine/contract/ports/drive.ts';
import type { StartAt } from '../../src/screens/ports.ts';
import { eventOf, type Timed } from '../words/progress/replay.ts';
import { Driver } from './drive-wizard.ts';
import { backupDisk, bigDisk, kingston, sandisk, systemDisk } from './fake-drives.ts';

// The way through the wizard to a drive or a disc that is saved as an image.

export const stickBytes = sandisk.sizeBytes;
export const savedPath = '/home/ann/KEYS-7C21-2026-11-22.img';
export const mediumPicture = (letters: string) => letters.padEnd(128, '?');

/** A disc in its drive: it cannot be written, and is read all the same. */
export const disc: Drive = {
  ...sandisk,
  path: '/dev/sr0',
  name: 'sr0',
  kind: 'optical',
  sizeBytes: 4_700_372_992,
  sectorBytes: 2048,
  vendor: 'HL-DT-ST',
  model: 'DVDRAM GP57',
  serial: '',
  readOnly: true,
  ids: [],
  deviceNumber: '11:0',
  diskSequence: 31,
  parts: [
    { path: '/dev/sr0', label: 'HOLIDAY 2009', fsType: 'iso9660', sizeBytes: 4_700_372_992, mounts: [] },
  ],
  refusals: [{ code: 'optical' }],
};

/** A card reader with nothing in it. */
const empty: Drive = {
  ...sandisk,
  path: '/dev/sdg',
  name: 'sdg',
  model: 'Card Reader',
  sizeBytes: 0,
  parts: [],
  diskSequence: 40,
  refusals: [{ code: 'no-medium', facts: { reason: 'no-medium' } }],
};

/** Partitions under the name of their drive. */
const named = (drive: Drive, path: string): Drive => ({
  ...drive,
  parts: drive.parts.map((part) => ({ ...part, path })),
});

export const readableDrives: readonly Drive[] = [
  sandisk,
  disc,
  named(systemDisk, '/dev/nvme0n1p1'),
  named(backupDisk, '/dev/sdd1'),
  empty,
];

/** At the list of what can be saved. */
export function atMedium(drives: readonly Drive[] = readableDrives, start: StartAt = {}): Driver {
  return new Driver(start).keys('end', 'up', 'up', 'enter').drives(drives);
}

/** At the question where the image of the stick goes. */
export const atSaved = (): Driver => atMedium().keys('down', 'enter', 'enter');

/** At the list of drives that can become the same as the stick. */
export const atCopied = (drives: readonly Drive[] = [...readableDrives, kingston, bigDisk]): Driver =>
  atMedium(drives).keys('down', 'enter', 'down', 'enter');

/** At the options, with the suggested place. */
export function atReadOptions(): Driver {
  const driver = atSaved();
  return driver
    .do({ do: 'output-found', path: savedPath, facts: undefined, atMs: driver.atMs })
    .keys('enter');
}

export const mediumDryRun: JobFact = {
  event: 'done',
  ok: true,
  exitCode: 0,
  outcome: 'done-unverified',
  report: { elapsedMs: 40, source: { path: '/dev/sdb', sizeBytes: stickBytes } },
};

/** The stick is being saved. */
export const atReading = (): Driver => atReadOptions().keys('enter').dryRun(mediumDryRun).keys('enter');

/** It is only looked over: the option that says so is the second one. */
export const atScanning = (): Driver =>
  atReadOptions().keys('down', ' ', 'enter').dryRun(mediumDryRun).keys('enter');

/** What the job says after so long. */
export function reading(afterMs: number, doneBytes: number, rescue: RescueFacts): Timed {
  return [afterMs, { event: 'progress', phase: 'read', doneBytes, readBytes: doneBytes, rescue }];
}

export const readPhase: Timed = [20, { event: 'phase', phase: 'read', totalBytes: stickBytes }];

export function said(driver: Driver, ...timed: readonly Timed[]): Driver {
  if (driver.wizard.at !== 'running') throw new Error('not running');
  const plan: Timed = [0, { event: 'plan', plan: driver.wizard.plan }];
  return driver.job(...[plan, ...timed].map(eventOf));
}
