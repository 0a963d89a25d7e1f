import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { outputsOf } from '../../contract/plan/parts.ts';
import type { Plan } from '../../contract/plan/plan.ts';
import { checksumPathOf } from '../../write/targets/output-file.ts';

/** What a plan writes inside a folder that it reads: paths in the folder, `/a/b`, whatever links lead there. */
export function ownOutputsIn(folder: string, plan: Plan | undefined): string[] {
  const root = realOf(folder);
  if (plan === undefined || root === undefined) return [];
  const image = outputsOf(plan).flatMap(({ path }) => [path, checksumPathOf(path)]);
  const receipt = 'receipt' in plan && plan.receipt !== undefined ? [plan.receipt] : [];
  const below = root.endsWith('/') ? root : `${root}/`;
  return [...image, ...receipt]
    .flatMap(realPlace)
    .flatMap((path) => (path.startsWith(below) ? [path.slice(below.length - 1)] : []));
}

/** Where a file lies or will lie, by the real path of its folder. */
function realPlace(path: string): string[] {
  const folder = realOf(dirname(path));
  return folder === undefined ? [] : [join(folder, basename(path))];
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
