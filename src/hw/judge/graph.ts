import type { BlockFacts, FilePlace, MachineFacts, MountFacts } from '../facts.ts';

/** Questions about what lies on what, over the facts of one machine. Names are kernel names (`sda1`, `dm-0`). */
export interface Graph {
  readonly facts: MachineFacts;
  block(name: string): BlockFacts | undefined;
  /** The device behind `/dev/sda1`, `/dev/mapper/vg-root`, a by-id link. */
  blockOfPath(path: string): BlockFacts | undefined;
  /** The device and everything it stands on: partition → disk, dm and md → parts, loop → file → mount → disk. */
  foundations(name: string): ReadonlySet<string>;
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

  const collect = (name: string, into: Set<string>): Set<string> => {
    const block = byName.get(name);
    if (!block || into.has(name)) return into;
    into.add(name);
    for (const below of directlyBelow(block, (path) => blocksOfPath(path))) collect(below, into);
    return into;
  };

  return {
    facts,
    block: (name) => byName.get(name),
    blockOfPath: (path) => byPath.get(path),
    foundations: remember((name: string) => collect(name, new Set())),
    blocksOfMount: remember((mount: MountFacts) => mounted(mount)),
    mountOfPath,
    blocksOfFile: ({ realPath, deviceNumber }) => {
      const own = deviceNumber && byNumber.get(deviceNumber);
      return own ? [own.name] : blocksOfPath(realPath);
    },
  };
}

/** A server has a thousand mounts, and each is asked about for each part of each drive. */
function remember<K, V>(work: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    if (!known.has(key)) known.set(key, work(key));
    return known.get(key)!;
  };
}

function directlyBelow(block: BlockFacts, blocksOfPath: (path: string) => string[]): string[] {
  return [
    ...(block.partition ? [block.partition.disk] : []),
    ...block.slaves,
    ...(block.loop ? blocksOfPath(block.loop.backingFile.replace(/ \(deleted\)$/, '')) : []),
  ];
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
  return paths.flatMap(([, list]) => list!.split(':')).filter((path) => path.startsWith('/'));
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
