import { Failure } from '../../engine/contract/failure/failure.ts';
import { toolMissing } from '../../engine/contract/failure/tools.ts';
import { runTool, type ToolRun } from '../../engine/host/tools/run-tool.ts';
import { deviceState, isGone } from '../linux/live-device.ts';
import { readNumberNow } from '../linux/read.ts';
import type { Watched } from './gone.ts';

/** Large drives take minutes where every block is erased for real. */
const LIMIT_MS = 15 * 60_000;
const MOST_SAID = 1000;

/** Whether the kernel knows how to tell this device that its content is not wanted any more. */
export function canDiscard(deviceNumber: string): boolean {
  return (readNumberNow(`/sys/dev/block/${deviceNumber}/queue/discard_max_bytes`) ?? 0) > 0;
}

/**
 * Has a drive forget everything on it (TRIM, UNMAP), through blkdiscard. The tool gets our own open device as its
 * standard input and opens that, no path: whatever a name points to by now, it is the drive that was identified.
 *
 * @throws Failure `tool-missing`, `tool-failed`, `target-gone`
 */
export async function discardDrive(drive: Watched & { readonly name: string }): Promise<void> {
  if (isGone(drive.before, deviceState(drive.deviceNumber)))
    throw new Failure('target-gone', { target: drive.name });
  // `--force`, because we hold the drive exclusively ourselves.
  const ran = await runTool('blkdiscard', ['--force', '/proc/self/fd/0'], LIMIT_MS, { stdinFd: drive.fd });
  if (ran.status === 0) return;
  if (isGone(drive.before, deviceState(drive.deviceNumber)))
    throw new Failure('target-gone', { target: drive.name });
  if (ran.isMissing) throw toolMissing('blkdiscard', '--discard');
  throw new Failure('tool-failed', { tool: 'blkdiscard', said: saidBy(ran) });
}

function saidBy({ timedOut, stderr }: ToolRun): string {
  return timedOut ? 'tool-timeout' : stderr.slice(0, MOST_SAID).trim();
}
