import type { Loss } from '../jobs/events.ts';
import type { AuthorOptions } from '../plan/plan.ts';
import { Failure } from '../ports/failure.ts';
import type { Image } from '../ports/image.ts';

/** An image planned from a folder: exact size, label and every loss are known before the first byte is made. */
export interface AuthoredImage extends Image {
  readonly label: string;
  readonly losses: readonly Loss[];
  /** Entries in the tree, the root included. */
  readonly entries: number;
}

export interface AuthorProgress {
  readonly signal: AbortSignal;
  /** Called while the folder is being walked, at most every 100 ms. */
  readonly onEntries: (entries: number) => void;
}

/** Plans `folder` as an image. Nothing is written. */
export async function authorFolder(
  folder: string,
  _options: AuthorOptions,
  _progress: AuthorProgress,
): Promise<AuthoredImage> {
  throw new Failure('internal', { problem: `not yet: ${folder}` });
}
