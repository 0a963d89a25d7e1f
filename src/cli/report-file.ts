import { closeSync, writeFileSync } from 'node:fs';
import type { DoneFact, JobReport, TargetReport } from '../engine/jobs/events.ts';
import { Failure } from '../engine/ports/failure.ts';
import { errnoOf } from '../engine/targets/positional-io.ts';
import { openResultFile } from '../engine/targets/result-file.ts';
import { remedy } from '../engine/words/remedies.ts';

/** Writes a job's report beside its events: `.csv` a row for each target (serial → image → result), else JSON. */
export function writeReport(path: string, done: DoneFact): void {
  const text = path.endsWith('.csv') ? csvReport(done.report) : `${JSON.stringify(done, undefined, 2)}\n`;
  const fd = openResultFile(path, 'anew');
  try {
    writeFileSync(fd, text);
  } catch (error) {
    throw new Failure('output-not-writable', { path, errno: errnoOf(error) }, { cause: error });
  } finally {
    closeSync(fd);
  }
}

const columns = [
  'serial',
  'path',
  'image',
  'result',
  'state',
  'sha256',
  'writtenBytes',
  'verifiedBytes',
  'badRanges',
  'failure',
  'skippedBytes',
  'onMediaBytes',
  'message',
];

/** RFC 4180: quoted where needed, CRLF. */
export function csvReport({ source, targets = [] }: JobReport): string {
  const rows = targets.map((target) => rowOf(target, source?.path ?? ''));
  return [columns, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function rowOf(target: TargetReport, image: string): string[] {
  const { serial, path, ok, state, sha256, writtenBytes, verifiedBytes, mismatches, failure } = target;
  return [
    serial ?? '',
    path,
    target.image ?? image,
    ok ? 'ok' : 'failed',
    state,
    sha256 ?? '',
    String(writtenBytes),
    String(verifiedBytes),
    String(mismatches.length),
    failure?.code ?? '',
    String(target.skippedBytes),
    String(target.onMediaBytes),
    failure ? remedy(failure).happened : '',
  ];
}

function quoted(value: string): string {
  // A leading =, +, - or @ would be a formula to a spreadsheet.
  const safe = /^[=+\-@]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
