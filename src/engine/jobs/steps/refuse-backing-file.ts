import { stat } from 'node:fs/promises';
import { Failure } from '../../contract/failure/failure.ts';
import type { Machine } from '../../contract/ports/machine.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { checksumPathOf } from '../../write/targets/output-file.ts';
import { keyOf, refuseUsed } from './refuse-used.ts';
import type { RescuePlaces } from './rescue-places.ts';

/**
 * The file that a medium stands for is that medium: nobody should be told to detach it first, as for a file of another device.
 *
 * @throws Failure `source-on-target`
 */
export async function refuseBackingFile(
  path: string,
  { workPath, mapPath }: Pick<RescuePlaces, 'workPath' | 'mapPath'>,
  { medium, machine }: { readonly medium: Medium; readonly machine: Machine },
): Promise<void> {
  for (const own of new Set([path, checksumPathOf(path), workPath, mapPath]))
    if (await standsFor(own, medium, machine))
      throw new Failure('source-on-target', { source: medium.path, target: own });
}

async function standsFor(path: string, { name }: Medium, machine: Machine): Promise<boolean> {
  const [key, found] = [await keyOf(path), await stat(path).catch(() => undefined)];
  if (key === undefined || !found?.isFile()) return false;
  try {
    await refuseUsed(path, { key, sizeBytes: found.size }, machine);
    return false;
  } catch (error) {
    // In use by something else: who looks at that next says so.
    if (!(error instanceof Failure) || error.code !== 'target-busy') return false;
    const { because } = error.facts;
    return because?.reason === 'loop-stands-for-it' && because.name === name;
  }
}
