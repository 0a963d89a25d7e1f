import { basename } from 'node:path';
import type { MountWanted } from '../../engine/contract/ports/image-mounts.ts';
import type { MountRecord } from '../../engine/host/state/mount-records.ts';
import { runTool, type ToolRun } from '../../engine/host/tools/run-tool.ts';
import { askLosetup } from '../linux/losetup.ts';

const LIMIT_MS = 60_000;

/** Attaches the next free device, read-only; its name is what is printed. */
export function attachLoop({
  path,
  startByte,
  lengthBytes,
}: Omit<MountWanted, 'fileSystem'>): Promise<ToolRun> {
  const place = ['--offset', `${startByte}`, '--sizelimit', `${lengthBytes}`];
  return runTool('losetup', ['--find', '--show', '--read-only', ...place, '--', path], LIMIT_MS);
}

/** Device and inode of the file behind it, which a rename does not change; undefined when it is attached to nothing. */
export async function loopBacking(loop: string): Promise<string | undefined> {
  return (await askLosetup(LIMIT_MS)).get(basename(loop));
}

/**
 * Detaches what a record attached. Numbers are given to others as soon as they are free: a device with another file behind it
 * is somebody else's by now.
 */
export async function detachLoop({ loop, backing, by }: MountRecord): Promise<void> {
  // Those of udisks went with the file system.
  if (loop === undefined || by === 'udisksctl') return;
  if (backing === undefined || backing !== (await loopBacking(loop))) return;
  await runTool('losetup', ['--detach', loop], LIMIT_MS);
}
