import { stat } from 'node:fs/promises';
import type { PlanTarget } from '../plan/plan.ts';
import { Failure } from '../ports/failure.ts';
import type { Machine, OpenDrive } from '../ports/machine.ts';
import type { Target } from '../ports/target.ts';
import type { ConfirmedFiles } from '../safety/confirmed-files.ts';
import { openVirtualDrive } from '../targets/virtual-drive.ts';

/** Opens all targets of a plan, or none: what was opened is closed again when one fails. */
export async function openTargets(
  planned: readonly PlanTarget[],
  machine: Machine,
  options: OpenDrive,
  files?: ConfirmedFiles,
): Promise<Target[]> {
  const tried = await Promise.allSettled(
    planned.map((target) => openTarget(target, machine, options, files)),
  );
  const opened = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = tried.find((one) => one.status === 'rejected');
  if (!failed) return opened;
  await closeAll(opened);
  throw failed.reason;
}

async function openTarget(
  target: PlanTarget,
  machine: Machine,
  options: OpenDrive,
  files: ConfirmedFiles | undefined,
): Promise<Target> {
  if (target.kind !== 'file') return machine.openDrive(target.path, target.expect, options);
  if (options.purpose !== 'read') await refuseSource(target.path, options.sourcePath);
  return openVirtualDrive(target.path, target.sizeBytes, options.purpose, files);
}

/** @throws Failure `source-on-target` when both names, links or not, are one and the same file */
async function refuseSource(path: string, sourcePath: string | undefined): Promise<void> {
  if (sourcePath === undefined) return;
  const [target, source] = await Promise.all([fileIdentity(path), fileIdentity(sourcePath)]);
  if (target !== undefined && target === source)
    throw new Failure('source-on-target', { source: sourcePath, target: path });
}

/** What is not there, or cannot be asked, is reported by whoever opens it. */
async function fileIdentity(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && `${found.dev}:${found.ino}`;
}

export async function closeAll(targets: readonly Target[]): Promise<void> {
  await Promise.all(targets.map((target) => target.abandon()));
}
