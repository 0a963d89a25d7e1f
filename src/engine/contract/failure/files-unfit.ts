/** Files that FAT32 cannot hold, or a system that would not find them there. `path`: the file or folder. */
export interface FilesUnfit {
  readonly path: string;
  readonly why: FilesUnfitWhy;
  readonly sizeBytes?: number;
  readonly entries?: number;
}

export type FilesUnfitWhy =
  | 'file-too-large'
  | 'folder-too-full'
  | 'needs-iso9660'
  /** An installer's WIM of 4 GiB or more whose contents are packed together (ESD). */
  | 'wim-solid'
  | 'wim-pipable'
  /** A part of a WIM that is split already. */
  | 'wim-part'
  /** `sizeBytes`: a part with nothing but one of its files, or its trees, would be so large. */
  | 'wim-resource'
  /** Parts of that name are there already. */
  | 'wim-parts-there';
