import { ANCHOR_BLOCK, anchor } from '../../bytes/formats/udf/anchor.ts';
import { BLOCK_BYTES } from '../../bytes/formats/udf/block.ts';
import { IMPLEMENTATION } from '../../bytes/formats/udf/entity-id.ts';
import { FIRST_UNIQUE_ID } from '../../bytes/formats/udf/file-entry.ts';
import { fileSet } from '../../bytes/formats/udf/file-set.ts';
import {
  INTEGRITY_CLOSED,
  INTEGRITY_USE_BYTES,
  integrity,
  UDF_REVISION,
} from '../../bytes/formats/udf/integrity.ts';
import { recognitionSequence } from '../../bytes/formats/udf/recognition.ts';
import { terminating } from '../../bytes/formats/udf/sequence-end.ts';
import { tagIds, writeDescriptor } from '../../bytes/formats/udf/tag.ts';
import { timestampOf } from '../../bytes/formats/udf/timestamp.ts';
import { present } from '../../contract/failure/present.ts';
import type { FilePlaces } from '../content/file-section.ts';
import { memorySection, type Section, type Where, zeroSection } from '../layout/section.ts';
import { blockSection } from './block-section.ts';
import { UdfDirectories, type UdfPlaces } from './udf-directories.ts';
import { UdfEntries } from './udf-entries.ts';
import { UdfExtras } from './udf-extras.ts';
import type { UdfTree } from './udf-tree.ts';
import {
  FILE_SET_BLOCKS,
  fileSetValues,
  INTEGRITY_BLOCKS,
  SEQUENCE_BLOCKS,
  type UdfVolumeFacts,
  writeSequence,
} from './udf-volume.ts';

/** The rows of the section list that make an image UDF. */
export interface UdfSections {
  /** Behind the terminator of ISO 9660; what comes next begins in the partition. `sectors` lie before. */
  readonly volume: (sectors: number) => readonly Section[];
  /** First in the partition. */
  readonly fileSystem: readonly Section[];
  /** So many sectors at the end, each an anchor: drives disagree about which is the last one. */
  readonly atEnd: (sectors: number) => readonly Section[];
}

export interface UdfContext {
  readonly udf: UdfTree;
  readonly files: FilePlaces;
  readonly facts: UdfVolumeFacts;
  readonly secondsOf: (node: number) => number;
}

const MAIN = 'udf-main-sequence';
const RESERVE = 'udf-reserve-sequence';
const INTEGRITY = 'udf-integrity';
const FILE_SET = 'udf-file-set';
const ENTRIES = 'udf-file-entries';
const DIRECTORIES = 'udf-directories';
const EXTRAS = 'udf-allocation-extents';
const LAST_ANCHORS = 'udf-last-anchors';

/** Where the sequences begin: the places every writer uses. */
const MAIN_BLOCK = 32;

export function udfSections(context: UdfContext): UdfSections {
  return {
    volume: (sectors) => volumeSections(context, sectors),
    fileSystem: fileSystemSections(context),
    atEnd: (sectors) => [
      blockSection(LAST_ANCHORS, sectors, (bytes, at, index, where) =>
        writeAnchor(bytes, at, where(LAST_ANCHORS) + index, where),
      ),
    ],
  };
}

function volumeSections(context: UdfContext, sectors: number): Section[] {
  const before = sectors + recognitionSequence.length;
  const behind = MAIN_BLOCK + 2 * SEQUENCE_BLOCKS + INTEGRITY_BLOCKS;
  return [
    recognitionSection(),
    zeroSection('udf-gap', MAIN_BLOCK - before),
    sequenceSection(MAIN, context),
    sequenceSection(RESERVE, context),
    integritySection(context),
    zeroSection('udf-gap-before-the-anchor', ANCHOR_BLOCK - behind),
    blockSection('udf-anchor', 1, (bytes, at, _index, where) => writeAnchor(bytes, at, ANCHOR_BLOCK, where)),
  ];
}

/** ECMA-167 3/9.1; after the descriptors of ISO 9660 or in their place. */
function recognitionSection(): Section {
  return memorySection('udf-recognition', recognitionSequence.length * BLOCK_BYTES, (bytes) => {
    recognitionSequence.forEach((form, i) => {
      form.write(bytes, i * BLOCK_BYTES, {});
    });
  });
}

