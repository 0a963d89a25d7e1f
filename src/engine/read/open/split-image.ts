import { join } from 'node:path';
import { readMapped } from '../../bytes/mapped/read-mapped.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { sourceDamaged } from '../../contract/failure/source-failures.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import type { Image } from '../../contract/ports/image.ts';
import { joinedParts } from '../containers/joined-parts.ts';
import type { SplitSet } from '../containers/split-set.ts';
import { openImagePart } from './container-file.ts';

/**
 * Parts of one image as that image. `named` is the part that is open already, and is closed with the others.
 *
 * @throws Failure `source-needs-parts` with all that are missing, `source-truncated` for a part shorter than the first that is not the last, `source-damaged`
 *   for a longer one
 */
export async function splitImage(
  path: string,
  named: Image,
  { folder, own, names, missing }: SplitSet,
  files: ConfirmedFiles | undefined,
): Promise<Image> {
  if (missing.length > 0) throw new Failure('source-needs-parts', { path, missing });
  const parts: Image[] = [];
  const close = async (): Promise<void> => {
    for (const part of parts) await part.close();
  };
  try {
    for (const name of names) {
      parts.push(name === own ? named : await openImagePart(join(folder, name), path, name, files));
    }
    demandSizes(parts);
  } catch (error) {
    for (const part of parts) if (part !== named) await part.close();
    throw error;
  }
  const joined = joinedParts(
    parts.map((from) => ({
      sizeBytes: from.sizeBytes,
      runAt: (atByte, lengthBytes) => ({ kind: 'stored', lengthBytes, from, atByte }),
    })),
  );
  const { sizeBytes } = joined;
  return {
    path,
    sizeBytes,
    read: readMapped(joined).read,
    async settle() {
      for (const part of parts) await part.settle?.();
    },
    extents: () => [{ atByte: 0, lengthBytes: sizeBytes, from: 'file' }],
    close,
  };
}

/** Programs make all of one length but the last: a part that was not copied to its end is shorter. */
function demandSizes(parts: readonly Image[]): void {
  const expectedBytes = parts[0]?.sizeBytes ?? 0;
  for (const [index, { path = '', sizeBytes: foundBytes }] of parts.entries()) {
    const isLast = index === parts.length - 1;
    if (foundBytes < expectedBytes && !isLast)
      throw new Failure('source-truncated', { path, expectedBytes, foundBytes });
    if (foundBytes > expectedBytes)
      throw sourceDamaged(path, { reason: 'part-longer', expectedBytes, foundBytes });
  }
}
