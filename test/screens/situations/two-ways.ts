import type { JobFact } from '../../../src/engine/contract/events/events.ts';
import type { Loss } from '../../../src/engine/contract/events/loss.ts';
import type { JobReport } from '../../../src/engine/contract/events/report.ts';
import { isoBytes } from '../drive-wizard.ts';

// What dry runs say of an image as it is, and of its files on a stick.

const path = '/home/ann/isos/debian-12.9-amd64-netinst.iso';
const losses: readonly Loss[] = [
  { path: '/', reason: 'owner-lost', where: 'fat' },
  { path: '/doc/a:b', reason: 'name-changed', where: 'fat', becomes: 'a_b' },
];

const found = (report: Omit<JobReport, 'elapsedMs'>): JobFact => ({
  event: 'done',
  ok: true,
  exitCode: 0,
  outcome: 'done',
  report: { elapsedMs: 40, ...report },
});

const on = (firmware: string, cd: boolean, usb: boolean) => [
  { firmware, medium: 'cd' as const, boots: cd },
  { firmware, medium: 'usb' as const, boots: usb },
];

/** An image that starts from sticks as it is. */
export const hybridRun = found({
  source: { path, sizeBytes: isoBytes },
  forecast: [...on('bios', true, true), ...on('uefi-x64', true, true)],
});

/** One that starts from a disc only, as those of Windows do. */
export const discOnlyRun = found({
  source: { path, sizeBytes: isoBytes },
  forecast: [...on('bios', true, false), ...on('uefi-x64', true, false)],
});

/** The files of it on FAT32. */
export const asFilesRun = found({
  source: { path, sizeBytes: isoBytes + 12_345_678 },
  losses,
  boot: { profile: 'data', table: 'mbr', notes: [{ code: 'stick-uefi-only' }] },
  forecast: [...on('bios', false, false), ...on('uefi-x64', false, true)],
});

/** Nothing can be made of its files. */
export const tooLargeRun: JobFact = {
  event: 'done',
  ok: false,
  exitCode: 8,
  outcome: 'failed',
  report: {
    elapsedMs: 40,
    failure: {
      code: 'files-unfit',
      facts: { path: '/sources/install.wim', why: 'file-too-large', sizeBytes: 5_200_000_000 },
    },
  },
};

/** The look itself came to an end: nothing is known of the image. */
export const diedRun: JobFact = {
  event: 'done',
  ok: false,
  exitCode: 1,
  outcome: 'failed',
  report: { elapsedMs: 40, failure: { code: 'job-died', facts: {} } },
};
