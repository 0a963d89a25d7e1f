import { FAT_SECTOR_BYTES } from '../../bytes/formats/fat/geometry.ts';
import { MAX_FAT_FILE_BYTES } from '../../bytes/formats/fat/tree.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { AuthoredSource } from '../../contract/plan/plan.ts';
import type { ContentSource } from '../content/content-source.ts';
import type { AuthorProgress } from '../plan/author-progress.ts';
import type { AuthoredImage } from '../plan/authored-image.ts';
import { inTurns } from '../tree/cooperative.ts';
import { type ClusterPlaces, FolderTooFull, placeRows } from '../volumes/fat/cluster-places.ts';
import type { Fat32Shape } from '../volumes/fat/fat32-shape.ts';
import { Fat32Volume } from '../volumes/fat/fat32-volume.ts';
import { persistenceNote, persistenceVolume } from './persistence.ts';
import { secondBlocksOf } from './second-size.ts';
import { stickBootFacts } from './stick-boot.ts';
import { type StickContent, stickContent } from './stick-content.ts';
import { StickBytes } from './stick-disk.ts';
import { refuseSmall, type StickDrive, shapeFor, sizesOf, smallestOf } from './stick-drives.ts';
import { StickImage } from './stick-image.ts';
import { openStickSource, type StickSource } from './stick-source.ts';
import { type StickLayout, tableKindFor, VOLUME_BLOCK } from './stick-table.ts';
import { PART_BYTES } from './windows/split-install.ts';
import { type FileLimits, type WindowsFiles, windowsFiles } from './windows/windows-files.ts';

const FAT32_LIMITS: FileLimits = { mostFileBytes: MAX_FAT_FILE_BYTES, partBytes: PART_BYTES };

/**
 * Plans a stick that holds the files of a folder or an image: partition table, FAT32 and all files, on drives of any sizes.
 * Nothing is written. The same files and sizes give the same bytes.
 *
 * @param drives at least one
 * @throws Failure `files-unfit`, `target-too-small`, `file-system-unfit`, `usage`, and those of the source
 */
export async function authorStick(
  source: AuthoredSource,
  drives: readonly StickDrive[],
  progress: AuthorProgress,
  limits: FileLimits = FAT32_LIMITS,
): Promise<AuthoredImage> {
  const opened = await openStickSource(source, progress);
  let windows: WindowsFiles | undefined;
  try {
    windows = await windowsFiles(opened, source.author, limits, progress);
    return await planStick(opened, windows, source.author, drives, progress);
  } catch (error) {
    await Promise.all([opened.content.close(), windows?.close()]);
    throw error;
  }
}

async function planStick(
  source: StickSource,
  windows: WindowsFiles,
  options: AuthoredSource['author'],
  drives: readonly StickDrive[],
  progress: AuthorProgress,
): Promise<AuthoredImage> {
  const kind = tableKindFor(options.table, sizesOf(drives));
  const made = await stickContent(source, windows, options, kind, progress);
  const { rows, bios, kept, ids, seconds, boot, label } = made;
  const asked = kept && options.persistence;
  const secondBlocks =
    asked === undefined ? undefined : secondBlocksOf({ asked, kind, tree: rows, ...smallestOf(drives) });
  const layout: StickLayout = { kind, code: bios?.code, core: bios?.core, secondBlocks };
  const shape = shapeFor(drives, layout);
  const places = await placed(placeRows(rows, shape.sectorsPerCluster * FAT_SECTOR_BYTES), progress.signal);
  const volume = volumeOf(made, source, shape, places);
  refuseSmall(drives, { layout, shape, places, volume });
  const second =
    kept && secondBlocks !== undefined && persistenceVolume(kept, secondBlocks, { ...ids, seconds });
  const capacityBytes = Math.max(...sizesOf(drives));
  const bytes = new StickBytes({ volume, layout, ids, ...(second && { second }), capacityBytes });
  const keeping = kept && secondBlocks !== undefined ? [persistenceNote(kept, secondBlocks)] : [];
  const facts = stickBootFacts(source, boot, { kind, bios }, [...made.notes, ...keeping]);
  const { apart, excluded } = source;
  const told = {
    label,
    losses: [...source.losses, ...windows.losses, ...made.losses],
    entries: rows.count,
    apart,
    excluded,
  };
  const content = withWindows(source.content, windows);
  return new StickImage(bytes, content, () => rows.usedNodes(windows.read), { ...told, boot: facts });
}

/** Folders that were given for it are looked at once more, and closed, together with the source. */
function withWindows(content: ContentSource, windows: WindowsFiles): Pick<ContentSource, 'settle' | 'close'> {
  return {
    settle: async (nodes) => void (await Promise.all([content.settle(nodes), windows.settle()])),
    close: async () => void (await Promise.all([content.close(), windows.close()])),
  };
}

/** Its loader is told where it lies, when there is one. */
function volumeOf(
  { rows: tree, label, ids, loader }: StickContent,
  { content }: StickSource,
  shape: Fat32Shape,
  places: ClusterPlaces,
): Fat32Volume {
  const volume = new Fat32Volume({
    tree,
    places,
    shape,
    hiddenSectors: VOLUME_BLOCK,
    label,
    serial: ids.fatSerial,
    readRows: tree.reader(content),
    bootProgram: () => loader?.bootSector,
  });
  loader?.place(tree, volume);
  return volume;
}

/** @throws Failure `files-unfit` */
async function placed(work: ReturnType<typeof placeRows>, signal: AbortSignal): Promise<ClusterPlaces> {
  try {
    return await inTurns(work, signal);
  } catch (error) {
    if (!(error instanceof FolderTooFull)) throw error;
    const { path, entries } = error;
    throw new Failure('files-unfit', { path, why: 'folder-too-full', entries });
  }
}
