import { spawn } from 'node:child_process';
import { Failure } from '../../engine/ports/failure.ts';
import { deviceState, isGone } from '../linux/live-device.ts';
import { readNumberNow } from '../linux/read.ts';
import { toolEnvironment } from '../run-tool.ts';
import type { Watched } from './gone.ts';

/** Large drives take minutes where every block is erased for real. */
const LIMIT_MS = 15 * 60_000;

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
  const { status, said } = await runOn(drive.fd);
  if (status === 0) return;
  if (isGone(drive.before, deviceState(drive.deviceNumber)))
    throw new Failure('target-gone', { target: drive.name });
  if (status === 'missing')
    throw new Failure('tool-missing', { tool: 'blkdiscard', package: 'util-linux', what: '--discard' });
  throw new Failure('tool-failed', { tool: 'blkdiscard', said });
}

/** `--force`, because we hold the drive exclusively ourselves. */
function runOn(fd: number): Promise<{ status: number | 'missing'; said: string }> {
  return new Promise((resolve) => {
    const child = spawn('blkdiscard', ['--force', '/proc/self/fd/0'], {
      stdio: [fd, 'ignore', 'pipe'],
      env: toolEnvironment(),
    });
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(0, 1000);
    });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      child.unref();
      resolve({ status: -1, said: 'it did not come to its end' });
    }, LIMIT_MS);
    child.on('error', () => resolve({ status: 'missing', said }));
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ status: status ?? -1, said: said.trim() });
    });
  });
}
