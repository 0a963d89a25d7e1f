import { statSync } from 'node:fs';
import { deviceNumberText } from '../../engine/contract/ports/device-number.ts';
import { runTool } from '../../engine/host/tools/run-tool.ts';
import type { MountFacts } from '../facts.ts';
import { parseMountinfo } from './mounts.ts';
import { readTextNow } from './read.ts';

/** A drive that is dying may never take what is to be written to it. */
const SYNC_LIMIT_MS = 20_000;

/** Where file systems are mounted for writing that lie on a device. @param holds whether the device of this number (`8:17`) lies on it */
export function mountedOn(holds: (deviceNumber: string) => boolean): string[] {
  const mounts = parseMountinfo(readTextNow('/proc/self/mountinfo') ?? '').filter(isWritten);
  const numbers = new Set(mounts.flatMap(numberOf));
  const held = new Set([...numbers].filter(holds));
  return mounts.filter((mount) => numberOf(mount).some((number) => held.has(number))).map(({ at }) => at);
}

/** Of the file system, not of the one place where it is mounted. */
const isWritten = ({ options }: MountFacts): boolean => options.split(',').includes('rw');

/** btrfs and others have a number of their own, behind which no device is: their source names one. */
function numberOf({ deviceNumber, source }: MountFacts): string[] {
  if (!deviceNumber.startsWith('0:')) return [deviceNumber];
  if (!source.startsWith('/dev/')) return [];
  const found = statSync(source, { throwIfNoEntry: false });
  return found?.isBlockDevice() ? [deviceNumberText(found.rdev)] : [];
}

/** What was written to these file systems is on their device, if that takes it in time. Never rejects. */
export async function flushMounts(places: readonly string[]): Promise<void> {
  await Promise.all(places.map((at) => runTool('sync', ['-f', '--', at], SYNC_LIMIT_MS)));
}
