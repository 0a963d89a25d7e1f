import { join } from 'node:path';
import { kernelWord } from '../../engine/contract/plan/kernel-words.ts';
import type { BlockFacts, MachineFacts, OpenFileSystem } from '../facts.ts';
import { probe } from './blkid.ts';
import { readBlock } from './block.ts';
import { withBackings, withImageFiles, withSwapFiles } from './loops.ts';
import { readLsblk } from './lsblk.ts';
import { parseMountinfo, parseSwaps } from './mounts.ts';
import { readLink, readNames, readText } from './read.ts';

/** Longest wait for any outside program while listing. */
const TOOL_LIMIT_MS = 1500;
/** The same where it decides which medium this was started from: a rescued computer may be a slow one. */
const MEDIUM_LIMIT_MS = 20_000;
/** The same for losetup, and how often it is asked, where a file may be written to or not. */
const DECISIVE = [5000, 4] as const;
const IN_PASSING = [TOOL_LIMIT_MS, 1] as const;

export interface GatherOptions {
  /** `/`, or a copied tree: then no programs are asked. */
  readonly root?: string;
  /** Ask lsblk for what only it knows (bytes in use). Default: on the real root. */
  readonly lsblk?: boolean;
  /** Look into devices udev knows nothing about, or into one drive only. Default: on the real root. */
  readonly probe?: boolean | { readonly deviceNumber: string };
  /** What loop devices stand for decides, and not only what is shown: losetup gets more time, and is asked more often. */
  readonly areLoopsDecisive?: boolean;
}

/** Everything Linux says about its block devices, raw. Opens no device itself. */
export async function gatherLinux(options: GatherOptions = {}): Promise<MachineFacts> {
  const { root = '/' } = options;
  const real = root === '/';
  const { probe: wanted = real, areLoopsDecisive = false } = options;
  const [limitMs, looks] = areLoopsDecisive ? DECISIVE : IN_PASSING;
  const [found, mountinfo, swaps, cmdline, openFileSystems, lsblk] = await Promise.all([
    readBlocks(root),
    readText(join(root, 'proc/self/mountinfo')),
    readText(join(root, 'proc/swaps')),
    readText(join(root, 'proc/cmdline')),
    readOpenFileSystems(root),
    (options.lsblk ?? real) ? readLsblk(TOOL_LIMIT_MS) : [],
  ]);
  const started = startedFromOf(cmdline ?? '');
  const [probed, backed, mounts, swapped] = await Promise.all([
    wanted ? probe(found, started.startedFrom ? MEDIUM_LIMIT_MS : TOOL_LIMIT_MS, isOf(wanted, found)) : found,
    real ? withBackings(found, limitMs, looks) : found,
    real ? withImageFiles(parseMountinfo(mountinfo ?? '')) : parseMountinfo(mountinfo ?? ''),
    real ? withSwapFiles(parseSwaps(swaps ?? '')) : parseSwaps(swaps ?? ''),
  ]);
  return {
    platform: 'linux',
    blocks: probed.map((block, index) => withLoopOf(block, backed[index])),
    mounts,
    swaps: swapped,
    openFileSystems,
    lsblk,
    hints: { disks: [] },
    ...started,
  };
}

/** What the kernel of our own recovery image is told of the medium that it comes from. */
function startedFromOf(line: string): Pick<MachineFacts, 'startedFrom'> {
  const start = `${kernelWord.medium}=`;
  const word = line.split(/\s+/).find((one) => one.startsWith(start));
  return word === undefined ? {} : { startedFrom: word.slice(start.length) };
}

/** Both were told of the same device; what it stands for by the second. */
function withLoopOf({ loop: _unsaid, ...block }: BlockFacts, backed: BlockFacts | undefined): BlockFacts {
  return backed?.loop ? { ...block, loop: backed.loop } : block;
}

/** A drive and its partitions. */
function isOf(wanted: true | { readonly deviceNumber: string }, blocks: readonly BlockFacts[]) {
  if (wanted === true) return () => true;
  const drive = blocks.find(({ deviceNumber }) => deviceNumber === wanted.deviceNumber);
  return (block: BlockFacts): boolean => block === drive || block.partition?.disk === drive?.name;
}

async function readBlocks(root: string): Promise<BlockFacts[]> {
  const names = await readNames(join(root, 'sys/class/block'));
  const [blocks, links] = await Promise.all([
    Promise.all(names.filter(isReal).map((name) => readBlock(root, name))),
    readIds(root),
  ]);
  return blocks
    .filter((block) => block !== undefined)
    .map((block) => ({ ...block, ids: union(block.ids, links.get(block.name)) }));
}

/** Memory that looks like disks, and the sleeping loop devices' many siblings, are no drives. */
function isReal(name: string): boolean {
  return !/^(ram|zram)\d/.test(name);
}

/** Names of devices → their links below `/dev/disk/by-id`. */
async function readIds(root: string): Promise<Map<string, string[]>> {
  const folder = join(root, 'dev/disk/by-id');
  const names = await readNames(folder);
  const ids = new Map<string, string[]>();
  for (const name of names) {
    const block = (await readLink(join(folder, name)))?.split('/').at(-1);
    if (block) ids.set(block, [...(ids.get(block) ?? []), `/dev/disk/by-id/${name}`]);
  }
  return ids;
}

function union(left: readonly string[], right: readonly string[] = []): string[] {
  return [...new Set([...left, ...right])].sort();
}

/** `/sys/fs/ext4/sda1`, `/sys/fs/xfs/dm-0`, `/sys/fs/btrfs/UUID/devices/sdb`: what the kernel has mounted, for anyone. */
async function readOpenFileSystems(root: string): Promise<OpenFileSystem[]> {
  const simple = await Promise.all(
    ['ext4', 'xfs', 'f2fs', 'erofs', 'nilfs2'].map(async (fsType) =>
      (await readNames(join(root, 'sys/fs', fsType))).map((block) => ({ fsType, block })),
    ),
  );
  const groups = await readNames(join(root, 'sys/fs/btrfs'));
  const btrfs = await Promise.all(
    groups.map(async (group) =>
      (await readNames(join(root, 'sys/fs/btrfs', group, 'devices'))).map((block) => ({
        fsType: 'btrfs',
        block,
        group,
      })),
    ),
  );
  return [...simple, ...btrfs].flat();
}
