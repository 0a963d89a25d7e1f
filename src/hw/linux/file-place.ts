import type { BigIntStats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { deviceNumberText, fileKey } from '../../engine/contract/ports/device-number.ts';
import type { FilePlace } from '../facts.ts';
import { within } from '../within.ts';

/** A file on a network that is away answers late; its drive is then looked for by the path alone. */
const STAT_LIMIT_MS = 2000;

/** Finds out on which device a file or folder lies; a block device as a source lies on itself. */
export async function placeOf(path: string): Promise<FilePlace> {
  const absolute = resolve(path);
  const realPath = await within(realpath(absolute), STAT_LIMIT_MS, () => absolute);
  const asked = stat(realPath, { bigint: true });
  const stats = await within<BigIntStats | undefined>(asked, STAT_LIMIT_MS, () => undefined);
  if (!stats) return { path, realPath };
  const deviceNumber = deviceNumberText(Number(stats.isBlockDevice() ? stats.rdev : stats.dev));
  return { path, realPath, deviceNumber, ...(stats.isFile() && { file: fileKey(deviceNumber, stats.ino) }) };
}
