import { resolve } from 'node:path';
import { Failure } from '../engine/contract/failure/failure.ts';
import { isLocal } from '../engine/contract/plan/source-path.ts';

/** Fields of a plan that name a file of this machine. */
const PATHS = ['path', 'bmap', 'hashFile', 'bootFrom', 'answer', 'drivers', 'oem', 'image', 'map', 'receipt'];
const DEEPEST = 32;
/** What a dry run found out names files too, inside the image. */
const NO_PATHS = ['forecast'];

/**
 * A plan somebody wrote by hand may name files from the folder they are in. The job runs elsewhere and takes absolute paths only,
 * so they are made absolute where the person is. Anything else stays as it is, for the schema to judge.
 */
export function withAbsolutePaths(plan: unknown, workingFolder: string, depth = 0): unknown {
  if (depth > DEEPEST) throw new Failure('plan-invalid', { problem: 'it is nested deeper than any plan' });
  const within = (one: unknown): unknown => withAbsolutePaths(one, workingFolder, depth + 1);
  if (Array.isArray(plan)) return plan.map(within);
  if (typeof plan !== 'object' || plan === null) return plan;
  const entries = Object.entries(plan).map(([key, value]) => {
    if (NO_PATHS.includes(key)) return [key, value];
    if (!PATHS.includes(key) || typeof value !== 'string') return [key, within(value)];
    return [key, value.trim() === '' ? '' : isLocal(value) ? resolve(workingFolder, value) : value];
  });
  return Object.fromEntries(entries);
}
