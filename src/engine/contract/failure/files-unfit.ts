/** Files that FAT32 cannot hold, or a system that would not find them there. `path`: the file or folder. */
export interface FilesUnfit {
  readonly path: string;
  readonly why: 'file-too-large' | 'folder-too-full' | 'needs-iso9660';
  readonly sizeBytes?: number;
  readonly entries?: number;
}
