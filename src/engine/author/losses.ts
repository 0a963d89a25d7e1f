import { EARLIEST_RECORD_SECONDS, LATEST_RECORD_SECONDS } from '../formats/iso9660/dates.ts';
import { fileSectionCount, MAX_READABLE_SECTIONS } from '../formats/iso9660/file-sections.ts';
import { isSameIgnoringCase } from '../formats/iso9660/names.ts';
import { MAX_JOLIET_PATH_UNITS, MAX_JOLIET_UNITS } from '../formats/joliet/names.ts';
import type { Loss, LossReason } from '../jobs/events.ts';
import { type Tree, textOfBytes } from '../tree/tree.ts';
import type { IsoHierarchy } from './iso-hierarchy.ts';
import type { JolietHierarchy } from './joliet-hierarchy.ts';
import type { RockRidge } from './rock-ridge.ts';

export interface LossContext {
  readonly tree: Tree;
  readonly iso: IsoHierarchy;
  readonly joliet?: JolietHierarchy | undefined;
  readonly rockRidge?: RockRidge | undefined;
  readonly secondsOf: (node: number) => number;
}

/** Everything the image cannot hold as it is in the folder, in the order of the tree. */
export function lossesOf(context: LossContext): Loss[] {
  const losses: Loss[] = [];
  if (!context.rockRidge) losses.push({ path: '/', reason: 'owner-lost', where: 'all' });
  const pathUnits = context.joliet ? jolietPathUnits(context.tree, context.joliet) : new Uint32Array();
  for (let node = 0; node < context.tree.count; node++) {
    lossesOfAny(context, node, losses);
    if (node > 0) lossesOfNamed(context, node, pathUnits, losses);
  }
  return losses;
}

function lossesOfAny({ tree, secondsOf }: LossContext, node: number, losses: Loss[]): void {
  const seconds = secondsOf(node);
  const lose = (reason: LossReason) => losses.push({ path: tree.pathOf(node), reason, where: 'all' });
  if (seconds < EARLIEST_RECORD_SECONDS || seconds > LATEST_RECORD_SECONDS) lose('time-out-of-range');
  if (fileSectionCount(tree.sizeBytes[node]!) > MAX_READABLE_SECTIONS) lose('file-too-large');
}

function lossesOfNamed(context: LossContext, node: number, pathUnits: Uint32Array, losses: Loss[]): void {
  const { tree, joliet, rockRidge } = context;
  if (!tree.isFile(node) && !tree.isFolder(node)) {
    const where = rockRidge ? 'joliet' : 'all';
    if (!rockRidge || joliet)
      losses.push({ path: tree.pathOf(node), reason: droppedReason(tree, node), where });
    if (!rockRidge) return;
  } else if (joliet) {
    losses.push(...jolietLosses(tree, joliet, node, pathUnits));
  }
  const shortened = rockRidge?.shortened.get(node);
  if (shortened !== undefined)
    losses.push({
      path: tree.pathOf(node),
      reason: 'name-shortened',
      where: 'rock-ridge',
      becomes: textOfBytes(shortened),
    });
  if (!rockRidge && !joliet) losses.push(...isoLosses(context, node));
}

function droppedReason(tree: Tree, node: number): LossReason {
  if (tree.isLink(node)) return 'link-dropped';
  return tree.device.has(node) ? 'device-dropped' : 'special-file-dropped';
}

function jolietLosses(tree: Tree, joliet: JolietHierarchy, node: number, pathUnits: Uint32Array): Loss[] {
  const losses: Loss[] = [];
  const becomes = joliet.renamed.get(node);
  if (becomes !== undefined) {
    const reason = tree.textOf(node).length > MAX_JOLIET_UNITS ? 'name-shortened' : 'name-changed';
    losses.push({ path: tree.pathOf(node), reason, where: 'joliet', becomes });
  }
  if (pathUnits[node]! > MAX_JOLIET_PATH_UNITS)
    losses.push({ path: tree.pathOf(node), reason: 'path-too-long', where: 'joliet' });
  return losses;
}

/** Only when neither Rock Ridge nor Joliet keeps the name: capitals for small letters alone are no loss. */
function isoLosses({ tree, iso }: LossContext, node: number): Loss[] {
  const name = tree.textOf(node);
  const becomes = iso.nameOf(node);
  if (isSameIgnoringCase(name, becomes)) return [];
  const reason = name.length > becomes.length ? 'name-shortened' : 'name-changed';
  return [{ path: tree.pathOf(node), reason, where: 'iso9660', becomes }];
}

/** By node: length of its Joliet path. A parent comes before its children. */
function jolietPathUnits(tree: Tree, joliet: JolietHierarchy): Uint32Array {
  const units = new Uint32Array(tree.count);
  for (let node = 1; node < tree.count; node++)
    units[node] = units[tree.parent[node]!]! + 1 + joliet.nameOf(node).length;
  return units;
}
