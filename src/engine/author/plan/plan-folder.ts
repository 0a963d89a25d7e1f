import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import type { Loss } from '../../contract/events/loss.ts';
import { present } from '../../contract/failure/present.ts';
import type { AuthorOptions } from '../../contract/plan/plan.ts';
import { type BootPlan, NO_BOOT } from '../boot/boot-plan.ts';
import { type BootSections, bootSections } from '../boot/boot-sections.ts';
import { diskIds } from '../boot/disk-ids.ts';
import type { ContentSource } from '../content/content-source.ts';
import { type FilePlaces, fileSection, placeFiles } from '../content/file-section.ts';
import { type PackedFiles, storedContents } from '../content/packed-files.ts';
import {
  primarySection,
  supplementarySection,
  terminatorSection,
  type VolumeFacts,
} from '../iso/descriptors.ts';
import { directorySection } from '../iso/directory-section.ts';
import { isoTrees, type PlannedHierarchy } from '../iso/iso-trees.ts';
import type { Labels } from '../iso/label.ts';
import { type PartitionTree, partitionTree } from '../iso/partition-tree.ts';
import { pathTableSection } from '../iso/path-tables.ts';
import { recordDates } from '../iso/record-dates.ts';
import { type Layout, layOut } from '../layout/layout.ts';
import { type Section, sectorsOf } from '../layout/section.ts';
import type { Steps } from '../tree/cooperative.ts';
import { hiddenInTrees } from '../tree/hidden.ts';
import type { Tree } from '../tree/tree.ts';
import { hasUdf, uniqueHexOf } from '../udf/udf-choice.ts';
import { type UdfSections, udfSections } from '../udf/udf-sections.ts';
import { type UdfTree, udfTree } from '../udf/udf-tree.ts';
import { lossesOf } from './losses.ts';

/** CD drives read ahead into the run-out of a disc and fail there; so images that fit a CD end in this many sectors. */
const PADDING_SECTORS = 150;
const LARGEST_CD_SECTORS = 900_000_000 / SECTOR_BYTES;

export interface FolderPlan {
  readonly layout: Layout;
  readonly files: FilePlaces;
  readonly losses: readonly Loss[];
}

/** Decides names, sizes and places of everything; reads no file and makes no byte. */
export function* planFolder(
  tree: Tree,
  source: ContentSource,
  labels: Labels,
  options: AuthorOptions,
  boot: BootPlan = NO_BOOT,
  packed?: PackedFiles,
): Steps<FolderPlan> {
  const secondsOf = fileSeconds(tree, options);
  const dateOf = recordDates(secondsOf);
  const hidden = hiddenInTrees(tree, options);
  const udf = hasUdf(tree, options, boot.table.kind !== 'none') ? udfTree(tree, hidden.udf) : undefined;
  const files = placeFiles(tree, boot.esp?.kind === 'file' ? boot.esp.node : undefined);
  const facts = { madeAt: volumeSeconds(tree, options), rootModifiedAt: secondsOf(0) };
  const { madeAt } = facts;
  const isos = yield* isoTrees(tree, options, {
    labels,
    madeAt,
    dateOf,
    dataSector: files.dataSector,
    hidden,
  });
  const trees = isos.planned;
  const ids = diskIds(labels.iso, facts.madeAt);
  const bootable = bootSections(boot, { files, source, ids });
  const udfRows =
    udf && udfSections({ udf, files, facts: udfFacts(udf, labels.label, facts.madeAt), secondsOf });
  const hasPartition = options.partitionTree === true && boot.table.kind === 'gpt' && !udf;
  const second = hasPartition ? partitionTree(facts, trees) : undefined;
  const content = fileSection(tree, files, packed ? storedContents(source, packed) : source);
  const sections = sectionsOf(facts, trees, content, bootable, options.paddingSectors, udfRows, second);
  const losses = yield* lossesOf({ tree, ...isos, udf, hidden, options, secondsOf });
  return { layout: layOut(sections), files, losses };
}

function udfFacts({ tree }: UdfTree, label: string, madeAt: number) {
  return { label, madeAt, uniqueHex: uniqueHexOf(tree, label, madeAt) };
}

/**
 * The image from front to back. Later structures are rows here: a boot record must stand at sector 17, UDF's
 * recognition follows the terminator, the boot catalogue precedes the files, a backup GPT is last.
 */
function sectionsOf(
  facts: VolumeFacts,
  trees: readonly PlannedHierarchy[],
  files: Section,
  boot: BootSections,
  asked: number | undefined,
  udf?: UdfSections,
  second?: PartitionTree,
): Section[] {
  const [iso, ...others] = trees;
  const sections = [
    boot.systemArea,
    ...(iso ? [primarySection(facts, iso), ...boot.record] : []),
    ...others.map((other) => supplementarySection(facts, other)),
    ...(iso ? [terminatorSection()] : []),
  ];
  sections.push(...(second?.descriptors(sectorsOf(sections)) ?? []));
  sections.push(
    ...(udf?.volume(sectorsOf(sections)) ?? []),
    ...(udf?.fileSystem ?? []),
    ...trees.flatMap(pathTableSections),
    ...trees.map(({ directories, sections: names }) => directorySection(names.directories, directories)),
    ...(second?.tables ?? []),
    ...boot.beforeFiles,
    boot.files(files),
  );
  sections.push(...boot.behindFiles(sectorsOf(sections)));
  const padding = asked ?? paddingSectors(sectorsOf(sections));
  const [gap, ...last] = boot.atEnd(
    sectorsOf(sections),
    udf ? Math.max(padding, boot.leastAnchors) : padding,
  );
  return [...sections, ...(udf ? udf.atEnd(gap.measure()) : [gap]), ...last];
}

function pathTableSections({ hierarchy, directories, sections }: PlannedHierarchy): Section[] {
  const places = (own: string) => ({ own, directories: sections.directories });
  return [
    pathTableSection(hierarchy, directories, 'L', places(sections.lTable)),
    pathTableSection(hierarchy, directories, 'M', places(sections.mTable)),
  ];
}

function paddingSectors(sectors: number): number {
  return sectors <= LARGEST_CD_SECTORS ? PADDING_SECTORS : 0;
}

/** Unix seconds of a node, by which its times are told. */
export function fileSeconds(tree: Tree, { fixedTime }: AuthorOptions): (node: number) => number {
  return (node) => fixedTime ?? Math.floor(present(tree.modifiedAtMs[node]) / 1000);
}

/** When the volume was made; without a word on that, the newest change in the folder: the same tree, the same bytes. */
export function volumeSeconds(tree: Tree, { fixedTime, madeAt }: AuthorOptions): number {
  if (fixedTime !== undefined) return fixedTime;
  if (madeAt !== undefined) return madeAt;
  let newestMs = 0;
  for (let node = 0; node < tree.count; node++)
    newestMs = Math.max(newestMs, present(tree.modifiedAtMs[node]));
  return Math.floor(newestMs / 1000);
}
