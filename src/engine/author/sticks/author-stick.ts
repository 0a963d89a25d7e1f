import { MAX_FAT_FILE_BYTES } from '../../bytes/formats/fat/tree.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { AuthoredSource } from '../../contract/plan/plan.ts';
import { diskIds } from '../boot/disk-ids.ts';
import { nodeReader } from '../boot/node-reader.ts';
import type { AuthorProgress } from '../plan/author-progress.ts';
import type { AuthoredImage } from '../plan/authored-image.ts';
import { fileSeconds, volumeSeconds } from '../plan/plan-folder.ts';
import { inTurns, telling } from '../tree/cooperative.ts';
import { FolderTooFull } from '../volumes/cluster-places.ts';
import { kindOf, planVolume, type VolumeKind, type VolumePlan } from '../volumes/plan-volume.ts';
import { stickBoot, stickBootFacts } from './stick-boot.ts';
import { buildStick } from './stick-builder.ts';
import { leastDriveBytes, StickBytes } from './stick-disk.ts';
import type { StickDrive } from './stick-drive.ts';
import { StickImage } from './stick-image.ts';
import { stickLabel } from './stick-label.ts';
import { changedMenus, wishedEfiMenus } from './stick-menus.ts';
import { shapeFor } from './stick-shape.ts';
import { openStickSource, type StickSource } from './stick-source.ts';
import { type StickParting, tableKindFor, VOLUME_BYTE, volumeBytesOn } from './stick-table.ts';

/**
 * Plans a stick that holds the files of a folder or an image: partition table, a FAT or exFAT volume and all files, on drives of any sizes.
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
  const { label, wish, notes } = stickLabel(
    kindAsked(drives, options.fileSystem),
    options.label,
    source.label,
    boot.found.volume,
    ids.fatSerial,
  );
  const changed = await changedMenus(tree, read, wish);
  const added = await wishedEfiMenus(boot.efi, wish);
  const secondsOf = fileSeconds(tree, options);
  const blockBytes = drives[0]?.sectorBytes ?? 512;
  const table = { kind: tableKindFor(options.table, sizesOf(drives), blockBytes), blockBytes };
  const shape = shapeFor(drives, table, options.fileSystem);
  const mostFileBytes = shape.type === 'exfat' ? Number.MAX_SAFE_INTEGER : MAX_FAT_FILE_BYTES;
  const working = inTurns(buildStick({ tree, added, changed, secondsOf, mostFileBytes }), signal);
  const { rows, losses, copiedLinks } = await telling(() => onEntries(tree.count), working);
  const parting = { ...table, volume: kindOf(shape) };
  const { fatSerial: serial } = ids;
  const volumeOf = {
    tree: rows,
    shape,
    hiddenBytes: VOLUME_BYTE,
    label,
    serial,
    readRows: rows.reader(content),
  };
  const plan = await planned(planVolume(volumeOf), signal);
  refuseSmall(drives, parting, plan);
  const { volume } = plan;
  const bytes = new StickBytes({ volume, parting, ids, capacityBytes: Math.max(...sizesOf(drives)) });
  const linkNotes = copiedLinks > 0 ? [{ code: 'links-copied' as const, about: String(copiedLinks) }] : [];
  const facts = stickBootFacts(source, boot, parting, [...notes, ...linkNotes]);
  const { apart, excluded } = source;
  const told = { label, losses: [...source.losses, ...losses], entries: rows.count, apart, excluded };
  return new StickImage(bytes, content, () => rows.usedNodes(), { ...told, boot: facts });
}

function sizesOf(drives: readonly StickDrive[]): number[] {
  return drives.map(({ capacityBytes }) => capacityBytes);
}

/** What was asked for, else what is there: without either, FAT16 or FAT32 by size. */
function kindAsked(drives: readonly StickDrive[], asked: VolumeKind | undefined): VolumeKind {
  const there = drives[0]?.shape;
  return asked ?? (there ? kindOf(there) : 'fat32');
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

/** @throws Failure `target-too-small` naming the smallest, before anything is opened */
function refuseSmall(
  drives: readonly StickDrive[],
  parting: StickParting,
  { volume, fits }: VolumePlan,
): void {
  const [smallest] = [...drives].sort((a, b) => a.capacityBytes - b.capacityBytes);
  if (!smallest) return;
  const { name: target, capacityBytes: haveBytes } = smallest;
  const needBytes = leastDriveBytes(volume.usedBytes, parting.kind);
  if (!fits(volumeBytesOn(haveBytes, parting)) || needBytes > haveBytes)
    throw new Failure('target-too-small', { target, needBytes, haveBytes });
}
