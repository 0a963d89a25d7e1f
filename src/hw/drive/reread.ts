import { setTimeout as wait } from 'node:timers/promises';
import { runTool } from '../../engine/host/tools/run-tool.ts';
import { readNames, readText } from '../linux/read.ts';

const TOOL_LIMIT_MS = 10_000;
/** udev opens a drive for a moment when its writer closes it: the kernel is busy then. */
const TRIES = 5;
const PAUSE_MS = 300;

/**
 * Has the kernel read the partition table of a drive that was just written and closed, and waits for udev to know.
 * A loop device set up without partitions has none to read.
 *
 * @returns undefined, or why it did not work: the drive is fine, but its partitions show up only after replugging.
 */
export async function rereadPartitions(name: string, deviceNumber: string): Promise<string | undefined> {
  const folder = `/sys/dev/block/${deviceNumber}`;
  if ((await readText(`${folder}/loop/partscan`)) === '0' && !(await hasPartitions(folder, name)))
    return undefined;
  const problem = await reread(`/dev/${name}`);
  await runTool('udevadm', ['settle', '--timeout=5'], TOOL_LIMIT_MS);
  return problem;
}

async function hasPartitions(folder: string, name: string): Promise<boolean> {
  return (await readNames(`${folder}/`)).some((entry) => entry.startsWith(name));
}

async function reread(path: string): Promise<string | undefined> {
  let problem = '';
  for (let tries = 0; tries < TRIES; tries++) {
    if (tries > 0) await wait(PAUSE_MS);
    const ioctl = await runTool('blockdev', ['--rereadpt', path], TOOL_LIMIT_MS);
    if (ioctl.status === 0) return undefined;
    problem = ioctl.stderr.trim() || 'blockdev-silent';
    if (!/busy/i.test(problem)) break;
  }
  const partx = await runTool('partx', ['-u', path], TOOL_LIMIT_MS);
  return partx.status === 0 ? undefined : problem;
}
