import { MAX_FAT_FILE_BYTES } from '../../bytes/formats/fat/tree.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { AuthoredSource } from '../../contract/plan/plan.ts';
import type { ContentSource } from '../content/content-source.ts';
import type { AuthorProgress } from '../plan/author-progress.ts';
import type { AuthoredImage } from '../plan/authored-image.ts';
import { inTurns } from '../tree/cooperative.ts';
import { FolderTooFull } from '../volumes/cluster-places.ts';
import { kindOf, planVolume, type VolumePlan, type VolumeShape } from '../volumes/plan-volume.ts';
import { refuseSmallPart } from './files-part.ts';
import { persistenceNote, persistenceVolume } from './persistence.ts';
import { secondBytesOf } from './second-size.ts';
import { stickBootFacts } from './stick-boot.ts';
import { type StickContent, stickContent } from './stick-content.ts';
import { StickBytes } from './stick-disk.ts';
import { blockBytesOf, refuseSmall, type StickDrive, sizesOf, smallestOf } from './stick-drives.ts';
import { StickImage } from './stick-image.ts';
import { shapeFor, shapeOn } from './stick-shape.ts';
import { openStickSource, type StickSource } from './stick-source.ts';
import { type StickLayout, type StickParting, tableKindFor, VOLUME_BYTE } from './stick-table.ts';
import { likeThere } from './stick-there.ts';
import { PART_BYTES } from './windows/split-install.ts';
import { type FileLimits, type WindowsFiles, windowsFiles } from './windows/windows-files.ts';

const FAT_LIMITS: FileLimits = { mostFileBytes: MAX_FAT_FILE_BYTES, partBytes: PART_BYTES };
const EXFAT_LIMITS: FileLimits = { ...FAT_LIMITS, mostFileBytes: Number.MAX_SAFE_INTEGER };

/**
 * Plans a stick that holds the files of a folder or an image: partition table, a FAT or exFAT volume and all files, on drives of any sizes.
 * Nothing is written. The same files and sizes give the same bytes.
 *
 * @param drives at least one
 * @throws Failure `files-unfit`, `target-too-small`, `partition-too-small`, `file-system-unfit`, `usage`, and those of the source
 */
export async function authorStick(
  source: AuthoredSource,
  drives: readonly StickDrive[],
  progress: AuthorProgress,
  fatLimits: FileLimits = FAT_LIMITS,
): Promise<AuthoredImage> {
  const options = likeThere(source.author, drives);
  const parting = partingOf(options, drives);
  const limits = parting.volume === 'exfat' ? EXFAT_LIMITS : fatLimits;
  const opened = await openStickSource(source, progress);
  let windows: WindowsFiles | undefined;
  try {
    windows = await windowsFiles(opened, options, limits, progress);
    const { mostFileBytes } = limits;
    const wish = { parting, mostFileBytes, isLabelAsked: source.author.label !== undefined };
    const made = await stickContent(opened, windows, options, wish, progress);
    const askedBytes = source.author.filesBytes && parting.filesBytes;
    return await planStick({ source: opened, windows, made, parting, options, askedBytes }, drives, progress);
  } catch (error) {
    await Promise.all([opened.content.close(), windows?.close()]);
    throw error;
  }
}

/** Table and file system, as far as the drives and what was asked for decide them. @throws Failure `file-system-unfit` */
function partingOf(options: AuthoredSource['author'], drives: readonly StickDrive[]): StickParting {
  const blockBytes = blockBytesOf(drives);
  const filesBytes = options.filesBytes && wholeBlocks(options.filesBytes, blockBytes);
  const table = { kind: tableKindFor(options.table, sizesOf(drives), blockBytes), blockBytes, filesBytes };
  return { ...table, volume: kindOf(shapeFor(drives, table, options.fileSystem)) };
}

const wholeBlocks = (bytes: number, blockBytes: number): number => bytes - (bytes % blockBytes);

interface Making {
  readonly source: StickSource;
  readonly windows: WindowsFiles;
  readonly made: StickContent;
  readonly parting: StickParting;
  readonly options: AuthoredSource['author'];
  /** Of the partition of files, where somebody asked for a size. */
  readonly askedBytes?: number | undefined;
}

async function planStick(
  making: Making,
  drives: readonly StickDrive[],
  { signal }: AuthorProgress,
): Promise<AuthoredImage> {
  const { source, windows, made, parting, options, askedBytes } = making;
  const { rows, bios, kept, ids, seconds, boot, label } = made;
  const asked = kept && options.persistence;
  const secondBytes =
    asked === undefined ? undefined : secondBytesOf({ asked, parting, tree: rows, ...smallestOf(drives) });
  const layout: StickLayout = { ...parting, code: bios?.code, core: bios?.core, secondBytes };
  const shape = shapeFor(drives, layout, parting.volume);
  const plan = await planned(volumeOf(made, source, shape), signal);
  if (askedBytes !== undefined) await refuseSmallPart(askedBytes, plan, planAt(making, drives, signal));
  refuseSmall(drives, layout, plan);
  const { volume } = plan;
  made.loader?.place(rows, volume);
  const second =
    kept && secondBytes !== undefined && persistenceVolume(kept, secondBytes, { ...ids, seconds });
  const capacityBytes = Math.max(...sizesOf(drives));
  const bytes = new StickBytes({ volume, layout, ids, ...(second && { second }), capacityBytes });
  const keeping = kept && secondBytes !== undefined ? [persistenceNote(kept, secondBytes)] : [];
  const facts = stickBootFacts(source, boot, { ...parting, bios }, [...made.notes, ...keeping]);
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

/** The same files in a partition of another size, which may ask for another file system. */
function planAt(
  { source, made, parting, options }: Making,
  drives: readonly StickDrive[],
  signal: AbortSignal,
) {
  return async (filesBytes: number): Promise<VolumePlan | undefined> => {
    const shape = shapeOn(drives, { ...parting, filesBytes }, options.fileSystem);
    return typeof shape === 'string' ? undefined : planned(volumeOf(made, source, shape), signal);
  };
}

/** Folders that were given for it are looked at once more, and closed, together with the source. */
function withWindows(content: ContentSource, windows: WindowsFiles): Pick<ContentSource, 'settle' | 'close'> {
  return {
    settle: async (nodes) => void (await Promise.all([content.settle(nodes), windows.settle()])),
    close: async () => void (await Promise.all([content.close(), windows.close()])),
  };
}

/** The volume's boot sector is known once its loader is placed. */
function volumeOf(
  { rows: tree, label, ids, loader }: StickContent,
  { content }: StickSource,
  shape: VolumeShape,
): ReturnType<typeof planVolume> {
  return planVolume({
    tree,
    shape,
    hiddenBytes: VOLUME_BYTE,
    label,
    serial: ids.fatSerial,
    readRows: tree.reader(content),
    bootProgram: () => loader?.bootSector,
  });
}

/** @throws Failure `files-unfit` */
async function planned(work: ReturnType<typeof planVolume>, signal: AbortSignal): Promise<VolumePlan> {
  try {
    return await inTurns(work, signal);
  } catch (error) {
    if (!(error instanceof FolderTooFull)) throw error;
    const { path, entries } = error;
    throw new Failure('files-unfit', { path, why: 'folder-too-full', entries });
  }
}
