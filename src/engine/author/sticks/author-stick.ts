import { FIRST_CLUSTER } from '../../bytes/formats/fat/boot-sector.ts';
import { FAT_SECTOR_BYTES } from '../../bytes/formats/fat/geometry.ts';
import { MAX_FAT_FILE_BYTES } from '../../bytes/formats/fat/tree.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { AuthoredSource } from '../../contract/plan/plan.ts';
import { diskIds } from '../boot/disk-ids.ts';
import { nodeReader } from '../boot/node-reader.ts';
import type { ContentSource } from '../content/content-source.ts';
import type { AuthorProgress } from '../plan/author-progress.ts';
import type { AuthoredImage } from '../plan/authored-image.ts';
import { fileSeconds, volumeSeconds } from '../plan/plan-folder.ts';
import { inTurns, telling } from '../tree/cooperative.ts';
import { type ClusterPlaces, FolderTooFull, placeRows } from '../volumes/fat/cluster-places.ts';
import { clustersIn, type Fat32Shape, fat32Shape } from '../volumes/fat/fat32-shape.ts';
import { Fat32Volume } from '../volumes/fat/fat32-volume.ts';
import { stickBoot, stickBootFacts } from './stick-boot.ts';
import { buildStick } from './stick-builder.ts';
import { leastDriveBytes, StickBytes } from './stick-disk.ts';
import { StickImage } from './stick-image.ts';
import { stickLabel } from './stick-label.ts';
import { changedMenus, wishedEfiMenus } from './stick-menus.ts';
import { openStickSource, type StickSource } from './stick-source.ts';
import { type StickTableKind, tableKindFor, VOLUME_BLOCK, volumeBlocksOn } from './stick-table.ts';
import { PART_BYTES } from './windows/split-install.ts';
import { type FileLimits, type WindowsFiles, windowsFiles } from './windows/windows-files.ts';

const FAT32_LIMITS: FileLimits = { mostFileBytes: MAX_FAT_FILE_BYTES, partBytes: PART_BYTES };

/** A drive that a stick is planned for. */
export interface StickDrive {
  readonly name: string;
  readonly capacityBytes: number;
  /** Of a stick that is there already, and that a plan is to be compared with. */
  readonly shape?: Fat32Shape;
}

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
  { signal, onEntries }: AuthorProgress,
): Promise<AuthoredImage> {
  const { tree, content } = source;
  const read = nodeReader(tree, content);
  const boot = await stickBoot(source, read);
  // When a plan is made says nothing of its files: a later `verify` plans the same stick.
  const seconds = volumeSeconds(tree, { ...options, madeAt: undefined });
  const ids = diskIds(source.label, seconds);
  const { label, wish, notes } = stickLabel(options.label, source.label, boot.found.volume, ids.fatSerial);
  const changed = await changedMenus(tree, read, wish);
  const added = await wishedEfiMenus(boot.efi, wish);
  added.putAll(windows.added);
  const secondsOf = fileSeconds(tree, options);
  const working = inTurns(buildStick({ tree, added, changed, hidden: windows.hidden, secondsOf }), signal);
  const { rows, losses, copiedLinks } = await telling(() => onEntries(tree.count), working);
  const kind = tableKindFor(options.table, sizesOf(drives));
  const shape = shapeFor(drives, kind);
  const places = await placed(placeRows(rows, shape.sectorsPerCluster * FAT_SECTOR_BYTES), signal);
  const readRows = rows.reader(content);
  const { fatSerial: serial } = ids;
  const volumeOf = { tree: rows, places, shape, hiddenSectors: VOLUME_BLOCK, label, serial, readRows };
  const volume = new Fat32Volume(volumeOf);
  refuseSmall(drives, { kind, shape, places, volume });
  const bytes = new StickBytes({ volume, kind, ids, capacityBytes: Math.max(...sizesOf(drives)) });
  const linkNotes = copiedLinks > 0 ? [{ code: 'links-copied' as const, about: String(copiedLinks) }] : [];
  const facts = stickBootFacts(source, { ...boot, efi: added }, kind, [
    ...notes,
    ...windows.notes,
    ...linkNotes,
  ]);
  const { apart, excluded } = source;
  const told = {
    label,
    losses: [...source.losses, ...windows.losses, ...losses],
    entries: rows.count,
    apart,
    excluded,
  };
  return new StickImage(bytes, withWindows(content, windows), () => rows.usedNodes(windows.read), {
    ...told,
    boot: facts,
  });
}

/** Folders that were given for it are looked at once more, and closed, together with the source. */
function withWindows(content: ContentSource, windows: WindowsFiles): Pick<ContentSource, 'settle' | 'close'> {
  return {
    settle: async (nodes) => void (await Promise.all([content.settle(nodes), windows.settle()])),
    close: async () => void (await Promise.all([content.close(), windows.close()])),
  };
}

function sizesOf(drives: readonly StickDrive[]): number[] {
  return drives.map(({ capacityBytes }) => capacityBytes);
}

/** @throws Failure `file-system-unfit` */
function shapeFor(drives: readonly StickDrive[], kind: StickTableKind): Fat32Shape {
  const [there, ...others] = drives.map(({ shape }) => shape);
  if (there && others.every((other) => isSameShape(there, other))) return there;
  const shape = fat32Shape(
    sizesOf(drives).map((bytes) => volumeBlocksOn(bytes, kind)),
    VOLUME_BLOCK,
  );
  if (typeof shape !== 'string') return shape;
  const sorted = [...drives].sort((a, b) => a.capacityBytes - b.capacityBytes);
  const target = (shape === 'too-small' ? sorted[0] : sorted.at(-1))?.name ?? '';
  throw new Failure('file-system-unfit', { target, fileSystem: 'FAT32', why: shape, forFiles: true });
}

function isSameShape(one: Fat32Shape, other: Fat32Shape | undefined): boolean {
  const { sectorsPerCluster, reservedSectors, fatSectors } = one;
  return (
    other?.sectorsPerCluster === sectorsPerCluster &&
    other.reservedSectors === reservedSectors &&
    other.fatSectors === fatSectors
  );
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

interface Planned {
  readonly kind: StickTableKind;
  readonly shape: Fat32Shape;
  readonly places: ClusterPlaces;
  readonly volume: Fat32Volume;
}

/** @throws Failure `target-too-small` naming the smallest, before anything is opened */
function refuseSmall(drives: readonly StickDrive[], { kind, shape, places, volume }: Planned): void {
  const [smallest] = [...drives].sort((a, b) => a.capacityBytes - b.capacityBytes);
  if (!smallest) return;
  const { name: target, capacityBytes: haveBytes } = smallest;
  const needBytes = leastDriveBytes(volume.usedBytes, kind);
  const clusters = clustersIn(volumeBlocksOn(haveBytes, kind), shape);
  if (places.next - FIRST_CLUSTER > clusters || needBytes > haveBytes)
    throw new Failure('target-too-small', { target, needBytes, haveBytes });
}
