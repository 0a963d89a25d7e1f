/** Shows the file systems of images in folders of this machine, read-only. */
export interface ImageMounts {
  /**
   * @throws Failure `mount-place`, `mount-impossible`, `mount-failed`, `elevation-refused`, `stopped`
   */
  mount(wanted: MountWanted, signal?: AbortSignal): Promise<ImageMounted>;
  /** How it would be done, without doing anything. @throws Failure `mount-place`, `mount-impossible` */
  plan(wanted: MountWanted): Promise<MountPlanned>;
  /**
   * Lets go of what this user has mounted at a folder, or of an image.
   *
   * @param place whole path of the folder or of the image
   * @throws Failure `not-mounted`, `unmount-failed`
   */
  unmount(place: string): Promise<readonly ImageMounted[]>;
  /** What `unmount` would let go of. @throws Failure `not-mounted` */
  mountedAt(place: string): Promise<readonly ImageMounted[]>;
  /** What this user has mounted and is still there, the oldest first. */
  list(): Promise<readonly ImageMounted[]>;
}

/** What is to be mounted. */
export interface MountWanted {
  /** Whole path of an image file or a drive. */
  readonly path: string;
  /** As its table counts it; absent: the image itself. */
  readonly partition?: number | undefined;
  readonly fileSystem: MountedFileSystem;
  /** Where the file system lies in the content. */
  readonly startByte: number;
  readonly lengthBytes: number;
  /** The content is not the bytes of the file, but in this (`QCOW2`), or is otherwise only seen through our reader. */
  readonly container?: string | undefined;
  /** A folder; absent: one is made. */
  readonly at?: string | undefined;
}

/** As `mount -t` calls them. */
export type MountedFileSystem =
  | 'iso9660'
  | 'udf'
  | 'ext2'
  | 'ext3'
  | 'ext4'
  | 'vfat'
  | 'exfat'
  | 'ntfs'
  | 'squashfs'
  | 'xfs'
  | 'btrfs'
  | 'f2fs'
  | 'erofs'
  | 'cramfs'
  | 'hfs'
  | 'hfsplus'
  | 'apfs'
  | 'wim';

export interface MountPlanned {
  /** Which program shows it: `mount`, `fuseiso`, … */
  readonly by: string;
  /** The folder, where it is known before. */
  readonly at?: string | undefined;
  /** Root is asked for on the way. */
  readonly elevated: boolean;
}

export interface ImageMounted {
  readonly path: string;
  readonly partition?: number | undefined;
  /** The folder; of Windows the letter of a drive. */
  readonly at: string;
  readonly fileSystem: MountedFileSystem;
  readonly by: string;
}
