import type { MountFacts } from '../facts.ts';
import type { Graph } from './graph.ts';
import type { Use } from './use.ts';

/** Folders without which this system stops. */
const SYSTEM = ['/', '/usr', '/etc', '/var', '/nix', '/nix/store', '/gnu/store', '/sysroot', '/ostree'];

/** What it was started from: boot folders, and where live systems keep their medium. */
const BOOT = [
  /^\/boot(\/.*)?$/,
  /^\/efi$/,
  /^\/cdrom$/,
  /^\/isodevice$/,
  /^\/run\/live\//,
  /^\/lib\/live\/mount\//,
  /^\/run\/archiso\//,
  /^\/run\/miso\//,
  /^\/run\/initramfs\/(live|isoscan|memory|overlayfs)/,
  /^\/run\/rootfsbase$/,
  /^\/rofs$/,
  /^\/mnt\/live\//,
];

/** A mount as a use of the devices below it; none for tmpfs and its kind. */
export function mountUse(graph: Graph, mount: MountFacts): Use[] {
  const files = mount.file === undefined ? [] : [mount.file];
  const blocks = [...graph.blocksOfMount(mount), ...(mount.at === '/' ? liveImages(graph) : []), ...files];
  if (blocks.length === 0) return [];
  const { at } = mount;
  if (SYSTEM.includes(at)) {
    return [{ code: 'system-drive', blocks, at, why: (place) => ({ reason: 'system-mount', at, place }) }];
  }
  const code = BOOT.some((pattern) => pattern.test(at)) ? 'boot-drive' : 'mounted';
  const why: Use['why'] = (place) =>
    code === 'boot-drive' ? { reason: 'boot-mount', at, place } : { reason: 'mounted', at };
  return [{ code, blocks, at, why }];
}

/** True when the root folder is put together in memory: a live system, a netboot, a container. */
function isLive(graph: Graph): boolean {
  const root = graph.facts.mounts.filter((mount) => mount.at === '/').at(-1);
  return (
    root !== undefined && ['overlay', 'aufs', 'tmpfs', 'ramfs', 'rootfs', 'unionfs'].includes(root.fsType)
  );
}

/** The compressed root of a live system: read-only loop devices that are mounted, or were before the root moved. */
function liveImages(graph: Graph): string[] {
  if (!isLive(graph)) return [];
  const mounted = graph.facts.mounts.map((mount) => graph.blocksOfMount(mount).join());
  const inOpenSight = (name: string) =>
    graph.facts.mounts.some(
      (mount, index) => mounted[index] === name && /^\/(snap|media|mnt)\//.test(mount.at),
    );
  return graph.facts.blocks
    .filter((block) => block.loop && block.readOnly && !inOpenSight(block.name))
    .map((block) => block.name);
}

/**
 * File systems that are mounted where this process cannot see them. Below a root put together in memory that is
 * the system itself (its lower layer was mounted before the root moved); else another namespace has them.
 */
export function hiddenFileSystems(graph: Graph): Use[] {
  const seen = new Set(graph.facts.mounts.flatMap((mount) => graph.blocksOfMount(mount)));
  return graph.facts.openFileSystems
    .filter(({ block }) => graph.block(block) && !seen.has(block))
    .map(({ block, fsType }) =>
      isLive(graph)
        ? {
            code: 'system-drive',
            blocks: [block],
            why: (place) => ({ reason: 'system-hidden', fsType, place }),
          }
        : {
            code: 'mounted',
            blocks: [block],
            why: (place) => ({ reason: 'mounted-elsewhere', fsType, place }),
          },
    );
}
