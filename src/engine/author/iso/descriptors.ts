import { recordDateOf } from '../../bytes/formats/iso9660/dates.ts';
import { FLAG_DIRECTORY, recordOf } from '../../bytes/formats/iso9660/directory-record.ts';
import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import {
  enhancedVolume,
  type PrimaryVolume,
  primaryVolume,
  supplementaryVolume,
  terminator,
} from '../../bytes/formats/iso9660/volume-descriptor.ts';
import { JOLIET_ESCAPE } from '../../bytes/formats/joliet/volume.ts';
import { present } from '../../contract/failure/present.ts';
import { memorySection, type Section, type Where } from '../layout/section.ts';
import type { Directories } from './directories.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { VolumeTexts } from './volume-texts.ts';

/** Facts of the volume that stand in every descriptor. */
export interface VolumeFacts {
  /** Unix seconds; creation and modification of the volume. */
  readonly madeAt: number;
  /** Unix seconds of the root folder. */
  readonly rootModifiedAt: number;
}

/** One hierarchy as its descriptor tells it. */
export interface DescribedHierarchy {
  readonly label: string;
  readonly texts: VolumeTexts;
  readonly pathTableBytes: number;
  readonly directories: Directories;
  readonly sections: { readonly lTable: string; readonly mTable: string; readonly directories: string };
}

/** ECMA-119 §8.4. */
export function primarySection(facts: VolumeFacts, hierarchy: DescribedHierarchy): Section {
  return memorySection('primary-volume-descriptor', SECTOR_BYTES, (bytes, where) =>
    primaryVolume.write(bytes, 0, volumeValues(facts, hierarchy, where)),
  );
}

/** Joliet: ECMA-119 §8.5. */
export function jolietSection(facts: VolumeFacts, hierarchy: DescribedHierarchy): Section {
  return memorySection('joliet-volume-descriptor', SECTOR_BYTES, (bytes, where) =>
    supplementaryVolume.write(bytes, 0, {
      ...volumeValues(facts, hierarchy, where),
      flags: 0,
      escapeSequences: JOLIET_ESCAPE,
    }),
  );
}

/** Level 4: ECMA-119 4th edition §8.5. */
export function enhancedSection(facts: VolumeFacts, hierarchy: DescribedHierarchy): Section {
  return memorySection('enhanced-volume-descriptor', SECTOR_BYTES, (bytes, where) =>
    enhancedVolume.write(bytes, 0, volumeValues(facts, hierarchy, where)),
  );
}

/** The supplementary descriptor of a hierarchy that is not the primary one. */
export function supplementarySection(
  facts: VolumeFacts,
  planned: DescribedHierarchy & { readonly hierarchy: Pick<Hierarchy, 'name'> },
): Section {
  return planned.hierarchy.name === 'joliet'
    ? jolietSection(facts, planned)
    : enhancedSection(facts, planned);
}

/** ECMA-119 §8.3. */
export function terminatorSection(): Section {
  return memorySection('volume-descriptor-terminator', SECTOR_BYTES, (bytes) =>
    terminator.write(bytes, 0, {}),
  );
}

function volumeValues(
  { rootModifiedAt }: VolumeFacts,
  hierarchy: DescribedHierarchy,
  where: Where,
): PrimaryVolume {
  const { sections, directories, texts } = hierarchy;
  return {
    ...texts,
    volumeId: hierarchy.label,
    volumeBlocks: where('end'),
    volumeSetSize: 1,
    volumeSequence: 1,
    blockBytes: SECTOR_BYTES,
    pathTableBytes: hierarchy.pathTableBytes,
    lPathTableLba: where(sections.lTable),
    optionalLPathTableLba: 0,
    mPathTableLba: where(sections.mTable),
    optionalMPathTableLba: 0,
    rootRecord: recordOf({
      recordBytes: 34,
      extentLba: where(sections.directories) + present(directories.firstSector[0]),
      dataBytes: present(directories.lengthBytes[0]),
      recordedAt: recordDateOf(rootModifiedAt),
      flags: FLAG_DIRECTORY,
      identifierBytes: 1,
    }),
    // Spaces, as others write: programs that put a checksum there later take zeros for something in use.
    applicationUse: new Uint8Array(512).fill(0x20),
  };
}
