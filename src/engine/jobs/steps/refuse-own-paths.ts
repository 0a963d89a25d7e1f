import { stat } from 'node:fs/promises';
import { Failure } from '../../contract/failure/failure.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Machine } from '../../contract/ports/machine.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { blockMapPathOf } from '../../write/targets/block-map-text.ts';
import { checksumPathOf } from '../../write/targets/output-file.ts';
import { liesOn } from './refuse-map-place.ts';
import { keyOf, refuseUsed } from './refuse-used.ts';
import type { RescuePlaces } from './rescue-places.ts';

type Places = Pick<RescuePlaces, 'workPath' | 'mapPath'>;

/**
 * What a rescue writes is none of what it reads, whatever its name: a medium that gave way to its own image would be gone, and an
 * image that grows on its medium changes what is read.
 *
 * @throws Failure `source-on-target`, `usage`
 */
export async function refuseOwnPaths(
  plan: ReadPlan,
  path: string,
  places: Places,
  { medium, machine }: { readonly medium: Medium; readonly machine: Machine },
): Promise<void> {
  const named = [path, checksumPathOf(path), ...(plan.blockMap ? [blockMapPathOf(path)] : [])];
  const source = plan.source.path;
  if (plan.receipt !== undefined && named.includes(plan.receipt))
    throw usageRefused({ reason: 'receipt-is-output', path: plan.receipt });
  const mediumKey = await keyOf(medium.realPath);
  for (const own of unfinishedToo([...named, places.workPath, places.mapPath]))
    if (
      own === medium.realPath ||
      own === source ||
      (mediumKey !== undefined && (await keyOf(own)) === mediumKey)
    )
      throw new Failure('source-on-target', { source, target: own });
  for (const own of [...named, places.workPath]) await refuseInUse(own, machine);
  if (await liesOn(medium, path)) throw usageRefused({ reason: 'output-on-medium', path, medium: source });
}

/** A file may be what the medium is made of, or another device. @throws Failure `target-busy`, `target-mounted`, `target-system` */
async function refuseInUse(path: string, machine: Machine): Promise<void> {
  const [key, found] = [await keyOf(path), await stat(path).catch(() => undefined)];
  if (key !== undefined && found?.isFile()) await refuseUsed(path, { key, sizeBytes: found.size }, machine);
}

/** The names under which files grow until they get their own. */
const unfinishedToo = (paths: readonly string[]): string[] => paths.flatMap((path) => [path, `${path}.part`]);
