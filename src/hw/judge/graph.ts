import type { BlockFacts, FilePlace, LoopFacts, MachineFacts, MountFacts } from '../facts.ts';

/** Questions about what lies on what, over the facts of one machine. Names are kernel names (`sda1`, `dm-0`). */
export interface Graph {
  readonly facts: MachineFacts;
  block(name: string): BlockFacts | undefined;
  /** The device behind `/dev/sda1`, `/dev/mapper/vg-root`, a by-id link. */
  blockOfPath(path: string): BlockFacts | undefined;
  /**
   * The device and everything it stands on: partition → disk, dm and md → parts, loop → file → mount → disk. Files are in it
   * too, by their key.
   */
  foundations(name: string): ReadonlySet<string>;
  /** The device and whatever is written when it is written: the same, without the drive that a loop device's file lies on. */
  storage(name: string): ReadonlySet<string>;
  /** Devices that hold a mounted file system; none for tmpfs, several for btrfs, ZFS and overlays. */
  blocksOfMount(mount: MountFacts): string[];
  /** The mount a path lies on: the longest, and of equal ones the last, covers. */
  mountOfPath(path: string): MountFacts | undefined;
  /** Devices that hold a file. */
  blocksOfFile(file: FilePlace): string[];
}

export function graphOf(facts: MachineFacts): Graph {
  const byName = new Map(facts.blocks.map((block) => [block.name, block]));
  const byNumber = new Map(facts.blocks.map((block) => [block.deviceNumber, block]));
  const byPath = pathsOf(facts.blocks);

  const { mountOfPath, blocksOfPath, mounted } = mountedOn(facts, byNumber, byPath);

  const backed = (block: string): string[] => {
    const own = byNumber.get(block);
    return own ? [own.name] : [];
  };

  const storedIn = ({ loop }: BlockFacts): string[] => {
    if (!loop) return [];
    const device = loop.block === undefined ? byPath.get(loop.backingFile)?.name : undefined;
    return loop.block === undefined ? [device ?? keyOf(loop)] : backed(loop.block);
  };

  const placeOfLoop = (loop: LoopFacts): string[] => {
    const number = loop.file?.split(' ')[1];
    const volumes = facts.mounts.filter((mount) => mount.deviceNumber === number);
    return [
      ...(number === undefined ? [] : backed(number)),
      ...volumes.flatMap((mount) => mounted(mount)),
      ...blocksOfPath(loop.backingFile.replace(DELETED, '')),
    ];
  };

  const collect = (name: string, into: Set<string>, isDeep: boolean): Set<string> => {
    if (into.has(name)) return into;
    const block = byName.get(name);
    if (block || isFileKey(name)) into.add(name);
    if (!block) return into;
    const lower = [...(block.partition ? [block.partition.disk] : []), ...block.slaves, ...storedIn(block)];
    const files = isDeep && block.loop && block.loop.block === undefined ? placeOfLoop(block.loop) : [];
    for (const below of [...lower, ...files]) collect(below, into, isDeep);
    return into;
  };

  return {
    facts,
    block: (name) => byName.get(name),
    blockOfPath: (path) => byPath.get(path),
    foundations: remember((name: string) => collect(name, new Set(), true)),
    storage: remember((name: string) => collect(name, new Set(), false)),
    blocksOfMount: remember((mount: MountFacts) => mounted(mount)),
    mountOfPath,
    blocksOfFile: ({ realPath, deviceNumber }) => {
      const own = deviceNumber && byNumber.get(deviceNumber);
      return own ? [own.name] : blocksOfPath(realPath);
    },
  };
}

/** What holds the file systems that are mounted. */
function mountedOn(
  facts: MachineFacts,
  byNumber: ReadonlyMap<string, BlockFacts>,
  byPath: ReadonlyMap<string, BlockFacts>,
) {
  const mountOfPath = (path: string) => longestCover(facts.mounts, path);

  // An overlay's folders may seem to lie on the overlay itself: they were mounted before the root moved.
  const blocksOfPath = (path: string, seen = new Set<MountFacts>()): string[] => {
    const mount = mountOfPath(path);
    return mount && !seen.has(mount) ? mounted(mount, seen) : [];
  };

  const mounted = (mount: MountFacts, seen = new Set<MountFacts>()): string[] => {
    seen.add(mount);
    const own = byNumber.get(mount.deviceNumber);
    if (own) return [own.name];
    if (mount.fsType === 'overlay') return overlayPaths(mount).flatMap((path) => blocksOfPath(path, seen));
    if (mount.fsType === 'zfs') return zfsMembers(facts, mount.source);
    const sources = mount.source.split(':').map((path) => byPath.get(path)?.name);
    return sources.filter((name) => name !== undefined).flatMap((name) => siblings(facts, name));
  };

  return { mountOfPath, blocksOfPath, mounted };
}

/** A server has a thousand mounts, and each is asked about for each part of each drive. */
function remember<K, V>(work: (key: K) => V): (key: K) => V {
  const known = new Map<K, { readonly value: V }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.value;
    const value = work(key);
    known.set(key, { value });
    return value;
  };
}

/** How the kernel marks a file that has no name any more. */
const DELETED = / \(deleted\)$/;

/** A loop device's file: by its inode; where nobody said that, by its name. */
function keyOf({ file, backingFile }: LoopFacts): string {
  return file ?? `file:${backingFile}`;
}

export function isFileKey(name: string): boolean {
  return name.startsWith('file ');
}

function pathsOf(blocks: readonly BlockFacts[]): Map<string, BlockFacts> {
  const paths = new Map<string, BlockFacts>();
  for (const block of blocks) {
    paths.set(`/dev/${block.name}`, block);
    for (const id of block.ids) paths.set(id, block);
    if (block.deviceMapper) paths.set(`/dev/mapper/${block.deviceMapper.name}`, block);
  }
  return paths;
}

function longestCover(mounts: readonly MountFacts[], path: string): MountFacts | undefined {
  let best: MountFacts | undefined;
  for (const mount of mounts) {
    const covers = mount.at === '/' || path === mount.at || path.startsWith(`${mount.at}/`);
    if (covers && (!best || mount.at.length >= best.at.length)) best = mount;
  }
  return best;
}

/** `lowerdir=/a:/b,upperdir=/c,workdir=/d`: the folders an overlay is made of. */
function overlayPaths(mount: MountFacts): string[] {
  const paths = [...mount.options.matchAll(/(?:^|,)(?:lowerdir\+?|datadir\+?|upperdir)=([^,]*)/g)];
  return paths.flatMap(([, list = '']) => list.split(':')).filter((path) => path.startsWith('/'));
}

/** All devices of the btrfs that `name` belongs to, else just it. */
function siblings(facts: MachineFacts, name: string): string[] {
  const group = facts.openFileSystems.find((open) => open.block === name && open.group)?.group;
  if (!group) return [name];
  return facts.openFileSystems.filter((open) => open.group === group).map((open) => open.block);
}

/** ZFS mounts have no device number: members carry the pool's name as their label. */
function zfsMembers(facts: MachineFacts, dataset: string): string[] {
  const pool = dataset.split('/')[0];
  return facts.blocks
    .filter(({ udev = {}, probed = {} }) => {
      const isMember = (udev.ID_FS_TYPE ?? probed.TYPE) === 'zfs_member';
      return isMember && (udev.ID_FS_LABEL ?? probed.LABEL) === pool;
    })
    .map((block) => block.name);
}
