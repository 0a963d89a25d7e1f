import { u32le } from '../../codec/numbers.ts';
import { extendedFileEntry } from './extended-file-entry.ts';
import { fileEntry } from './file-entry.ts';
import { icbFlags, STRATEGY_DIRECT } from './icb-tag.ts';
import { type ReadTag, readTag } from './read-tag.ts';
import { tagIds } from './tag.ts';
import { secondsOf } from './timestamp.ts';

/** What the allocation descriptors of an entry are. ECMA-167 4/14.6.8. */
export type Allocation = 'short' | 'long' | 'extended' | 'embedded';

/** A file entry or extended file entry as it is read. */
export interface ReadEntry {
  readonly fileType: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly links: number;
  readonly lengthBytes: number;
  readonly recordedBlocks: number;
  readonly modifiedAtSeconds: number;
  readonly uniqueId: number;
  readonly allocation: Allocation;
  /** Allocation descriptors, or the content itself; and where they stand in the block. */
  readonly area: Uint8Array;
  readonly areaAt: number;
  readonly attributes: Uint8Array;
}

/** Why an entry cannot be read. */
export type EntryProblem = 'no-entry' | 'strategy' | 'allocation' | 'too-long';

/** 4 to 7 are reserved. */
const KINDS: readonly Allocation[] = ['short', 'long', 'extended', 'embedded'];
const EXTENDED_FILE_ENTRY = 266;

/** The entry in a block, or why there is none. ECMA-167 4/14.9, 4/14.17. */
export function readEntry(block: Uint8Array): ReadEntry | EntryProblem {
  const form = formOf(readTag(block));
  if (!form || block.length < form.sizeBytes) return 'no-entry';
  const entry = form.decode(block, { onNote: () => {} });
  const { icbTag, extendedAttributeBytes, allocationBytes } = entry;
  if (icbTag.strategy !== STRATEGY_DIRECT) return 'strategy';
  const allocation = KINDS[icbTag.flags & 7];
  if (!allocation) return 'allocation';
  const areaAt = form.sizeBytes + extendedAttributeBytes;
  const end = areaAt + allocationBytes;
  if (end > block.length || !Number.isSafeInteger(entry.lengthBytes)) return 'too-long';
  return {
    fileType: icbTag.fileType,
    mode: modeOf(entry.permissions, icbTag.flags),
    uid: entry.userId,
    gid: entry.groupId,
    links: entry.links,
    lengthBytes: entry.lengthBytes,
    recordedBlocks: entry.recordedBlocks,
    modifiedAtSeconds: secondsOf(entry.modifiedAt),
    uniqueId: entry.uniqueId,
    allocation,
    area: block.slice(areaAt, end),
    areaAt,
    attributes: block.slice(form.sizeBytes, areaAt),
  };
}

function formOf(tag: ReadTag | undefined) {
  if (tag?.identifier === tagIds.fileEntry) return fileEntry;
  return tag?.identifier === EXTENDED_FILE_ENTRY ? extendedFileEntry : undefined;
}

/** Unix's mode bits without the type; five bits for each of others, group, owner. ECMA-167 4/14.9.5. */
function modeOf(permissions: number, flags: number): number {
  const bits = (permissions & 0o7) | ((permissions >>> 2) & 0o70) | ((permissions >>> 4) & 0o700);
  return (
    bits |
    (flags & icbFlags.setUserId ? 0o4000 : 0) |
    (flags & icbFlags.setGroupId ? 0o2000 : 0) |
    (flags & icbFlags.sticky ? 0o1000 : 0)
  );
}

const ATTRIBUTES_HEAD_BYTES = 24;
const ATTRIBUTE_HEAD_BYTES = 12;
const DEVICE_ATTRIBUTE = 12;

/** Numbers of a device, from its extended attributes. ECMA-167 4/14.10.7. */
export function deviceIn(attributes: Uint8Array): { major: number; minor: number } | undefined {
  const number = (at: number) => u32le.read(attributes, at, () => {});
  for (let at = ATTRIBUTES_HEAD_BYTES; at + ATTRIBUTE_HEAD_BYTES <= attributes.length; ) {
    const lengthBytes = number(at + 8);
    if (lengthBytes < ATTRIBUTE_HEAD_BYTES || at + lengthBytes > attributes.length) return undefined;
    if (number(at) === DEVICE_ATTRIBUTE && lengthBytes >= 24)
      return { major: number(at + 16), minor: number(at + 20) };
    at += lengthBytes;
  }
  return undefined;
}
