import type { EntryType } from './entry-type.ts';

/** An entry that could not be extracted, while the others were. */
export interface LeftOut {
  /** As text, `/a/b`. */
  readonly path: string;
  /** Of a folder, everything in it is left out too. */
  readonly type: EntryType;
  readonly code: LeftOutCode;
}

export type LeftOutCode =
  | 'same-name'
  | 'name-refused'
  | 'link-target'
  | 'links-refused'
  | 'file-too-large'
  | SourceFault
  | Obstacle;

/** What is wrong with the image, at this entry. `unsupported`: it is encrypted. */
export type SourceFault =
  | 'damaged'
  | 'unsupported'
  | 'kept-elsewhere'
  | 'packing-unsupported'
  | 'folder-damaged'
  | 'folder-unsupported'
  | 'folder-circle'
  | 'folder-deep';

/** What is in the way where it should go. */
export type Obstacle = 'in-the-way' | 'not-writable';

const GRAVE: ReadonlySet<LeftOutCode> = new Set<SourceFault | Obstacle>([
  'damaged',
  'unsupported',
  'kept-elsewhere',
  'packing-unsupported',
  'folder-damaged',
  'folder-unsupported',
  'folder-circle',
  'folder-deep',
  'in-the-way',
  'not-writable',
]);

/** True if what is on the disk now is not what a reader of the image would get; the others are known limits of a file system. */
export function isGrave({ code }: Pick<LeftOut, 'code'>): boolean {
  return GRAVE.has(code);
}
