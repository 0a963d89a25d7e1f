import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readNames, readText } from './read.ts';

/**
 * A short text that changes whenever a list of drives may: devices and partitions that come and go, media that are
 * changed, sizes, mounts, swap, and what udev learned. A few milliseconds, no child process, no open device.
 */
export async function linuxSignature(root = '/'): Promise<string> {
  const names = await readNames(join(root, 'sys/class/block'));
  const disks = await readNames(join(root, 'sys/block'));
  const facts = await Promise.all([
    ...disks.map((name) => diskState(root, name)),
    readText(join(root, 'proc/self/mountinfo')),
    readText(join(root, 'proc/swaps')),
    lastChange(join(root, 'run/udev/data')),
  ]);
  const { createHash } = await import('node:crypto');
  return createHash('sha1')
    .update(JSON.stringify([names, facts]))
    .digest('hex');
}

async function diskState(root: string, name: string): Promise<(string | undefined)[]> {
  const folder = join(root, 'sys/block', name);
  return Promise.all(['size', 'ro', 'diskseq'].map((file) => readText(join(folder, file))));
}

/** udev writes an entry a moment after the kernel shows the device: labels come later than sizes. */
async function lastChange(folder: string): Promise<number> {
  return stat(folder).then(
    (found) => found.mtimeMs,
    () => 0,
  );
}
