import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type { MediumReport } from '../../contract/events/report.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Readable } from '../../contract/ports/image.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { sessionsOf } from '../../read/inspect/sessions.ts';
import { filesHit } from '../../read/rescue/files-hit.ts';
import type { Acquired } from './acquire-medium.ts';
import { missingRanges } from './missing-ranges.ts';

/** More stretches than that nobody reads; the map has them all. */
const MOST_RANGES = 10_000;
/** What sectors are counted in, unless somebody says otherwise. */
const SECTOR_BYTES = 512;

interface Named {
  readonly imagePath?: string | undefined;
  readonly mapPath?: string | undefined;
}

/** What became of a medium. */
export function mediumReport(
  { path, sizeBytes: wholeBytes, model, serial, mountedAt, sectorBytes }: Medium,
  { map, readErrors }: Acquired,
  named: Named,
): MediumReport {
  const { ranges: bad, more } = missingRanges(map, MOST_RANGES);
  const { imagePath, mapPath } = named;
  return {
    path,
    sizeBytes: map.sizeBytes,
    ...(sectorBytes !== SECTOR_BYTES && { sectorBytes }),
    badBytes: map.missingBytes,
    bad,
    ...(more > 0 && { more }),
    ...(model !== '' && { model }),
    ...(serial !== '' && { serial }),
    ...(wholeBytes > map.sizeBytes && { wholeBytes }),
    ...(mountedAt && { mountedAt }),
    ...(imagePath !== undefined && { imagePath }),
    ...(mapPath !== undefined && { mapPath }),
    readErrors,
  };
}

/** The same of a scan: how fast it was, by place, and what saving it will be like. */
export function scanReport(report: MediumReport, { map, readErrors, speeds }: Acquired): MediumReport {
  const { totals, missingBytes } = map;
  const seen = { readBytes: totals['+'], badBytes: totals['-'], missingBytes, readErrors };
  return { ...report, speeds: speeds.places, capture: speeds.forecast(seen) };
}

/** The same with how many sessions the image has, of a disc that was saved as it is. */
export async function withSessions(
  report: MediumReport,
  image: Readable,
  { kind }: Medium,
  { session }: ReadPlan,
): Promise<MediumReport> {
  if (session !== undefined || kind === 'device') return report;
  const { length } = await sessionsOf(bytesOf(image), true).catch(() => []);
  return length > 1 ? { ...report, sessions: length } : report;
}

/** The same with the files that are hit, as the image that was made tells them. */
export async function withFilesHit(
  report: MediumReport,
  image: Readable,
  signal: AbortSignal,
): Promise<MediumReport> {
  if (report.bad.length === 0) return report;
  const files = await filesHit(image, report.bad, signal);
  return { ...report, bad: report.bad.map((range, index) => ({ ...range, files: files[index] ?? [] })) };
}
