import type { BigIntStats } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { errnoOf } from '../../engine/contract/failure/errno.ts';
import { deviceNumberText, fileKey } from '../../engine/contract/ports/device-number.ts';
import type { BlockFacts, MountFacts, SwapFacts } from '../facts.ts';
import { within } from '../within.ts';
import { readLoop } from './block.ts';
import { askLosetup } from './losetup.ts';

/** A file on a network that is away does not answer. */
const STAT_LIMIT_MS = 1000;
/** Kernel names of what is on no disk: asking for it costs a question to nobody. */
const DEVICES = '/dev/';

/**
 * What loop devices stand for, by device and inode: a name may be gone, taken, or mean another file here. Those that
 * nothing was found out about are looked at again: mostly they were let go between two looks, and are no loops then.
 * `looks`: how often, since somebody may make devices and let them go all the time.
 */
export async function withBackings(
  blocks: readonly BlockFacts[],
  limitMs: number,
  looks = 1,
): Promise<BlockFacts[]> {
  if (!blocks.some(({ loop }) => loop)) return [...blocks];
  let found = await askBackings(blocks, limitMs);
  for (let look = 1; look <= looks && found.some(isUnsaid); look++) {
    const now = found.map((block) => (isUnsaid(block) ? lookAgain(block) : block));
    found = now.some(isUnsaid) ? await askBackings(now, limitMs) : now;
  }
  return found;
}

/** There is a file behind it, and nobody said which. */
export function isUnsaid({ loop }: BlockFacts): boolean {
  return loop !== undefined && loop.file === undefined && loop.block === undefined && !loop.outOfReach;
}

function lookAgain({ loop: _old, ...block }: BlockFacts): BlockFacts {
  const loop = readLoop(block.sysPath);
  return loop ? { ...block, loop } : block;
}

async function askBackings(blocks: readonly BlockFacts[], limitMs: number): Promise<BlockFacts[]> {
  const [told, nodes] = await Promise.all([askLosetup(limitMs), deviceNodes(blocks)]);
  return Promise.all(
    blocks.map(async (block) =>
      block.loop
        ? { ...block, loop: { ...block.loop, ...(await backingOf(block.name, block.loop, told, nodes)) } }
        : block,
    ),
  );
}

type Backing = Pick<NonNullable<BlockFacts['loop']>, 'file' | 'block' | 'outOfReach'>;

/** The kernel's word goes before that of a name; a device as a backing is known by its node. */
async function backingOf(
  name: string,
  { backingFile }: NonNullable<BlockFacts['loop']>,
  told: ReadonlyMap<string, string>,
  nodes: ReadonlyMap<string, string>,
): Promise<Backing> {
  const file = told.get(name);
  const named = await lookAt(backingFile);
  if (named && (file === undefined || named.key === file))
    return named.block ? { block: named.block } : { file: named.key };
  if (file === undefined) return (await isOutOfReach(backingFile)) ? { outOfReach: true } : {};
  const block = nodes.get(file);
  return block ? { block } : { file };
}

/** It lies where this user may not look: a file that they may write to by its name is another. */
function isOutOfReach(path: string): Promise<boolean> {
  const asked = lstat(path).then(
    () => false,
    (error: unknown) => errnoOf(error) === 'EACCES',
  );
  return within(asked, STAT_LIMIT_MS, () => false);
}

interface Looked {
  readonly key: string;
  /** Device number, when it is a block device. */
  readonly block?: string;
}

async function lookAt(path: string): Promise<Looked | undefined> {
  const asked = stat(path, { bigint: true });
  const found = await within<BigIntStats | undefined>(asked, STAT_LIMIT_MS, () => undefined);
  if (!found) return undefined;
  const key = fileKey(deviceNumberText(Number(found.dev)), found.ino);
  return found.isBlockDevice() ? { key, block: deviceNumberText(Number(found.rdev)) } : { key };
}

/** The nodes of devices, as files: key → device number. */
async function deviceNodes(blocks: readonly BlockFacts[]): Promise<Map<string, string>> {
  const nodes = await Promise.all(
    blocks.map(async ({ name, deviceNumber }) => {
      const found = await lstat(`${DEVICES}${name}`, { bigint: true }).catch(() => undefined);
      return found && ([fileKey(deviceNumberText(Number(found.dev)), found.ino), deviceNumber] as const);
    }),
  );
  return new Map(nodes.filter((node) => node !== undefined));
}

/** Swap files by what they are. */
export async function withSwapFiles(swaps: readonly SwapFacts[]): Promise<SwapFacts[]> {
  return Promise.all(
    swaps.map(async (swap) => {
      const found = swap.type === 'file' ? await lookAt(swap.path.replace(/ ?\(deleted\)$/, '')) : undefined;
      return found && !found.block ? { ...swap, file: found.key } : swap;
    }),
  );
}

/** File systems that are mounted straight from a file (EROFS, FUSE). */
export async function withImageFiles(mounts: readonly MountFacts[]): Promise<MountFacts[]> {
  return Promise.all(
    mounts.map(async (mount) => {
      const { source } = mount;
      const isFile = source.startsWith('/') && !source.startsWith(DEVICES);
      const found = isFile ? await lookAt(source) : undefined;
      return found && !found.block ? { ...mount, file: found.key } : mount;
    }),
  );
}
