import { FIRST_CLUSTER } from '../../bytes/formats/fat/boot-sector.ts';
import { FAT_SECTOR_BYTES } from '../../bytes/formats/fat/geometry.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { AuthoredSource } from '../../contract/plan/plan.ts';
import { diskIds } from '../boot/disk-ids.ts';
import { nodeReader } from '../boot/node-reader.ts';
import type { AuthorProgress } from '../plan/author-progress.ts';
import type { AuthoredImage } from '../plan/authored-image.ts';
import { fileSeconds, volumeSeconds } from '../plan/plan-folder.ts';
import { inTurns, telling } from '../tree/cooperative.ts';
import { type ClusterPlaces, FolderTooFull, placeRows } from '../volumes/fat/cluster-places.ts';
import { clustersIn, type Fat32Shape, fat32Shape } from '../volumes/fat/fat32-shape.ts';
import { Fat32Volume } from '../volumes/fat/fat32-volume.ts';
import { addSyslinux } from './added-syslinux.ts';
import { persistenceNote, persistenceOf, persistenceVolume } from './persistence.ts';
import { secondBlocksOf } from './second-size.ts';
import { stickBios } from './stick-bios.ts';
import { stickBoot, stickBootFacts } from './stick-boot.ts';
import { buildStick } from './stick-builder.ts';
import { leastDriveBytes, StickBytes } from './stick-disk.ts';
import { StickImage } from './stick-image.ts';
import { stickLabel } from './stick-label.ts';
import { changedMenus, wishedEfiMenus } from './stick-menus.ts';
import { openStickSource, type StickSource } from './stick-source.ts';
import { type StickLayout, tableKindFor, VOLUME_BLOCK, volumeBlocksOn } from './stick-table.ts';

/** A drive that a stick is planned for. */
export interface StickDrive {
  readonly name: string;
  readonly capacityBytes: number;
  /** Of a stick that is there already, and that a plan is to be compared with. */
  readonly shape?: Fat32Shape;
  /** The same of its second partition. */
  readonly secondBlocks?: number | undefined;
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
): Promise<AuthoredImage> {
  const opened = await openStickSource(source, progress);
  try {
    return await planStick(opened, source.author, drives, progress);
  } catch (error) {
    await opened.content.close();
    throw error;
  }
}

async function planStick(
  source: StickSource,
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
  const { found } = boot;
  const kept = options.persistence === undefined ? undefined : await persistenceOf(tree, read, found);
  const wished = { ...wish, keeping: kept?.family };
  const changed = await changedMenus(tree, read, wished);
  const added = await wishedEfiMenus(boot.efi, wished);
  const kind = tableKindFor(options.table, sizesOf(drives));
  const { bios, notes: biosNotes } = await stickBios({
    asked: options.bios ?? 'auto',
    kind,
    tree,
    read,
    found,
  });
  const loader = bios?.syslinux && addSyslinux({ tree, added, changed }, bios.syslinux);
  const secondsOf = fileSeconds(tree, options);
  const working = inTurns(buildStick({ tree, added, changed, secondsOf }), signal);
  const { rows, losses, copiedLinks } = await telling(() => onEntries(tree.count), working);
  const secondBlocks =
    kept && options.persistence !== undefined
      ? secondBlocksOf({ asked: options.persistence, kind, tree: rows, ...smallestOf(drives) })
      : undefined;
  const layout: StickLayout = { kind, code: bios?.code, core: bios?.core, secondBlocks };
  const shape = shapeFor(drives, layout);
  const places = await placed(placeRows(rows, shape.sectorsPerCluster * FAT_SECTOR_BYTES), signal);
  const readRows = rows.reader(content);
  const { fatSerial: serial } = ids;
  const volumeOf = {
    tree: rows,
    places,
    shape,
    hiddenSectors: VOLUME_BLOCK,
    label,
    serial,
    readRows,
    bootProgram: () => loader?.bootSector,
  };
  const volume = new Fat32Volume(volumeOf);
  loader?.place(rows, volume);
  refuseSmall(drives, { layout, shape, places, volume });
  const bytes = new StickBytes({
    volume,
    layout,
    ids,
    ...(kept &&
      secondBlocks !== undefined && { second: persistenceVolume(kept, secondBlocks, { ...ids, seconds }) }),
    capacityBytes: Math.max(...sizesOf(drives)),
  });
  const linkNotes = copiedLinks > 0 ? [{ code: 'links-copied' as const, about: String(copiedLinks) }] : [];
  const facts = stickBootFacts(source, boot, { kind, bios }, [
    ...notes,
    ...linkNotes,
    ...biosNotes,
    ...(kept && secondBlocks !== undefined ? [persistenceNote(kept, secondBlocks)] : []),
  ]);
  const { apart, excluded } = source;
  const told = { label, losses: [...source.losses, ...losses], entries: rows.count, apart, excluded };
  return new StickImage(bytes, content, () => rows.usedNodes(), { ...told, boot: facts });
}

function smallestOf(drives: readonly StickDrive[]) {
  const smallest = present([...drives].sort((a, b) => a.capacityBytes - b.capacityBytes)[0]);
  return { smallest, thereBlocks: smallest.secondBlocks };
}

function sizesOf(drives: readonly StickDrive[]): number[] {
  return drives.map(({ capacityBytes }) => capacityBytes);
}

/** @throws Failure `file-system-unfit` */
function shapeFor(drives: readonly StickDrive[], layout: StickLayout): Fat32Shape {
  const [there, ...others] = drives.map(({ shape }) => shape);
  if (there && others.every((other) => isSameShape(there, other))) return there;
  const shape = fat32Shape(
    sizesOf(drives).map((bytes) => volumeBlocksOn(bytes, layout)),
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
  readonly layout: StickLayout;
  readonly shape: Fat32Shape;
  readonly places: ClusterPlaces;
  readonly volume: Fat32Volume;
}

/** @throws Failure `target-too-small` naming the smallest, before anything is opened */
function refuseSmall(drives: readonly StickDrive[], { layout, shape, places, volume }: Planned): void {
  const [smallest] = [...drives].sort((a, b) => a.capacityBytes - b.capacityBytes);
  if (!smallest) return;
  const { name: target, capacityBytes: haveBytes } = smallest;
  const needBytes = leastDriveBytes(volume.usedBytes, layout);
  const clusters = clustersIn(volumeBlocksOn(haveBytes, layout), shape);
  if (places.next - FIRST_CLUSTER > clusters || needBytes > haveBytes)
    throw new Failure('target-too-small', { target, needBytes, haveBytes });
}
