import { FIRST_DESCRIPTOR_LBA } from '../../bytes/formats/iso9660/volume-descriptor.ts';
import { present } from '../../contract/failure/present.ts';
import { type Section, zeroSection } from '../layout/section.ts';
import {
  type DescribedHierarchy,
  primarySection,
  supplementarySection,
  terminatorSection,
  type VolumeFacts,
} from './descriptors.ts';
import type { Directories } from './directories.ts';
import { directorySection } from './directory-section.ts';
import type { Hierarchy } from './hierarchy.ts';
import { pathTableSection } from './path-tables.ts';

/** The first partition of a hybrid image begins where the first volume's descriptors are. */
export const PARTITION_LBA = FIRST_DESCRIPTOR_LBA;
/** Seen from there, a volume's descriptors are at 16 again. ECMA-119 §6.7.1. */
const SECOND_DESCRIPTORS_LBA = PARTITION_LBA + FIRST_DESCRIPTOR_LBA;

interface Planned extends DescribedHierarchy {
  readonly hierarchy: Hierarchy;
  readonly directories: Directories;
}

/** A second set of descriptors, path tables and directories over the same files. */
export interface PartitionTree {
  /** `sectors` lie before them. */
  readonly descriptors: (sectors: number) => readonly Section[];
  readonly tables: readonly Section[];
}

/**
 * Lets the first partition be mounted by itself: all its addresses count from the start of that partition. The sizes are
 * those of the first tree, only places differ.
 */
export function partitionTree(facts: VolumeFacts, trees: readonly Planned[]): PartitionTree {
  const seconds = trees.map(renamed);
  const [iso, ...others] = seconds;
  return {
    descriptors: (sectors) => [
      zeroSection('gap-before-the-descriptors-of-partition-1', SECOND_DESCRIPTORS_LBA - sectors),
      moved(primarySection(facts, present(iso))),
      ...others.map((other) => moved(supplementarySection(facts, other))),
      moved(terminatorSection()),
    ],
    tables: seconds.flatMap(({ hierarchy, directories, sections }) => [
      ...(['L', 'M'] as const).map((order) => {
        const own = order === 'L' ? sections.lTable : sections.mTable;
        return moved(pathTableSection(hierarchy, directories, order, { ...sections, own }), own);
      }),
      moved(directorySection(sections.directories, directories), sections.directories),
    ]),
  };
}

const suffix = '-of-partition-1';

function renamed(tree: Planned): Planned {
  const { lTable, mTable, directories } = tree.sections;
  return {
    ...tree,
    sections: { lTable: lTable + suffix, mTable: mTable + suffix, directories: directories + suffix },
  };
}

/** The section with every place counted from the start of the partition. */
function moved(section: Section, name = section.name + suffix): Section {
  return {
    name,
    measure: () => section.measure(),
    render: (where) => section.render((other) => where(other) - PARTITION_LBA),
  };
}
