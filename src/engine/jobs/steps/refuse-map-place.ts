import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../../contract/failure/failure.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import { outputsOf } from '../../contract/plan/parts.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import { deviceNumberText } from '../../contract/ports/device-number.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { blockMapPathOf } from '../../write/targets/block-map-text.ts';
import { checksumPathOf } from '../../write/targets/output-file.ts';
import { keyOf } from './refuse-used.ts';

/**
 * The map that a rescue keeps is a file of its own, or none yet: it is renamed over what has its name.
 *
 * @throws Failure `source-on-target`, `usage`
 */
export async function refuseMapPlaces(plan: ReadPlan, medium: Medium): Promise<void> {
  const source = plan.source.path;
  if (plan.map !== undefined) await refuseOutput(plan.map, plan);
  const mediumKey = medium.kind === 'file' ? await keyOf(medium.realPath) : undefined;
  for (const map of mapsOf(plan)) {
    if (mediumKey !== undefined && (await keyOf(map)) === mediumKey)
      throw new Failure('source-on-target', { source, target: map });
    const found = await stat(map).catch(() => undefined);
    if (found && !found.isFile()) throw usageRefused({ reason: 'map-no-file', path: map });
  }
  // An ill medium is written to least of all.
  for (const path of [...mapsOf(plan), ...(plan.receipt === undefined ? [] : [plan.receipt])])
    if (await liesOn(medium, path)) throw usageRefused({ reason: 'output-on-medium', path, medium: source });
}

const mapsOf = ({ map, output }: ReadPlan): string[] => {
  const path = map ?? (output && `${output.path}.map`);
  return path === undefined ? [] : [path];
};

async function refuseOutput(map: string, plan: ReadPlan): Promise<void> {
  const mapKey = await keyOf(map);
  for (const { path } of outputsOf(plan))
    for (const own of [path, `${path}.partial`, checksumPathOf(path), blockMapPathOf(path)])
      if (own === map || (mapKey !== undefined && (await keyOf(own)) === mapKey))
        throw usageRefused({ reason: 'map-is-output', path: map });
}

/** Whether a file lies, or would lie, in a file system of the medium. */
export async function liesOn({ holds }: Medium, path: string): Promise<boolean> {
  const folder = await stat(dirname(path), { bigint: true }).catch(() => undefined);
  return (folder && holds?.(deviceNumberText(Number(folder.dev)))) ?? false;
}
