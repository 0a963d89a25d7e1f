import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { packageOf } from '../../bytes/formats/debian/package.ts';
import type { PackageIndex } from '../../bytes/formats/debian/resolve.ts';
import { namesIn } from './apt-repositories.ts';
import { chunksOfFile, sha256OfFile } from './checked-chunks.ts';
import { debControl } from './deb-entries.ts';
import { indexPackages } from './index-packages.ts';
import { ARCHITECTURE } from './local-lists.ts';
import { unpackedChunks } from './unpacked.ts';

const INDEXES = ['Packages', 'Packages.gz', 'Packages.xz', 'Packages.zst'];

/** Puts the packages of a folder's own index into an index; false when it has none. */
export async function addFolderIndex(
  index: PackageIndex,
  folder: string,
  signal: AbortSignal,
): Promise<boolean> {
  const name = INDEXES.find((one) => namesIn(folder).includes(one));
  if (name === undefined) return false;
  const path = join(folder, name);
  for await (const one of indexPackages(unpackedChunks(path, chunksOfFile(path), signal))) index.add(one);
  return true;
}

/** Puts the packages that lie in a folder into an index, by what each says of itself. */
export async function addFolderPackages(
  index: PackageIndex,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  for (const name of namesIn(folder).filter((one) => one.endsWith('.deb'))) {
    const path = join(folder, name);
    const control = await debControl(path, chunksOfFile(path), signal);
    if (![ARCHITECTURE, 'all'].includes(control.get('architecture') ?? '')) continue;
    const { size } = await stat(path);
    const fields = new Map([
      ...control,
      ['sha256', await sha256OfFile(path)] as const,
      ['size', String(size)] as const,
      ['filename', name] as const,
    ]);
    const found = packageOf(fields);
    if (found) index.add(found);
  }
}
