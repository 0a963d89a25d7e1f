import { stat } from 'node:fs/promises';
import { t } from '../words/language.ts';
import { usageFailure } from '../words/spoken-failure.ts';

/** Some folders there are of ordinary files, in memory. */
const MISSING_DEVICE = /^\/dev\/(?!shm\/|hugepages\/|mqueue\/)/;

/** Outputs by what they are: devices are drives, and so are files that stand for some. */
export interface SortedOutputs {
  readonly files: readonly string[];
  readonly drives: readonly string[];
}

/**
 * What is named as an output and is a device becomes what the source is; anything else is a file that is made.
 *
 * @param fileTarget a file that is there stands for a drive of its size
 * @throws Failure `usage` when one is named twice
 */
export async function sortedOutputs(paths: readonly string[], fileTarget: boolean): Promise<SortedOutputs> {
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw usageFailure(() => t().cli.usage.namedTwice(twice));
  const files: string[] = [];
  const drives: string[] = [];
  for (const path of paths) ((await isDrive(path, fileTarget)) ? drives : files).push(path);
  return { files, drives };
}

/** What is in /dev and is not there is a drive that was unplugged, and no file to be made. */
async function isDrive(path: string, fileTarget: boolean): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (fileTarget) return found?.isFile() ?? false;
  return found ? found.isBlockDevice() || found.isCharacterDevice() : MISSING_DEVICE.test(path);
}
