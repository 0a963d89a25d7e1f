import type { AuthorOptions } from '../../contract/plan/plan.ts';
import { checksumFileNames } from '../content/checksum-file.ts';
import { MOVED_FOLDER } from '../iso/relocation.ts';
import type { AuthorProgress } from './author-progress.ts';
import type { AuthoredImage } from './authored-image.ts';
import type { LaidOutImage } from './laid-out-image.ts';
import type { OpenedOriginal } from './open-original.ts';

/** How a tree is scanned that is laid out with these options. */
export function scanOptions({ relocate, checksums, followLinks, exclude, oneFileSystem }: AuthorOptions) {
  const movedFolder = relocate ? MOVED_FOLDER : undefined;
  const made = checksums ? [checksumFileNames[checksums]] : [];
  return { followLinks, exclude, made, movedFolder, oneFileSystem };
}

/** The entries of an original are not those of the image that is made. */
export function silent(progress: AuthorProgress): AuthorProgress {
  return { ...progress, onEntries: () => {} };
}

/** The image with an original that is closed when it is. */
export function closedWith(image: LaidOutImage, original: OpenedOriginal): AuthoredImage {
  image.alsoClose(() => original.image.close());
  return image;
}
