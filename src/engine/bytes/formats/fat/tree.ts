/** A folder to be put on a FAT volume. `C` says where the bytes of a file come from. */
export interface FatFolder<C> {
  readonly name: string;
  /** Unix seconds. */
  readonly modifiedAt: number;
  readonly entries: readonly (FatFolder<C> | FatFile<C>)[];
}

export interface FatFile<C> {
  readonly name: string;
  readonly modifiedAt: number;
  readonly sizeBytes: number;
  readonly content: C | Uint8Array;
}

export function isFolder<C>(entry: FatFolder<C> | FatFile<C>): entry is FatFolder<C> {
  return 'entries' in entry;
}

/** A file has a length of 32 bits. fatgen103 "DIR_FileSize". */
export const MAX_FAT_FILE_BYTES = 0xffffffff;
