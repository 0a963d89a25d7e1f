import type { DrivePart } from '../../engine/contract/ports/drive.ts';
import type { BlockFacts } from '../facts.ts';
import type { Graph } from './graph.ts';
import { fsTypeOf, labelOf } from './identity.ts';
import { lsblkRow, mountsOn } from './uses.ts';

/**
 * What would be lost: the drive itself when a file system lies on it without a table, and its partitions in the
 * order they lie on it. Mounts are those of anything that stands on the part, also through LUKS and LVM.
 */
export function partsOf(graph: Graph, drive: BlockFacts): DrivePart[] {
  const partitions = graph.facts.blocks.flatMap((block) => {
    const { partition } = block;
    return partition?.disk === drive.name ? [{ block, startBytes: partition.startBytes }] : [];
  });
  const parts = partitions
    .sort((left, right) => left.startBytes - right.startBytes)
    .map(({ block }) => partOf(graph, block));
  return holdsFileSystem(graph, drive) ? [wholeOf(graph, drive, parts), ...parts] : parts;
}

/** A hybrid image is a file system and has partitions: what is mounted of these is not said twice. */
function wholeOf(graph: Graph, drive: BlockFacts, parts: readonly DrivePart[]): DrivePart {
  const whole = partOf(graph, drive);
  const said = new Set(parts.flatMap((part) => part.mounts));
  return { ...whole, mounts: whole.mounts.filter((at) => !said.has(at)) };
}

/** Told by its content, or, when nobody could look, by being mounted. */
function holdsFileSystem(graph: Graph, drive: BlockFacts): boolean {
  if (fsTypeOf(drive, lsblkRow(graph.facts.lsblk, drive.name)) !== '') return true;
  return graph.facts.mounts.some((mount) => graph.blocksOfMount(mount).includes(drive.name));
}

function partOf(graph: Graph, block: BlockFacts): DrivePart {
  const row = lsblkRow(graph.facts.lsblk, block.name);
  const usedBytes = Number(row.fsused ?? Number.NaN);
  return {
    path: `/dev/${block.name}`,
    label: labelOf(block, row),
    fsType: fsTypeOf(block, row),
    sizeBytes: block.sizeBytes,
    ...(Number.isFinite(usedBytes) ? { usedBytes } : {}),
    mounts: mountsOn(graph, block.name),
  };
}
