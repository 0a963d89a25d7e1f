import { realpath } from 'node:fs/promises';
import type { Forecast } from '../../contract/events/inspection.ts';
import type { SectorMismatch } from '../../contract/events/sectors.ts';
import type { PlanTarget } from '../../contract/plan/plan.ts';
import { isLocal } from '../../contract/plan/source-path.ts';
import { isImage } from '../../contract/ports/image.ts';
import type { Machine } from '../../contract/ports/machine.ts';
import type { Target } from '../../contract/ports/target.ts';
import { fitsSectors, type ImageSectors, sectorsOf } from '../../read/inspect/sector-bytes.ts';
import { beginningOf } from '../../read/open/beginning-of.ts';
import { openSource } from '../../read/open/open-source.ts';
import type { JobContext } from './job-context.ts';
import type { OpenedSource } from './opened-source.ts';

/** Of what comes once: enough for tables and the first volume descriptor. */
const LOOK_BYTES = 1 << 20;

/** The sectors a source counts in; a packed file is opened once more for its beginning. Nobody knows those of a pipe. */
export async function sourceSectors(
  { kind, bytes }: OpenedSource,
  path: string,
  { files }: Pick<JobContext, 'files'>,
): Promise<ImageSectors | undefined> {
  // A source that cannot be read fails where it is read for good.
  if (kind !== 'stream') return sectorsOf(bytes).catch(() => undefined);
  return isLocal(path) ? packedSectors(path, files).catch(() => undefined) : undefined;
}

async function packedSectors(path: string, files: JobContext['files']): Promise<ImageSectors | undefined> {
  const source = await openSource(path, { files, leavesSha256: true });
  if (isImage(source)) {
    await source.close();
    return undefined;
  }
  const beginning = await beginningOf(source, LOOK_BYTES);
  try {
    return await sectorsOf(beginning);
  } finally {
    await beginning.close();
  }
}

/** Drives of a plan that have other sectors; they are only listed, since opening one may need root. */
export async function plannedMismatches(
  sectors: ImageSectors | undefined,
  planned: readonly PlanTarget[],
  machine: Machine,
): Promise<SectorMismatch[]> {
  if (!sectors || !planned.some(({ kind }) => kind === 'drive')) return [];
  const drives = await machine.listDrives().catch(() => []);
  const found = await Promise.all(
    planned.map(async ({ kind, path }) => {
      const real = await realpath(path).catch(() => path);
      return kind === 'drive' ? drives.find((drive) => drive.path === real) : undefined;
    }),
  );
  return found.flatMap((drive) => (drive ? mismatch(sectors, drive.name, drive.sectorBytes) : []));
}

interface Opened {
  readonly from: OpenedSource;
  readonly path: string;
  readonly planned: readonly PlanTarget[];
  readonly opened: readonly Target[];
}

/** The same of drives that are open, before their first byte. A file that stands in for a drive has no sectors of its own. */
export async function noteSectors(
  { from, path, planned, opened }: Opened,
  context: Pick<JobContext, 'files' | 'onFact'>,
): Promise<void> {
  if (!planned.some(({ kind }) => kind === 'drive')) return;
  const counted = await sourceSectors(from, path, context);
  if (counted === undefined) return;
  const found = opened.flatMap(({ name, blockBytes }, index) =>
    planned[index]?.kind === 'drive' ? mismatch(counted, name, blockBytes) : [],
  );
  for (const sectors of found)
    context.onFact({
      event: 'note',
      code: 'sector-size-differs',
      target: sectors.target,
      facts: { sectors },
    });
}

function mismatch(sectors: ImageSectors, target: string, driveBytes: number): SectorMismatch[] {
  return fitsSectors(sectors, driveBytes) ? [] : [{ target, imageBytes: sectors.sectorBytes, driveBytes }];
}

/** What only drives with large sectors show, on drives that have them. */
function fitting(one: Forecast): Forecast {
  const { because } = one;
  if (because?.reason !== 'large-sectors-have') return one;
  return { ...one, boots: true, because: { reason: 'partition-has', path: because.path } };
}

/** Firmware reads tables in the drive's sectors: of a drive that has others it starts nothing. */
export function forecastOn(
  forecast: readonly Forecast[],
  mismatches: readonly SectorMismatch[],
  planned: readonly PlanTarget[],
): readonly Forecast[] {
  const [first] = mismatches;
  if (first === undefined)
    return planned.every(({ kind }) => kind === 'drive') ? forecast.map(fitting) : forecast;
  const { imageBytes, driveBytes } = first;
  return forecast.map((one) =>
    one.medium === 'usb' && one.boots !== false
      ? { ...one, boots: false, because: { reason: 'other-sectors', imageBytes, driveBytes } }
      : one,
  );
}
