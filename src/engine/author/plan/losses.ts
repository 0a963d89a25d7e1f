import { textOfBytes } from '../../bytes/codec/byte-text.ts';
import { EARLIEST_RECORD_SECONDS, LATEST_RECORD_SECONDS } from '../../bytes/formats/iso9660/dates.ts';
import { fileSectionCount, MAX_READABLE_SECTIONS } from '../../bytes/formats/iso9660/file-sections.ts';
import { isSameIgnoringCase } from '../../bytes/formats/iso9660/names.ts';
import { MAX_PARENT_NUMBER } from '../../bytes/formats/iso9660/path-table.ts';
import { MAX_JOLIET_PATH_UNITS, MAX_JOLIET_UNITS } from '../../bytes/formats/joliet/names.ts';
import type { Loss, LossReason } from '../../contract/events/loss.ts';
import { present } from '../../contract/failure/present.ts';
import type { AuthorOptions } from '../../contract/plan/plan.ts';
import type { IsoHierarchy } from '../iso/iso-hierarchy.ts';
import type { JolietHierarchy } from '../iso/joliet-hierarchy.ts';
import type { RockRidge } from '../iso/rock-ridge.ts';
import { countInSteps, type Steps } from '../tree/cooperative.ts';
import type { HiddenInTrees } from '../tree/hidden.ts';
import type { Tree } from '../tree/tree.ts';
import { LEFT_OUT, type UdfTree } from '../udf/udf-tree.ts';

export interface LossContext {
  readonly tree: Tree;
  readonly iso?: IsoHierarchy | undefined;
  readonly joliet?: JolietHierarchy | undefined;
  readonly rockRidge?: RockRidge | undefined;
  readonly udf?: UdfTree | undefined;
  readonly hidden: HiddenInTrees;
  readonly options: Pick<AuthorOptions, 'isoLevel' | 'relocate'>;
  readonly secondsOf: (node: number) => number;
}

/**
 * Everything the image cannot hold as it is in the folder, in the order of the tree. What UDF keeps, Joliet may lose:
 * whoever reads Joliet reads UDF first.
 */
export function* lossesOf(context: LossContext): Steps<Loss[]> {
  const losses: Loss[] = [];
  if (!context.rockRidge && !context.udf) losses.push({ path: '/', reason: 'owner-lost', where: 'all' });
  losses.push(...hierarchyLosses(context));
  const pathUnits = context.joliet ? jolietPathUnits(context.tree, context.joliet) : new Uint32Array();
  yield* countInSteps(context.tree.count, (node) => {
    lossesOfAny(context, node, losses);
    if (node !== 0) losses.push(...lossesOfOne(context, node, pathUnits));
  });
  return losses;
}

function lossesOfOne(context: LossContext, node: number, pathUnits: Uint32Array): Loss[] {
  const seen = shownOnly(context, node);
  const named = nameLosses(seen, node, pathUnits);
  return seen === context ? [...droppedLosses(context, node), ...named] : named;
}

/** Where a node is hidden, nothing of it is lost. */
function shownOnly(context: LossContext, node: number): LossContext {
  const { iso, joliet, udf } = context.hidden;
  const inIso = !iso.has(node);
  const inJoliet = !joliet.has(node);
  if (inIso && inJoliet && !udf.has(node)) return context;
  return {
    ...context,
    iso: inIso ? context.iso : undefined,
    rockRidge: inIso ? context.rockRidge : undefined,
    joliet: inJoliet ? context.joliet : undefined,
    udf: udf.has(node) ? undefined : context.udf,
  };
}

/** What the shape of the hierarchy breaks: the parents of a path table have 16 bits, a strict level has eight levels. */
function hierarchyLosses({ tree, iso, joliet, options }: LossContext): Loss[] {
  if (!iso) return [];
  const losses: Loss[] = [];
  for (const [where, hierarchy] of [
    ['iso9660', iso],
    ['joliet', joliet],
  ] as const) {
    const misplacing = hierarchy?.pathOrder
      .subarray(MAX_PARENT_NUMBER)
      .find((ordinal) => present(tree.subfolderCount[ordinal]) > 0);
    if (misplacing === undefined) continue;
    losses.push({ path: tree.pathOf(tree.folderAt(misplacing)), reason: 'too-many-folders', where });
  }
  const { isoLevel = LAST_LEVEL_OF_DEPTH + 1, relocate } = options;
  if (isoLevel > LAST_LEVEL_OF_DEPTH || relocate) return losses;
  const depths = depthsOf(tree);
  tree.folders.forEach((node, ordinal) => {
    if (depths[ordinal] === MAX_DEPTH + 1)
      losses.push({ path: tree.pathOf(node), reason: 'path-too-deep', where: 'iso9660' });
  });
  return losses;
}

