import type { MountedFileSystem, MountWanted } from '../../engine/contract/ports/image-mounts.ts';
import { type Helper, type HelperFacts, helperPackages, helpersOf, VIEWER } from './helpers.ts';

/** What this machine has, for mounting. */
export interface MountMeans {
  /** File systems that its kernel knows, or finds a module for. */
  readonly kernel: ReadonlySet<string>;
  /** Programs that are installed. */
  readonly programs: ReadonlySet<string>;
  readonly isRoot: boolean;
  /** /dev/fuse is there, and this user may open it. */
  readonly hasFuse: boolean;
  /** It is there: root may. */
  readonly isFuseThere: boolean;
  /** Root can be asked for. */
  readonly canElevate: boolean;
}

/** One way to show a file system: what reads the file, and what shows the files in it. */
export interface MountWay {
  /** `mount` is the kernel. */
  readonly by: 'mount' | 'udisksctl' | Helper;
  /** Its bytes are first shown as a plain file, by our reader and `nbdfuse`. */
  readonly view?: true;
  /** The program takes a device only. */
  readonly loop?: true;
  /** `mount` is run as root. */
  readonly elevated?: true;
}

/** In the order in which they are tried; when there is none, the packages of which one would give one. */
export interface MountWays {
  readonly ways: readonly MountWay[];
  readonly packages: readonly string[];
  /** Packages do not help, for want of this. */
  readonly lacks?: 'fuse' | 'kernel' | 'root';
}

/** What is to be mounted, as far as the way depends on it. */
type Wanted = Pick<MountWanted, 'fileSystem' | 'startByte' | 'container' | 'at'> & {
  readonly isDevice?: boolean;
};

/**
 * How an image can be mounted here. Root: by the kernel, then by programs. Others: by programs, which need no password; where a folder
 * is not named, by udisks before; by the kernel with a password last.
 */
export function waysOf(wanted: Wanted, means: MountMeans): MountWays {
  const { fileSystem, container } = wanted;
  const { isRoot, canElevate, programs, hasFuse } = means;
  const isPlain = container === undefined;
  const isInKernel = kernelTypesOf(fileSystem).some((type) => means.kernel.has(type));
  const canView = hasFuse && programs.has(VIEWER) && !wanted.isDevice;
  const kernel: MountWay[] = [];
  if (isInKernel && isRoot && (isPlain || canView))
    kernel.push({ by: 'mount', ...(!isPlain && { view: true }) });
  const elevated: MountWay[] =
    isInKernel && !isRoot && canElevate && isPlain ? [{ by: 'mount', elevated: true }] : [];
  const udisks: MountWay[] =
    isInKernel && !isRoot && isPlain && !wanted.at && !wanted.isDevice && programs.has('udisksctl')
      ? [{ by: 'udisksctl' }]
      : [];
  const helped = hasFuse ? helpedWays(wanted, means, canView) : [];
  const ways = [...kernel, ...udisks, ...helped, ...elevated];
  if (ways.length > 0) return { ways, packages: [] };
  if (!isRoot && waysOf(wanted, { ...means, isRoot: true, hasFuse: means.isFuseThere }).ways.length > 0)
    return { ways, packages: [], lacks: 'root' };
  return { ways, ...lackingOf(wanted, means) };
}

function helpedWays(wanted: Wanted, means: MountMeans, canView: boolean): MountWay[] {
  if (wanted.isDevice && !means.isRoot) return [];
  return helpersOf(wanted.fileSystem)
    .filter(({ name }) => means.programs.has(name))
    .map((helper) => helpedWay(helper, wanted))
    .filter(({ loop, view }) => (!loop || means.isRoot) && (!view || canView));
}

/** A partition of a drive cannot be served, and is attached. */
function helpedWay(
  { name, takesOffset, takesDeviceOnly }: HelperFacts,
  { startByte, container, isDevice }: Wanted,
): MountWay {
  const isPlain = container === undefined;
  const isDirect = isPlain && (startByte === 0 || takesOffset);
  if (takesDeviceOnly || (isDevice && !isDirect))
    return { by: name, loop: true, ...(!isPlain && { view: true }) };
  return isDirect ? { by: name } : { by: name, view: true };
}

/** What would have to be installed: what shows the files, and what shows the bytes where that is needed. */
function lackingOf(
  { fileSystem, startByte, container, isDevice }: Wanted,
  { programs, hasFuse, isRoot }: MountMeans,
): Pick<MountWays, 'packages' | 'lacks'> {
  if (!hasFuse) return { packages: [], lacks: 'fuse' };
  const usable = helpersOf(fileSystem).filter(({ takesDeviceOnly }) => isRoot || !takesDeviceOnly);
  const [helper] = [...usable.filter(({ name }) => programs.has(name)), ...usable];
  if (!helper || isDevice) return { packages: [], lacks: 'kernel' };
  const needsView = container !== undefined || (startByte > 0 && !helper.takesOffset);
  const needed = [helper.name, ...(needsView ? ([VIEWER] as const) : [])];
  const programsNeeded = needed.filter((name) => !programs.has(name));
  return { packages: programsNeeded.map((name) => helperPackages[name]) };
}

/** The kernel may know a file system by several names; the first it knows is asked for. */
export function kernelTypesOf(fileSystem: MountedFileSystem): readonly string[] {
  if (fileSystem === 'ntfs') return ['ntfs3'];
  if (fileSystem === 'ext2' || fileSystem === 'ext3') return [fileSystem, 'ext4'];
  return fileSystem === 'wim' ? [] : [fileSystem];
}

/** Nothing of a foreign image is run with other rights or opened as a device, and no journal is written or replayed. */
export function kernelOptions(type: string): readonly string[] {
  const common = ['loop', 'ro', 'nosuid', 'nodev'];
  return [...common, ...(ownOptions[type] ?? [])];
}

const ownOptions: { readonly [type: string]: readonly string[] } = {
  ext3: ['noload'],
  ext4: ['noload'],
  xfs: ['norecovery', 'nouuid'],
  btrfs: ['norecovery'],
  f2fs: ['norecovery'],
  vfat: ['utf8'],
};
