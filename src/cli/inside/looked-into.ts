import { isUrl } from '../../engine/contract/plan/source-path.ts';
import type { LookedInto, PartitionFacts, PublishedSum } from '../../engine/contract/ports/inside.ts';
import { besideFile } from '../../engine/read/checksum/beside.ts';
import { findPublished } from '../../engine/read/checksum/find-checksum.ts';
import { numberedRegions } from '../../engine/read/open/partition-image.ts';
import { absolutePath } from '../absolute-path.ts';
import type { Outlook } from '../face.ts';
import { inspectionOf } from '../inspect.ts';
import { isDevice, openReadable } from '../readable.ts';

/** What `inspect` tells of it, where its partitions lie, and what is published about it. @throws Failure as `inspect` does */
export async function lookedInto(path: string, face: Outlook): Promise<LookedInto> {
  const inspection = await inspectionOf(path, face);
  return {
    ok: true,
    inspection,
    partitions: await partitionsIn(path, face),
    published: await publishedOf(path, face),
  };
}

/** None where the table cannot be read: the notes say so. */
async function partitionsIn(path: string, face: Outlook): Promise<readonly PartitionFacts[]> {
  const image = await openReadable(path, face, { raw: true, opensContainers: true });
  try {
    const { sizeBytes = image.reachBytes ?? 0 } = image;
    const read = image.read.bind(image);
    const found = await numberedRegions({ sizeBytes, read });
    return found.filter(({ lengthBytes }) => lengthBytes > 0);
  } catch {
    return [];
  } finally {
    await image.close();
  }
}

/** The strongest sum of the file that stands beside it. A checksum of a container is one of its own bytes. */
async function publishedOf(path: string, face: Outlook): Promise<readonly PublishedSum[]> {
  const place = isUrl(path) ? path : absolutePath(path, face);
  if (isUrl(path) || (await isDevice(place))) return [];
  const { best } = await findPublished(besideFile(place), (name) => name);
  return best ? [{ algorithm: best.algorithm, hash: best.hash, file: best.checksumFile }] : [];
}
