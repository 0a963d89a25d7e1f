import type { RecordDate } from '../../bytes/formats/iso9660/dates.ts';
import { MAX_ONE_SECTION_BYTES } from '../../bytes/formats/iso9660/file-sections.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { AuthorOptions } from '../../contract/plan/plan.ts';
import type { Steps } from '../tree/cooperative.ts';
import type { HiddenInTrees } from '../tree/hidden.ts';
import type { Tree } from '../tree/tree.ts';
import type { DescribedHierarchy } from './descriptors.ts';
import { Directories, type DirectoryContext } from './directories.ts';
import { enhancedHierarchy } from './enhanced-hierarchy.ts';
import type { Hierarchy } from './hierarchy.ts';
import { type IsoHierarchy, isoHierarchy } from './iso-hierarchy.ts';
import { type JolietHierarchy, jolietHierarchy } from './joliet-hierarchy.ts';
import type { Labels } from './label.ts';
import { pathTableBytes } from './path-tables.ts';
import { RockRidge } from './rock-ridge.ts';
import { plainForm, type TextForm, volumeTexts, wideForm } from './volume-texts.ts';

/** A hierarchy with its directories measured, ready for the sections of an image. */
export interface PlannedHierarchy extends DescribedHierarchy {
  readonly hierarchy: Hierarchy;
}

/** The hierarchies of ISO 9660 that an image gets: the primary first. None for UDF alone. */
export interface IsoTrees {
  readonly planned: readonly PlannedHierarchy[];
  readonly iso?: IsoHierarchy | undefined;
  readonly joliet?: JolietHierarchy | undefined;
  readonly rockRidge?: RockRidge | undefined;
}

export interface IsoTreesContext {
  readonly labels: Labels;
  readonly madeAt: number;
  readonly dateOf: (node: number) => RecordDate;
  readonly dataSector: Uint32Array;
  readonly hidden: HiddenInTrees;
}

/** Levels 1 and 2: a file has one section. ECMA-119 §10.1, §10.2. */
const LAST_SINGLE_SECTION_LEVEL = 2;
const ENHANCED_LEVEL = 4;

/** @throws Failure `usage` for a file too large for the level, or a named file that is not there */
export function* isoTrees(tree: Tree, options: AuthorOptions, context: IsoTreesContext): Steps<IsoTrees> {
  if (options.iso9660 === false) return { planned: [] };
  checkLevel(tree, options.isoLevel);
  const { labels, madeAt, dateOf, dataSector, hidden } = context;
  const rockRidge = options.rockRidge ? new RockRidge(tree, dateOf, hidden.iso) : undefined;
  const plan = (hierarchy: Hierarchy, label: string, form: TextForm, ridge?: RockRidge) =>
    describe(hierarchy, label, volumeTexts(tree, options.volume ?? {}, madeAt, form), {
      hierarchy,
      rockRidge: ridge,
      dateOf,
      dataSector,
    });
  const iso = yield* isoHierarchy(tree, options.rockRidge, options.isoLevel, hidden.iso);
  const joliet = options.joliet ? yield* jolietHierarchy(tree, hidden.joliet) : undefined;
  const planned = [yield* plan(iso, labels.iso, plainForm(iso.nameOf, hidden.iso), rockRidge)];
  if (joliet) planned.push(yield* plan(joliet, labels.joliet, wideForm(joliet.nameOf, hidden.joliet)));
  if (options.isoLevel === ENHANCED_LEVEL) {
    const enhanced = yield* enhancedHierarchy(tree, hidden.iso);
    planned.push(yield* plan(enhanced, labels.iso, plainForm(iso.nameOf, hidden.iso)));
  }
  return { planned, iso, joliet, rockRidge };
}

function checkLevel(tree: Tree, level: number | undefined): void {
  if (level === undefined || level > LAST_SINGLE_SECTION_LEVEL) return;
  for (let node = 0; node < tree.count; node++) {
    if (tree.sizeOf(node) <= MAX_ONE_SECTION_BYTES) continue;
    throw usageRefused({ reason: 'file-beyond-level', path: tree.pathOf(node), level });
  }
}

function* describe(
  hierarchy: Hierarchy,
  label: string,
  texts: PlannedHierarchy['texts'],
  context: DirectoryContext,
): Steps<PlannedHierarchy> {
  return {
    hierarchy,
    label,
    texts,
    pathTableBytes: pathTableBytes(hierarchy),
    directories: yield* Directories.planned(context),
    sections: {
      lTable: `${hierarchy.name}-path-table-L`,
      mTable: `${hierarchy.name}-path-table-M`,
      directories: `${hierarchy.name} directories`,
    },
  };
}
