import { stat } from 'node:fs/promises';
import { Failure } from '../../contract/failure/failure.ts';
import type { PlanTarget } from '../../contract/plan/plan.ts';
import { deviceNumberText } from '../../contract/ports/device-number.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import type { Target } from '../../contract/ports/target.ts';
import type { JobContext } from './job-context.ts';
import { keyOf } from './refuse-used.ts';

/**
 * What is read is none of what is written, whatever its name: a drive is neither the medium itself, nor a part of it or made of it, nor
 * does it hold the medium as one of its own partitions.
 *
 * @throws Failure `source-on-target`
 */
export async function refuseOnMedium(
  target: PlanTarget,
  medium: Medium,
  { machine }: Pick<JobContext, 'machine'>,
): Promise<void> {
  if (target.kind === 'file') return;
  const number = await deviceNumberOf(target.path);
  const isOn = number !== undefined && (number === medium.deviceNumber || medium.holds?.(number));
  if (isOn || (await holdsMedium(target, medium, machine)))
    throw new Failure('source-on-target', { source: medium.path, target: target.path });
}

async function holdsMedium(
  { path }: PlanTarget,
  { deviceNumber }: Medium,
  machine: JobContext['machine'],
): Promise<boolean> {
  if (deviceNumber === undefined) return false;
  // What is not there, or cannot be asked, is reported by whoever opens it.
  const found = await machine.findMedium?.(path, {}).catch(() => undefined);
  return found?.holds?.(deviceNumber) ?? false;
}

async function deviceNumberOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isBlockDevice() ? deviceNumberText(found.rdev) : undefined;
}

/** The same of files, once the target is open: a drive may stand for a file, and so may the medium. @throws Failure `source-on-target` */
export async function refuseMedium(
  { files = [] }: Target,
  { path }: PlanTarget,
  medium: Medium,
): Promise<void> {
  const key = medium.kind === 'file' ? await keyOf(medium.realPath) : undefined;
  if (key === undefined || !files.includes(key)) return;
  throw new Failure('source-on-target', { source: medium.path, target: path });
}
