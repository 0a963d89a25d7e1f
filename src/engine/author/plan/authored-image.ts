import type { ApartEntry } from '../../contract/events/apart.ts';
import type { BootFacts } from '../../contract/events/boot-facts.ts';
import type { AppliedChange, KeptListFacts } from '../../contract/events/edited.ts';
import type { Loss } from '../../contract/events/loss.ts';
import type { Image } from '../../contract/ports/image.ts';

export interface EditFacts {
  readonly before: Image;
  readonly changes: readonly AppliedChange[];
  readonly lists: readonly KeptListFacts[];
}

/** An image planned from a folder: exact size, label and every loss are known before the first byte is made. */
export interface AuthoredImage extends Image {
  readonly label: string;
  readonly losses: readonly Loss[];
  /** What the folder is, and what was made to start. */
  readonly boot: BootFacts;
  /** Entries in the tree, the root included. */
  readonly entries: number;
  /** What of the folder is not in it although no pattern says so. */
  readonly apart: readonly ApartEntry[];
  /** Whether entries lose extended attributes could not be told. */
  readonly attributesUnknown: boolean;
  /** Entries that patterns left out. */
  readonly excluded: number;
  /** Of an image with changes: what it was before, and what they did. */
  readonly edited?: EditFacts | undefined;
  settle(): Promise<void>;
  /** Bytes to be read for checksums that stand in the image. */
  readonly checksumBytes: number;
  /** Makes those checksums; else they are made when they are first read. */
  makeChecksums(onRead: (doneBytes: number) => void): Promise<void>;
  /** Leaves them blank, for a look at the rest of the image that reads no more than it needs. */
  leaveChecksumsBlank(): void;
}
