import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlanTarget, RestorePlan } from '../plan/plan.ts';
import { asFailure } from '../ports/failure.ts';
import type { Target } from '../ports/target.ts';
import { type RestoreLayout, restoreLayout } from '../restore/layout.ts';
import { makeFileSystem } from '../restore/make-file-system.ts';
import { restoreImage } from '../restore/restore-image.ts';
import { tableBytes } from '../restore/tables.ts';
import { wipeEnd } from '../restore/wipe-end.ts';
import { transfer } from '../transfer/transfer.ts';
import { shortName } from '../undo/capsule.ts';
import type { RestoredTarget } from './events.ts';
import { closeAll, openTargets } from './open-targets.ts';
import { prepareTargets } from './prepare-targets.ts';
import type { Ending, JobContext } from './run-plan.ts';
import { jobsFolder } from './state-folder.ts';
import { targetReport } from './target-report.ts';
import { unmountTargets } from './unmount-targets.ts';

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
  await unmountTargets([planned], context);
  const [target] = await openTargets([planned], context.machine, { purpose: 'write' }, context.files);
  const folder = join(jobsFolder(), context.jobId);
  const path = join(folder, `restore-${shortName(planned.path)}.img`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const layout = restoreLayout(target!, planned.kind === 'file' ? 512 : target!.blockBytes);
    const made = await makeFileSystem(layout, labelFor(layout, plan.label), path);
    return await write(target!, planned, layout, made, plan, context);
  } finally {
    await rm(path, { force: true });
    await closeAll([target!]);
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
  made: Awaited<ReturnType<typeof makeFileSystem>>,
  plan: RestorePlan,
  context: JobContext,
): Promise<Ending> {
  const { first, last } = tableBytes(layout, randomBytes(16));
  const source = await restoreImage(first, layout.startSector * layout.sectorBytes, made);
  try {
    const preparing = { targets: [planned], test: 'off', overwriteBytes: source.sizeBytes } as const;
    const [prepared] = await prepareTargets([target], preparing, context);
    await wipeEnd(prepared!, last);
    const result = await transfer({
      ...context,
      source,
      targets: [prepared!],
      write: true,
      verify: true,
      hash: true,
    });
    const [lane] = result.lanes;
    const failure = result.failure ?? lane!.lane.failure;
    const report = targetReport(lane!, planned, result.sha256);
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
