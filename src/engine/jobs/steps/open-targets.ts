import { stat } from 'node:fs/promises';
import { Failure } from '../../contract/failure/failure.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import type { PlanTarget } from '../../contract/plan/plan.ts';
import type { Machine, OpenDrive } from '../../contract/ports/machine.ts';
import type { Target } from '../../contract/ports/target.ts';
import { lockFiles } from '../../host/trust/file-lock.ts';
import { heldTarget } from '../../write/targets/held-target.ts';
import { pacedTarget } from '../../write/targets/paced-target.ts';
import { openVirtualDrive } from '../../write/targets/virtual-drive.ts';
import { refuseUsed } from './refuse-used.ts';

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
  const isWritten = options.purpose !== 'read';
  if (target.kind === 'file' && isWritten) await refuseSource(target.path, options.sourcePath);
  const opened =
    target.kind === 'file'
      ? await openFileTarget(target, options, files)
      : await machine.openDrive(target.path, target.expect, options);
  return isWritten ? lockedTarget(opened, target, machine) : opened;
}

async function openFileTarget(
  target: Extract<PlanTarget, { kind: 'file' }>,
  { purpose }: OpenDrive,
  files: ConfirmedFiles | undefined,
): Promise<Target> {
  const { path, sizeBytes, bytesPerSecond } = target;
  const opened = await openVirtualDrive(path, sizeBytes, purpose, [files, plannedFile(target)]);
  return bytesPerSecond === undefined ? opened : pacedTarget(opened, bytesPerSecond);
}

/** A plan may say which file it was made for. */
function plannedFile({ path, identity }: Extract<PlanTarget, { kind: 'file' }>): ConfirmedFiles | undefined {
  return identity === undefined ? undefined : { [path]: identity };
}

/** Nobody else writes to it from now on, and nothing is mounted from it. */
async function lockedTarget(opened: Target, { kind, path }: PlanTarget, machine: Machine): Promise<Target> {
  const { files = [], capacityBytes } = opened;
  try {
    const target = heldTarget(opened, await lockFiles(path, files));
    if (kind === 'file')
      for (const key of files) await refuseUsed(path, { key, sizeBytes: capacityBytes }, machine);
    return target;
  } catch (error) {
    await opened.abandon();
    throw error;
  }
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
