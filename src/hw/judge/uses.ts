import type { DriveRefusalCode } from '../../engine/ports/drive.ts';
import type { BlockFacts, LsblkRow, MountFacts } from '../facts.ts';
import type { Graph } from './graph.ts';
import { fsTypeOf } from './identity.ts';
import { hiddenFileSystems, mountUse } from './system.ts';

/** Something that makes use of devices: every drive below them must be left alone. */
export interface Use {
  readonly code: DriveRefusalCode;
  /** Devices it uses directly. */
  readonly blocks: readonly string[];
  /** One line; `place` is the part of the drive that is meant, `sda2`. */
  readonly text: (place: string) => string;
  /** For `mounted`: where. */
  readonly at?: string;
}

/** All uses of all devices, the gravest kind first. */
export function usesOf(graph: Graph): Use[] {
  const { facts } = graph;
  return [
    ...facts.mounts.flatMap((mount) => mountUse(graph, mount)),
    ...hiddenFileSystems(graph),
    ...facts.swaps.flatMap(({ path }) => swapUse(graph, path)),
    ...facts.blocks.flatMap((block) => holderUses(graph, block)),
    ...facts.blocks.flatMap((block) => signatureUse(block, lsblkRow(facts.lsblk, block.name))),
  ];
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

function swapUse(graph: Graph, path: string): Use[] {
  const block = graph.blockOfPath(path);
  const blocks = block ? [block.name] : graph.blocksOfFile({ path, realPath: path });
  return blocks.length === 0
    ? []
    : [{ code: 'swap', blocks, text: (place) => `swap space in use on ${place}` }];
}

/** The kernel's own word: devices built on this one right now. */
function holderUses(graph: Graph, block: BlockFacts): Use[] {
  return block.holders
    .filter((name) => graph.block(name)?.partition === undefined)
    .map((name) => ({ ...holderWords(graph.block(name), name), blocks: [block.name] }));
}

function holderWords(holder: BlockFacts | undefined, name: string): Pick<Use, 'code' | 'text'> {
  const { name: known = name, uuid = '' } = holder?.deviceMapper ?? {};
  if (/^md\d|^md_/.test(name))
    return { code: 'raid-member', text: (place) => `${place} belongs to the RAID ${name}` };
  if (uuid.startsWith('LVM-'))
    return { code: 'lvm-member', text: (place) => `${place} belongs to LVM (${known})` };
  if (uuid.startsWith('CRYPT-'))
    return { code: 'luks-member', text: (place) => `${place} is encrypted and open as ${known}` };
  return { code: 'held', text: (place) => `${place} is in use by ${known}` };
}

/** What the content says it belongs to, also when nothing of it is running. */
function signatureUse(block: BlockFacts, row: LsblkRow): Use[] {
  const fsType = fsTypeOf(block, row);
  const words = SIGNATURES.find(([pattern]) => pattern.test(fsType));
  return words ? [{ code: words[1], blocks: [block.name], text: (place) => words[2](place, fsType) }] : [];
}

const SIGNATURES: readonly [RegExp, DriveRefusalCode, (place: string, fsType: string) => string][] = [
  [/_raid_member$/, 'raid-member', (place, fsType) => `${place} is a member of a RAID (${fsType})`],
  [/^LVM\d_member$/, 'lvm-member', (place) => `${place} belongs to LVM`],
  [/^crypto_LUKS$/, 'luks-member', (place) => `${place} is an encrypted volume (LUKS)`],
  [/^zfs_member$/, 'zfs-member', (place) => `${place} belongs to a ZFS pool`],
  [/^(bcache|ceph_bluestore|drbd)$/, 'held', (place, fsType) => `${place} belongs to ${fsType}`],
];
