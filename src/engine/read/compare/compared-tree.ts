import type { Content, Folders, Volume, VolumeEntry, VolumeStandard } from '../browse/volume.ts';

/** What holds a file open until it was compared. */
export type OpenContent = Content & { close?(): Promise<void> };

/** One side of a comparison by content: a file system in an image, or a folder of this machine. */
export interface ComparedTree extends Folders {
  readonly standard: VolumeStandard | 'folder';
  /** @throws Failure as `Volume.open`; `source-changed` */
  open(entry: VolumeEntry): Promise<OpenContent>;
}

export function volumeTree(volume: Volume): ComparedTree {
  const { standard, root } = volume;
  return {
    standard,
    root,
    list: (folder) => volume.list(folder),
    ...(volume.batches && { batches: (folder) => volume.batches?.(folder) ?? [] }),
    open: (entry) => volume.open(entry),
  } as ComparedTree;
}

/** Names that differ in case only are one name there. */
const FOLDS: ReadonlySet<string> = new Set(['fat', 'exfat', 'ntfs', 'iso9660']);

export function foldsCase({ standard }: Pick<ComparedTree, 'standard'>): boolean {
  return FOLDS.has(standard);
}

/** Names of these are made like those of Windows. */
const WINDOWS_NAMES: ReadonlySet<string> = new Set(['fat', 'exfat', 'ntfs', 'wim', 'joliet', 'iso9660']);
/** Nothing but files and folders. */
const PLAIN_KINDS: ReadonlySet<string> = new Set(['fat', 'exfat', 'joliet', 'iso9660', 'enhanced']);

export function hasWindowsNames({ standard }: Pick<ComparedTree, 'standard'>): boolean {
  return WINDOWS_NAMES.has(standard);
}

/** No links, devices, pipes and sockets. */
export function hasPlainKinds({ standard }: Pick<ComparedTree, 'standard'>): boolean {
  return PLAIN_KINDS.has(standard);
}

/** How exactly a time is recorded, in milliseconds. ISO 9660 §9.1.5, FAT: ECMA-107 §11, exFAT §7.4.10; the others are finer than is told here. */
export function timeStepMs({ standard }: Pick<ComparedTree, 'standard'>): number {
  if (standard === 'fat') return 2000;
  if (standard === 'exfat') return 10;
  const isWhole = ['iso9660', 'rock-ridge', 'joliet', 'enhanced', 'squashfs', 'ext2', 'ext3'].includes(
    standard,
  );
  return isWhole ? 1000 : 1;
}

/** Inodes of 128 bytes keep whole seconds, and programs that make UDF often record no more; nothing says so of the entry. */
export function mayRound({ standard }: Pick<ComparedTree, 'standard'>): boolean {
  return standard === 'ext4' || standard === 'udf';
}
