import { randomBytes } from 'node:crypto';
import type { RestoredTarget } from '../../contract/events/report.ts';
import { asFailure } from '../../contract/failure/failure.ts';
import { only } from '../../contract/failure/present.ts';
import type { PlanTarget, RestorePlan } from '../../contract/plan/plan.ts';
import type { Target } from '../../contract/ports/target.ts';
import { type RestoreLayout, restoreLayout } from '../../write/restore/layout.ts';
import { restoreImage } from '../../write/restore/restore-image.ts';
import { tableBytes } from '../../write/restore/tables.ts';
import { wipeEnd } from '../../write/restore/wipe-end.ts';
import { transfer } from '../../write/transfer/transfer.ts';
import { foundTargets, leftOf } from '../steps/found-targets.ts';
import type { Ending, JobContext } from '../steps/job-context.ts';
import { noteCached } from '../steps/note-cached.ts';
import { closeAll, openTargets } from '../steps/open-targets.ts';
import { prepareTargets } from '../steps/prepare-targets.ts';
import { restoreVolume } from '../steps/restore-volume.ts';
import { demandKnown } from '../steps/resume-targets.ts';
import { targetReport } from '../steps/target-report.ts';
import { unmountTargets } from '../steps/unmount-targets.ts';

/** Of the 16 random bytes: those before are the disk's number. */
const VOLUME_SERIAL_BYTE = 4;

/** Drives become empty, ordinary ones again, one after the other: signatures wiped, one partition, FAT32 or exFAT. */
export async function runRestore(plan: RestorePlan, context: JobContext): Promise<Ending> {
  if (context.dryRun) return { report: {}, proved: false };
  const endings: Ending[] = [];
  for (const planned of plan.targets)
    endings.push(await restoreOne(planned, plan, context).catch((error) => failed(error)));
  const failure = endings.find((ending) => ending.failure)?.failure;
  return {
    report: {
      targets: endings.flatMap(({ report }) => report.targets ?? []),
      restored: endings.flatMap(({ report }) => report.restored ?? []),
    },
    proved: true,
    ...(failure && { failure }),
  };
}

function failed(error: unknown): Ending {
  return { report: {}, proved: false, failure: asFailure(error) };
}

async function restoreOne(planned: PlanTarget, plan: RestorePlan, context: JobContext): Promise<Ending> {
  const found = only(await foundTargets([planned], ['restore', planned.path], context));
  await unmountTargets([found.target], context);
  const opening = { purpose: 'write' } as const;
  const target = only(await openTargets([found.target], context.machine, opening, context.files));
  noteCached([target], context);
  try {
    // The end of the drive is wiped too.
    if (context.resume)
      await demandKnown(target, leftOf(planned, found, context), { reachBytes: target.capacityBytes });
    const layout = restoreLayout(target, planned.kind === 'file' ? 512 : target.blockBytes, plan.fileSystem);
    return await write(target, planned, layout, plan, context);
  } finally {
    await closeAll([target]);
  }
}

/** FAT knows capitals only. */
function labelFor({ fileSystem }: RestoreLayout, label: string | undefined): string | undefined {
  return fileSystem === 'exFAT' ? label : label?.toUpperCase();
}

async function write(
  target: Target,
  planned: PlanTarget,
  layout: RestoreLayout,
  plan: RestorePlan,
  context: JobContext,
): Promise<Ending> {
  const identity = randomBytes(16);
  const { first, last } = tableBytes(layout, identity);
  const volume = restoreVolume(layout, {
    target: target.name,
    label: labelFor(layout, plan.label),
    serial: identity.readUInt32LE(VOLUME_SERIAL_BYTE),
    clusterBytes: plan.clusterBytes,
  });
  const source = restoreImage(first, layout.startSector * layout.sectorBytes, volume);
  try {
    const preparing = { targets: [planned], test: 'off', overwriteBytes: source.sizeBytes } as const;
    const prepared = only(await prepareTargets([target], preparing, context));
    await wipeEnd(prepared, last);
    const result = await transfer({
      ...context,
      source,
      targets: [prepared],
      write: true,
      verify: true,
      hash: true,
      hasOwnEnd: true,
    });
    const lane = only(result.lanes);
    const failure = result.failure ?? lane.lane.failure;
    const report = targetReport(lane, planned, result.sha256);
    const restored = restoredOf(target, layout, labelFor(layout, plan.label));
    return {
      report: { targets: [report], ...(failure ? {} : { restored: [restored] }) },
      proved: true,
      ...(failure && { failure }),
    };
  } finally {
    await source.close();
  }
}

function restoredOf({ name }: Target, layout: RestoreLayout, label: string | undefined): RestoredTarget {
  const { fileSystem, table, partitionSectors, sectorBytes } = layout;
  const sizeBytes = partitionSectors * sectorBytes;
  return { target: name, fileSystem, table, sizeBytes, ...(label && { label }) };
}