function sequenceSection(name: string, { facts }: UdfContext): Section {
  return memorySection(name, SEQUENCE_BLOCKS * BLOCK_BYTES, (bytes, where) =>
    writeSequence(bytes, where(name), facts, { ...partitionOf(where), integrityBlock: where(INTEGRITY) }),
  );
}

/** The partition reaches from the file set to the anchors at the end. */
function partitionOf(where: Where): { startBlock: number; lengthBlocks: number } {
  const startBlock = where(FILE_SET);
  return { startBlock, lengthBlocks: where(LAST_ANCHORS) - startBlock };
}

function integritySection({ udf, facts }: UdfContext): Section {
  return memorySection(INTEGRITY, INTEGRITY_BLOCKS * BLOCK_BYTES, (bytes, where) => {
    const location = where(INTEGRITY);
    const values = {
      recordedAt: timestampOf(facts.madeAt),
      integrityType: INTEGRITY_CLOSED,
      nextExtent: { lengthBytes: 0, block: 0 },
      nextUniqueId: FIRST_UNIQUE_ID + udf.nodes.length,
      contentsUse: new Uint8Array(24),
      partitions: 1,
      implementationUseBytes: INTEGRITY_USE_BYTES,
      freeBlocks: 0,
      sizeBlocks: partitionOf(where).lengthBlocks,
      implementationId: IMPLEMENTATION,
      files: udf.nodes.length - udf.directories,
      directories: udf.directories,
      minimumReadRevision: UDF_REVISION,
      minimumWriteRevision: UDF_REVISION,
      maximumWriteRevision: UDF_REVISION,
    };
    writeDescriptor(integrity, bytes, 0, values, { identifier: tagIds.integrity, location });
    writeTerminator(bytes, BLOCK_BYTES, location + 1);
  });
}

function fileSystemSections({ udf, files, facts, secondsOf }: UdfContext): Section[] {
  const directories = new UdfDirectories(udf);
  const extras = new UdfExtras(udf.tree, files);
  const entries = new UdfEntries({ udf, directories, extras, dataSector: files.dataSector, secondsOf });
  return [
    memorySection(FILE_SET, FILE_SET_BLOCKS * BLOCK_BYTES, (bytes, where) => {
      const values = fileSetValues(facts, placesOf(where).entriesBlock);
      writeDescriptor(fileSet, bytes, 0, values, { identifier: tagIds.fileSet, location: 0 });
      writeTerminator(bytes, BLOCK_BYTES, 1);
    }),
    blockSection(ENTRIES, udf.nodes.length, (bytes, at, index, where) =>
      entries.write(bytes, at, index, placesOf(where)),
    ),
    directorySection(directories),
    blockSection(EXTRAS, extras.blocks, (bytes, at, index, where) =>
      extras.write(bytes, at, index, placesOf(where)),
    ),
  ];
}

/** All directories. Rendered one at a time when they are read; the last one is kept. */
function directorySection(directories: UdfDirectories): Section {
  let last: { ordinal: number; bytes: Uint8Array } = { ordinal: -1, bytes: new Uint8Array() };
  return blockSection(DIRECTORIES, directories.blocks, (bytes, at, index, where) => {
    const ordinal = directories.ordinalAt(index);
    if (last.ordinal !== ordinal) last = { ordinal, bytes: directories.render(ordinal, placesOf(where)) };
    const from = (index - present(directories.firstBlock[ordinal])) * BLOCK_BYTES;
    bytes.set(last.bytes.subarray(from, from + BLOCK_BYTES), at);
  });
}

function placesOf(where: Where): UdfPlaces {
  const start = where(FILE_SET);
  return {
    entriesBlock: where(ENTRIES) - start,
    directoriesBlock: where(DIRECTORIES) - start,
    extraBlock: where(EXTRAS) - start,
    filesBlock: where('files') - start,
  };
}

function writeAnchor(bytes: Uint8Array, at: number, location: number, where: Where): void {
  const lengthBytes = SEQUENCE_BLOCKS * BLOCK_BYTES;
  const values = {
    mainSequence: { lengthBytes, block: where(MAIN) },
    reserveSequence: { lengthBytes, block: where(RESERVE) },
  };
  writeDescriptor(anchor, bytes, at, values, { identifier: tagIds.anchor, location });
}

function writeTerminator(bytes: Uint8Array, at: number, location: number): void {
  writeDescriptor(terminating, bytes, at, {}, { identifier: tagIds.terminating, location });
}
