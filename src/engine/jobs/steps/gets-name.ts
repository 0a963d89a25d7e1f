import { lstat } from 'node:fs/promises';
import { packingOf } from '../../write/packed/packing.ts';
import type { FileSink } from './file-sinks.ts';
import type { Read } from './rescue.ts';

/**
 * Whether images with holes get their names: when everything was tried, and nothing that stands there would have to give way to holes. A
 * packed one would be packed once more when they are filled: it stays as it is.
 */
export async function getsName({ acquired, open }: Pick<Read, 'acquired' | 'open'>): Promise<boolean> {
  if (acquired.end.why !== 'over') return false;
  for (const file of open.files) if (await isHeldBack(file)) return false;
  return true;
}

async function isHeldBack({ path, workPath, output }: FileSink): Promise<boolean> {
  if (packingOf(path) !== undefined) return true;
  if (workPath === path) return false;
  const found = await lstat(output.beside(path)).catch(() => undefined);
  return found !== undefined;
}
