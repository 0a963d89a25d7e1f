import type { Drive } from './drive.ts';

/** What stands at the top of a file system that is about to be lost, as much as a bounded look tells. */
export interface TopNames {
  /** The device or file that holds it. */
  readonly path: string;
  /** Of a partition that the system shows no device for: its number. */
  readonly partition?: number;
  /** Folders first, then files; hidden ones last. Not all of them where there are many. */
  readonly entries: readonly TopEntry[];
  readonly total: number;
  /** There are more than were counted. */
  readonly isLeast?: true;
}

export interface TopEntry {
  /** Hostile: cleaned by whoever shows it. */
  readonly name: string;
  readonly isFolder: boolean;
}

/** Where to look: a drive and its parts, or a file that stands for one. */
export type TopPlace = Pick<Drive, 'path' | 'sizeBytes' | 'parts'>;
