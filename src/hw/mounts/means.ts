import { accessSync, constants, existsSync } from 'node:fs';
import type { MountedFileSystem } from '../../engine/contract/ports/image-mounts.ts';
import { isInstalled } from '../../engine/host/tools/is-installed.ts';
import { runTool } from '../../engine/host/tools/run-tool.ts';
import { elevatedTool } from '../elevation.ts';
import { readTextNow } from '../linux/read.ts';
import { helpersOf, VIEWER } from './helpers.ts';
import { kernelTypesOf, type MountMeans } from './ways.ts';

const FUSE = '/dev/fuse';
const MODPROBE_LIMIT_MS = 5000;

/** What this machine has for mounting one file system. */
export async function meansFor(fileSystem: MountedFileSystem): Promise<MountMeans> {
  const known = fileSystemsIn(readTextNow('/proc/filesystems') ?? '');
  const kernel = new Set<string>();
  for (const type of kernelTypesOf(fileSystem))
    if (known.has(type) || (await hasModule(type))) kernel.add(type);
  const asked = [VIEWER, 'udisksctl', ...helpersOf(fileSystem).map(({ name }) => name)];
  return {
    kernel,
    programs: new Set(asked.filter(isInstalled)),
    isRoot: process.geteuid?.() === 0,
    hasFuse: mayOpen(FUSE),
    isFuseThere: existsSync(FUSE),
    canElevate: elevatedTool('/usr/bin/mount', []) !== undefined,
  };
}

/** Lines of `/proc/filesystems`: `nodev<TAB>tmpfs`, `<TAB>ext4`. */
export function fileSystemsIn(text: string): ReadonlySet<string> {
  return new Set(text.split('\n').flatMap((line) => line.trim().split(/\s+/).slice(-1)));
}

/** The kernel loads it when it is asked to mount that: only root can see that it could. */
async function hasModule(type: string): Promise<boolean> {
  const { status } = await runTool('modprobe', ['-n', '-q', '--', `fs-${type}`], MODPROBE_LIMIT_MS);
  return status === 0;
}

function mayOpen(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
