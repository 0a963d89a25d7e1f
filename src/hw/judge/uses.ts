import type { RefusalReason } from '../../engine/contract/failure/refusal-reasons.ts';
import type { DriveRefusalCode } from '../../engine/contract/ports/drive.ts';
import type { BlockFacts, LsblkRow, MachineFacts, MountFacts, SwapFacts } from '../facts.ts';
import type { Graph } from './graph.ts';
import { fsTypeOf, uuidOf } from './identity.ts';
import { hiddenFileSystems, mountUse } from './system.ts';
import type { Use } from './use.ts';

/** All uses of all devices, the gravest kind first. */
export function usesOf(graph: Graph): Use[] {
  const { facts } = graph;
  return [
    ...facts.mounts.flatMap((mount) => mountUse(graph, mount)),
    ...hiddenFileSystems(graph),
    ...startedFrom(facts),
    ...facts.swaps.flatMap((swap) => swapUse(graph, swap)),
    ...facts.blocks.flatMap((block) => holderUses(graph, block)),
    ...facts.blocks.flatMap((block) => signatureUse(block, lsblkRow(facts.lsblk, block.name))),
  ];
}

/** The medium that the kernel's line names, also when everything of it is in memory: by the UUID of its volume. */
function startedFrom({ blocks, startedFrom: uuid, lsblk }: MachineFacts): Use[] {
  if (uuid === undefined) return [];
  const names = blocks
    .filter((block) => uuidOf(block, lsblkRow(lsblk, block.name)) === uuid)
    .map(({ name }) => name);
  if (names.length === 0) return [];
  return names.map((name) => ({
    code: 'boot-drive',
    blocks: [name],
    why: (place) => ({ reason: 'started-from', place }),
  }));
}

/** Mount points of whatever stands on `name`, in the order of mounting. */
export function mountsOn(graph: Graph, name: string): string[] {
  const on = (mount: MountFacts) =>
    graph.blocksOfMount(mount).some((block) => graph.foundations(block).has(name));
  return [...new Set(graph.facts.mounts.filter(on).map((mount) => mount.at))];
}

export function lsblkRow(rows: readonly LsblkRow[], name: string): LsblkRow {
  return rows.find((row) => (row.kname ?? row.name) === name) ?? {};
}

function swapUse(graph: Graph, { path, file }: SwapFacts): Use[] {
  const block = graph.blockOfPath(path);
  const on = block ? [block.name] : graph.blocksOfFile({ path, realPath: path });
  const blocks = [...on, ...(file === undefined ? [] : [file])];
  return blocks.length === 0 ? [] : [{ code: 'swap', blocks, why: (place) => ({ reason: 'swap', place }) }];
}

/** The kernel's own word: devices built on this one right now. */
function holderUses(graph: Graph, block: BlockFacts): Use[] {
  return block.holders
    .filter((name) => graph.block(name)?.partition === undefined)
    .map((name) => ({ ...holderUse(graph.block(name), name), blocks: [block.name] }));
}

function holderUse(holder: BlockFacts | undefined, name: string): Pick<Use, 'code' | 'why'> {
  const { name: known = name, uuid = '' } = holder?.deviceMapper ?? {};
  if (/^md\d|^md_/.test(name))
    return { code: 'raid-member', why: (place) => ({ reason: 'raid', place, name }) };
  if (uuid.startsWith('LVM-'))
    return { code: 'lvm-member', why: (place) => ({ reason: 'lvm', place, name: known }) };
  if (uuid.startsWith('CRYPT-'))
    return { code: 'luks-member', why: (place) => ({ reason: 'luks', place, name: known }) };
  return { code: 'held', why: (place) => ({ reason: 'in-use', place, name: known }) };
}

/**
 * What the content says it belongs to, also when nothing of it is running: a part of a RAID or of a pool is nothing without the
 * others. A closed encrypted volume or one of LVM is content like any other; while it is open the kernel names its holder.
 */
function signatureUse(block: BlockFacts, row: LsblkRow): Use[] {
  const fsType = fsTypeOf(block, row);
  const found = SIGNATURES.find(([pattern]) => pattern.test(fsType));
  if (found === undefined) return [];
  const [, code, reason] = found;
  return [{ code, blocks: [block.name], why: (place) => ({ reason, place, fsType }) }];
}

type ContentReason = Extract<RefusalReason, `${string}-content`>;

const SIGNATURES: readonly [RegExp, DriveRefusalCode, ContentReason][] = [
  [/_raid_member$/, 'raid-member', 'raid-content'],
  [/^zfs_member$/, 'zfs-member', 'zfs-content'],
  [/^(bcache|ceph_bluestore|drbd)$/, 'held', 'other-content'],
];