/** ECMA-119 §6.8.2.1, for levels 1 to 3. */
const MAX_DEPTH = 8;
const LAST_LEVEL_OF_DEPTH = 3;

/** By ordinal: 1 for the root. */
function depthsOf(tree: Tree): Uint32Array {
  const depths = new Uint32Array(tree.folders.length);
  tree.folders.forEach((node, ordinal) => {
    depths[ordinal] = node === 0 ? 1 : present(depths[tree.ordinalOf(tree.parentOf(node))]) + 1;
  });
  return depths;
}

function lossesOfAny({ tree, iso, udf, secondsOf }: LossContext, node: number, losses: Loss[]): void {
  if (!iso) return;
  const seconds = secondsOf(node);
  const where = udf ? 'iso9660' : 'all';
  const lose = (reason: LossReason) => losses.push({ path: tree.pathOf(node), reason, where });
  if (seconds < EARLIEST_RECORD_SECONDS || seconds > LATEST_RECORD_SECONDS) lose('time-out-of-range');
  if (fileSectionCount(tree.sizeOf(node)) > MAX_READABLE_SECTIONS) lose('file-too-large');
}

/** Links and special files: plain ISO 9660 and Joliet have none; UDF has all but links with very long targets. */
function droppedLosses({ tree, iso, joliet, rockRidge, udf }: LossContext, node: number): Loss[] {
  if (tree.isFile(node) || tree.isFolder(node)) return [];
  const inUdf = udf !== undefined && udf.entryOf[node] !== LEFT_OUT;
  const lose = (where: Loss['where']): Loss[] => [
    { path: tree.pathOf(node), reason: droppedReason(tree, node), where },
  ];
  if (!rockRidge && !inUdf) return lose('all');
  if (inUdf) return iso && !rockRidge ? lose('iso9660') : [];
  return [...(joliet ? lose('joliet') : []), ...(udf ? lose('udf') : [])];
}

/** Linux' udf gives longer names another end (UDF_NAME_LEN). */
const MAX_LINUX_UDF_NAME_BYTES = 254;

function nameLosses(context: LossContext, node: number, pathUnits: Uint32Array): Loss[] {
  const { tree, iso, joliet, rockRidge, udf } = context;
  const losses: Loss[] = [];
  const lose = (where: Loss['where'], becomes: string) =>
    losses.push({ path: tree.pathOf(node), reason: 'name-shortened', where, becomes });
  const isPlain = tree.isFile(node) || tree.isFolder(node);
  if (joliet && !udf && isPlain) losses.push(...jolietLosses(tree, joliet, node, pathUnits));
  const shortened = rockRidge?.shortened.get(node);
  if (shortened !== undefined) lose('rock-ridge', textOfBytes(shortened));
  const inUdf = udf?.renamed.get(node);
  if (inUdf !== undefined) lose('udf', inUdf);
  else if (udf && tree.nameBytes(node) > MAX_LINUX_UDF_NAME_BYTES)
    losses.push({ path: tree.pathOf(node), reason: 'name-changed', where: 'udf' });
  if (iso && !rockRidge && !joliet && !udf && isPlain) losses.push(...isoLosses(tree, iso, node));
  return losses;
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
  if (present(pathUnits[node]) > MAX_JOLIET_PATH_UNITS)
    losses.push({ path: tree.pathOf(node), reason: 'path-too-long', where: 'joliet' });
  return losses;
}

/** Only when neither Rock Ridge nor Joliet keeps the name: capitals for small letters alone are no loss. */
function isoLosses(tree: Tree, iso: IsoHierarchy, node: number): Loss[] {
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
    units[node] = present(units[tree.parentOf(node)]) + 1 + joliet.nameUnits(node);
  return units;
}
