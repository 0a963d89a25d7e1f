import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import { asFailure } from '../../../contract/failure/failure.ts';
import { volumeUnsupported } from '../../../contract/failure/source-failures.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { type Damaged, damageOf } from '../iso/damage.ts';
import type { VolumeNote } from '../volume.ts';
import { ExtVolume } from './ext-volume.ts';
import { ExtFiles } from './files.ts';
import { type ExtGeometry, readGeometry } from './geometry.ts';
import { ExtInodes } from './inodes.ts';
import { readJournal } from './journal.ts';
import { replayedImage } from './replayed-image.ts';

/**
 * An ext2, ext3 or ext4 file system, its journal replayed in memory; undefined when the image is none.
 *
 * @throws Failure `source-damaged`, `source-truncated`, `source-unreadable`, `file-system-unsupported`
 */
export async function openExt(image: Readable, imagePath: string): Promise<ExtVolume | undefined> {
  const damaged = damageOf(imagePath);
  const geometry = await readGeometry(image, imagePath, damaged);
  if (!geometry) return undefined;
  const options = { image, imagePath, geometry, damaged, notes: [] };
  if (!geometry.needsRecovery) return ExtVolume.open(options);
  const replayed = await replay(image, imagePath, geometry, damaged);
  return ExtVolume.open({ ...options, ...replayed });
}

interface Replayed {
  readonly image: Readable;
  readonly geometry: ExtGeometry;
  readonly notes: readonly VolumeNote[];
}

/** A journal that cannot be used leaves the file system as it is. */
async function replay(
  image: Readable,
  imagePath: string,
  geometry: ExtGeometry,
  damaged: Damaged,
): Promise<Replayed> {
  if (geometry.journalInode === 0) throw volumeUnsupported(imagePath, { reason: 'journal-elsewhere' });
  const asItIs: Replayed = { image, geometry, notes: ['journal-damaged'] };
  try {
    const inodes = new ExtInodes(geometry, bytesOf(image), damaged);
    const files = new ExtFiles(geometry, image, imagePath, damaged);
    const content = await files.open(await inodes.read(geometry.journalInode));
    const journal = await readJournal(content, geometry.blockBytes);
    if (!journal) return asItIs;
    const replayed = replayedImage(image, content, journal, geometry.blockBytes);
    const now = await readGeometry(replayed, imagePath, damaged);
    const notes: VolumeNote[] = journal.isDamaged ? ['journal-damaged'] : ['journal-replayed'];
    return now ? { image: replayed, geometry: now, notes } : asItIs;
  } catch (error) {
    if (asFailure(error).code !== 'source-damaged') throw error;
    return asItIs;
  }
}
