import type { DoneFact } from '../engine/contract/events/events.ts';
import type { JobReport, TargetReport } from '../engine/contract/events/report.ts';
import type { FailureReport } from '../engine/contract/failure/failure.ts';
import { writeResult } from '../engine/jobs/folder/result-file.ts';
import { cleanText, jsonText } from '../words/clean.ts';
import { inEnglish } from '../words/language.ts';
import { remedy } from '../words/remedies.ts';

/** Writes a job's report beside its events: `.csv` a row for each target (serial → image → result), else JSON. */
export function writeReport(path: string, done: DoneFact): void {
  const text = path.endsWith('.csv') ? inEnglish(() => csvReport(done.report)) : `${jsonText(done, 2)}\n`;
  writeResult(path, text);
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
] as const;

/** RFC 4180: quoted where needed, CRLF. */
export function csvReport(report: JobReport): string {
  const { source, targets = [] } = report;
  const rows = targets.map((target) => rowOf(target, source?.path ?? ''));
  if (rows.length === 0 && report.failure) rows.push(failedRow(report, report.failure));
  return [[...columns], ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/** Of a job that ended before it could say anything of a target: an empty table would look like nothing to do. */
function failedRow({ source, medium, image }: JobReport, failure: FailureReport): string[] {
  const { path, imagePath, serial, sizeBytes = 0, badBytes = 0, bad = [], more = 0 } = medium ?? {};
  const made = imagePath ?? image?.path;
  const known: Partial<Record<(typeof columns)[number], string>> = {
    serial: serial ?? '',
    path: made ?? '',
    image: path ?? source?.path ?? '',
    result: 'failed',
    writtenBytes: made === undefined ? '' : String(sizeBytes - badBytes),
    badRanges: medium === undefined ? '' : String(bad.length + more),
    failure: failure.code,
    message: remedy(failure).happened,
  };
  return columns.map((column) => known[column] ?? '');
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

/** What makes a formula of a cell: these letters, also wide ones, and blanks that a spreadsheet skips before them. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/;

/** A cell keeps its tabs and line ends, and shows everything else nobody would see as its code. */
function quoted(value: string): string {
  const seen = value.replace(/[^\t\r\n]+/g, cleanText);
  const safe = FORMULA.test(value) ? `'${seen}` : seen;
  return /[",\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
