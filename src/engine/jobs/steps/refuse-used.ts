import { stat } from 'node:fs/promises';
import { Failure } from '../../contract/failure/failure.ts';
import type { ConvertPlan, EditPlan, MakePlan, Plan } from '../../contract/plan/plan.ts';
import { isLocal } from '../../contract/plan/source-path.ts';
import { deviceNumberText, fileKey } from '../../contract/ports/device-number.ts';
import type { DriveRefusal } from '../../contract/ports/drive.ts';
import type { FileTarget, Machine } from '../../contract/ports/machine.ts';
import type { Target } from '../../contract/ports/target.ts';
import { checksumPathOf } from '../../write/targets/output-file.ts';
import { readPaths } from '../folder/confirm-files.ts';

/**
 * A file that something is mounted from, or that another device stands for, is no more a target than that device.
 *
 * @throws Failure `target-mounted`, `target-busy`, `target-system`
 */
export async function refuseUsed(path: string, file: FileTarget, machine: Machine): Promise<void> {
  const refusal = await machine.fileRefusal?.({ path, ...file });
  if (refusal) throw failureOf(path, refusal);
}

function failureOf(target: string, { code, facts, more = [] }: DriveRefusal): Failure {
  const because = facts && { because: facts };
  if (code === 'system-drive' || code === 'boot-drive')
    return new Failure('target-system', { target, reason: code, ...because });
  const mounts = [facts, ...more].flatMap((one) => (one?.reason === 'mounted' ? [one.at] : []));
  if (code === 'mounted' && mounts.length > 0) return new Failure('target-mounted', { target, mounts });
  return new Failure('target-busy', { target, ...because });
}

/**
 * What a plan reads must not be one of the files that it overwrites, under whatever names.
 *
 * @throws Failure `source-on-target`
 */
export async function refuseOwnSources(plan: Plan, targets: readonly Target[]): Promise<void> {
  for (const source of readPaths(plan).filter(isLocal)) {
    const key = await keyOf(source);
    const target = targets.find(({ files = [] }) => key !== undefined && files.includes(key));
    if (target) throw new Failure('source-on-target', { source, target: target.name });
  }
}

/**
 * A file that is replaced by the image, or by its checksum, is none that is read to make it, whatever its name.
 *
 * @throws Failure `source-on-target`
 */
export async function refuseReplacedSources(
  plan: MakePlan | ConvertPlan | EditPlan,
  paths: readonly string[] = [plan.output.path, checksumPathOf(plan.output.path)],
): Promise<void> {
  if (!plan.output.replace) return;
  for (const target of paths) {
    const key = await keyOf(target);
    for (const source of readPaths(plan))
      if (key !== undefined && (await keyOf(source)) === key)
        throw new Failure('source-on-target', { source, target });
  }
}

/** What cannot be asked is reported by whoever opens it. */
export async function keyOf(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && fileKey(deviceNumberText(Number(found.dev)), found.ino);
}
