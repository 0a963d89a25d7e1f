import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FilePlace } from '../facts.ts';
import { within } from '../within.ts';
import { deviceNumberText } from './device-number.ts';

/** A file on a network that is away answers late; its drive is then looked for by the path alone. */
const STAT_LIMIT_MS = 2000;

/** Finds out on which device a file or folder lies; a block device as a source lies on itself. */
export async function placeOf(path: string): Promise<FilePlace> {
  const absolute = resolve(path);
  const realPath = await within(realpath(absolute), STAT_LIMIT_MS, () => absolute);
  const stats = await within(
    stat(realPath).then((found) => found as typeof found | undefined),
    STAT_LIMIT_MS,
    () => undefined,
  );
  if (!stats) return { path, realPath };
  return { path, realPath, deviceNumber: deviceNumberText(stats.isBlockDevice() ? stats.rdev : stats.dev) };
}
