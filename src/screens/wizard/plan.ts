import { targetsOf } from '../../engine/contract/plan/parts.ts';
import type { Plan, PlanTarget } from '../../engine/contract/plan/plan.ts';
import type { Drive } from '../../engine/contract/ports/drive.ts';
import { driveMedium, driveTarget } from '../../tasks/drive-target.ts';
import { changeLines } from '../../tasks/options/changes.ts';
import type { Asked } from '../../tasks/task.ts';
import { isOnlyMounted } from './drive-list.ts';
import { inOrder } from './inside/changes.ts';
import { valuesOf } from './options/values.ts';
import { outputPath } from './output.ts';
import { savesMedium, savesOntoDrives } from './purpose-of.ts';
import type { Asking } from './state.ts';
import { taskIn } from './undertaking.ts';

/** The plan the answers add up to, or `undefined` while something is missing. */
export function makePlan(asking: Asking): Plan | undefined {
  const { job } = asking.answers;
  // A job that is gone on with keeps its plan; undoing one is a plan of its own.
  if (job?.wish === 'go-on') return job.job.plan;
  return taskIn(asking.answers)?.plan(askedOf(asking));
}

/** Answers as every task takes them. */
function askedOf({ answers, output, start }: Asking): Asked {
  const { source, medium, target, job, replace, changes, madeAt } = answers;
  const drives = target?.kind === 'drives' ? target.drives : [];
  const isRead = savesMedium(answers);
  const ontoDrives = savesOntoDrives(answers);
  return {
    source: isRead ? medium && driveMedium(medium) : source,
    targets: target && (isRead && !ontoDrives ? [] : drives.map((drive) => planTarget(drive, start.bench))),
    output: ontoDrives ? undefined : { path: outputPath(output), replace },
    job: job && { id: job.job.id, targets: targetsOf(job.job.plan) },
    values: {
      ...valuesOf(answers),
      ...(changes.length > 0 && { changes: changeLines.said(inOrder(changes)) }),
    },
    madeAt,
  };
}

/** A small image takes some seconds, as it would on an old stick: long enough to see the job at work. */
const BENCH_BYTES_PER_SECOND = 1 << 20;

function planTarget(drive: Drive, bench: boolean | undefined): PlanTarget {
  const { path, sizeBytes } = drive;
  return bench
    ? { kind: 'file', path, sizeBytes, bytesPerSecond: BENCH_BYTES_PER_SECOND }
    : driveTarget(drive, { unmount: isOnlyMounted(drive) });
}
