import { BLOCK_BYTES } from '../../bytes/formats/udf/block.ts';
import {
  IMPLEMENTATION,
  LV_INFO,
  PARTITION_CONTENTS,
  UDF_DOMAIN,
} from '../../bytes/formats/udf/entity-id.ts';
import { implementationUse } from '../../bytes/formats/udf/implementation-use.ts';
import { logicalVolume } from '../../bytes/formats/udf/logical-volume.ts';
import { ACCESS_READ_ONLY, PARTITION_ALLOCATED, partition } from '../../bytes/formats/udf/partition.ts';
import { NOWHERE, placeIn } from '../../bytes/formats/udf/places.ts';
import { primaryVolume } from '../../bytes/formats/udf/primary-volume.ts';
import { terminating, unallocatedSpace } from '../../bytes/formats/udf/sequence-end.ts';
import { type TagFacts, tagIds, writeDescriptor } from '../../bytes/formats/udf/tag.ts';
import { cutCs0 } from '../../bytes/formats/udf/text.ts';
import { timestampOf } from '../../bytes/formats/udf/timestamp.ts';

/** Facts of the volume that stand in its descriptors. */
export interface UdfVolumeFacts {
  readonly label: string;
  /** Unix seconds. */
  readonly madeAt: number;
  /** 16 hexadecimal digits that no other volume has. UDF 1.02 §2.2.2.5. */
  readonly uniqueHex: string;
}

/** Blocks of the medium. */
export interface PartitionPlace {
  readonly startBlock: number;
  readonly lengthBlocks: number;
  readonly integrityBlock: number;
}

/** A sequence has at least 16 blocks. ECMA-167 3/8.4.2, UDF 1.02 §2.2.3. */
export const SEQUENCE_BLOCKS = 16;
/** Integrity descriptor and its terminator. */
export const INTEGRITY_BLOCKS = 2;
/** A file set descriptor and its terminator. */
export const FILE_SET_BLOCKS = 2;

/** Text that fits a dstring of 32 bytes. */
const SHORT_ID_BYTES = 31;
const NO_EXTENT = { lengthBytes: 0, block: 0 };
const LEVEL = {
  interchangeLevel: 2,
  maximumInterchangeLevel: 2,
  characterSetList: 1,
  maximumCharacterSetList: 1,
};

/** A volume descriptor sequence from block `location` on. ECMA-167 3/8.4.1. */
export function writeSequence(
  bytes: Uint8Array,
  location: number,
  facts: UdfVolumeFacts,
  place: PartitionPlace,
): void {
  let index = 0;
  const next = (identifier: number): [number, TagFacts] => {
    const tag = { identifier, location: location + index };
    return [BLOCK_BYTES * index++, tag];
  };
  const put = <V>(write: (at: number, tag: TagFacts) => V, identifier: number) => write(...next(identifier));
  put(
    (at, tag) => writeDescriptor(primaryVolume, bytes, at, primaryValues(facts), tag),
    tagIds.primaryVolume,
  );
  put(
    (at, tag) => writeDescriptor(implementationUse, bytes, at, informationValues(facts), tag),
    tagIds.implementationUse,
  );
  put((at, tag) => writeDescriptor(partition, bytes, at, partitionValues(place), tag), tagIds.partition);
  put(
    (at, tag) => writeDescriptor(logicalVolume, bytes, at, logicalValues(facts, place), tag),
    tagIds.logicalVolume,
  );
  put(
    (at, tag) => writeDescriptor(unallocatedSpace, bytes, at, { sequenceNumber: 4, extents: 0 }, tag),
    tagIds.unallocatedSpace,
  );
  put((at, tag) => writeDescriptor(terminating, bytes, at, {}, tag), tagIds.terminating);
}

function primaryValues({ label, madeAt, uniqueHex }: UdfVolumeFacts) {
  return {
    sequenceNumber: 0,
    descriptorNumber: 0,
    volumeId: cutCs0(label, SHORT_ID_BYTES),
    volumeSequence: 1,
    maximumVolumeSequence: 1,
    ...LEVEL,
    volumeSetId: uniqueHex + label,
    descriptorCharacterSet: {},
    explanatoryCharacterSet: {},
    volumeAbstract: NO_EXTENT,
    copyrightNotice: NO_EXTENT,
    applicationId: IMPLEMENTATION,
    recordedAt: timestampOf(madeAt),
    implementationId: IMPLEMENTATION,
    implementationUse: new Uint8Array(64),
    predecessor: 0,
    flags: 0,
  };
}

function informationValues({ label }: UdfVolumeFacts) {
  return {
    sequenceNumber: 1,
    informationId: LV_INFO,
    characterSet: {},
    logicalVolumeId: label,
    information1: '',
    information2: '',
    information3: '',
    implementationId: IMPLEMENTATION,
    implementationUse: new Uint8Array(128),
  };
}

function partitionValues({ startBlock, lengthBlocks }: PartitionPlace) {
  return {
    sequenceNumber: 2,
    flags: PARTITION_ALLOCATED,
    number: 0,
    contents: PARTITION_CONTENTS,
    contentsUse: new Uint8Array(128),
    accessType: ACCESS_READ_ONLY,
    startBlock,
    lengthBlocks,
    implementationId: IMPLEMENTATION,
    implementationUse: new Uint8Array(128),
  };
}

function logicalValues({ label }: UdfVolumeFacts, { integrityBlock }: PartitionPlace) {
  return {
    sequenceNumber: 3,
    characterSet: {},
    logicalVolumeId: label,
    blockBytes: BLOCK_BYTES,
    domainId: UDF_DOMAIN,
    fileSet: placeIn(0, FILE_SET_BLOCKS * BLOCK_BYTES),
    mapTableBytes: 6,
    partitionMaps: 1,
    implementationId: IMPLEMENTATION,
    implementationUse: new Uint8Array(128),
    integritySequence: { lengthBytes: INTEGRITY_BLOCKS * BLOCK_BYTES, block: integrityBlock },
    partitionMap: { volumeSequence: 1, partition: 0 },
  };
}

/** What a file set descriptor says. ECMA-167 4/14.1. */
export function fileSetValues({ label, madeAt }: UdfVolumeFacts, rootBlock: number) {
  return {
    recordedAt: timestampOf(madeAt),
    ...LEVEL,
    interchangeLevel: 3,
    maximumInterchangeLevel: 3,
    number: 0,
    descriptorNumber: 0,
    logicalVolumeCharacterSet: {},
    logicalVolumeId: label,
    fileSetCharacterSet: {},
    fileSetId: cutCs0(label, SHORT_ID_BYTES),
    copyrightFile: '',
    abstractFile: '',
    root: placeIn(rootBlock, BLOCK_BYTES),
    domainId: UDF_DOMAIN,
    nextExtent: NOWHERE,
  };
}
