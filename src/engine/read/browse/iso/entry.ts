import { FLAG_DIRECTORY } from '../../../bytes/formats/iso9660/directory-record.ts';
import { BLOCK_DEVICE, CHARACTER_DEVICE, LINK, typeOf } from '../../../bytes/formats/posix/file-mode.ts';
import type { EntryType } from '../../../contract/events/entry-type.ts';
import { present } from '../../../contract/failure/present.ts';
import { type ContentRun, type PlacedEntry, safeName } from '../volume.ts';
import { recordTime } from './dates.ts';
import type { FoundDescriptor } from './descriptors.ts';
import { nameOf } from './names.ts';
import type { RawRecord } from './records.ts';
import type { RockRidgeFacts } from './rock-ridge.ts';

/** How a hierarchy writes names and counts places. */
export interface RecordForm {
  readonly kind: FoundDescriptor['kind'];
  readonly blockBytes: number;
}

/** File flag of what belongs to another file. ECMA-119 §9.1.6. */
export const FLAG_ASSOCIATED = 0x04;

/** A folder is what begins at its place, a file what lies in its place. */
export function folderIdentity(atByte: number): string {
  return `d${atByte}`;
}

/** An entry from the records of all its extents; what Rock Ridge says goes before what the records say. */
export function entryOf(
  sections: readonly RawRecord[],
  facts: RockRidgeFacts,
  form: RecordForm,
): PlacedEntry {
  const [{ record, identifier }] = sections as [RawRecord, ...RawRecord[]];
  const type = entryType(record.flags, facts);
  const runs = runsOf(sections, type, form);
  const { packed } = facts;
  const storedBytes = runs.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  const isPacked = type === 'file' && packed !== undefined && storedBytes > 0;
  return {
    name: safeName(facts.name ?? nameOf(identifier, form.kind, type === 'dir')),
    type,
    sizeBytes: type !== 'file' ? 0 : isPacked ? packed.sizeBytes : storedBytes,
    ...(facts.mode !== undefined && {
      permissions: facts.mode & 0o7777,
      userId: facts.userId,
      groupId: facts.groupId,
    }),
    modifiedAtMs: facts.modifiedAtMs ?? recordTime(record.recordedAt),
    ...(type === 'symlink' && { target: facts.target ?? '' }),
    ...(facts.device && (type === 'char-device' || type === 'block-device') && { device: facts.device }),
    identity: identityOf(type, runs, storedBytes),
    runs,
    ...(facts.hasAttributes && { hasAttributes: true }),
    ...(isPacked && { packing: packingOf(packed) }),
  };
}

function packingOf({ kind, version, blockLog2, headerBytes }: NonNullable<RockRidgeFacts['packed']>) {
  return { kind, version, blockLog2, headerBytes };
}

const types: ReadonlyMap<number, EntryType> = new Map([
  [LINK, 'symlink'],
  [BLOCK_DEVICE, 'block-device'],
  [CHARACTER_DEVICE, 'char-device'],
  [0o010000, 'fifo'],
  [0o140000, 'socket'],
]);

/** Neither a link nor a device nor anything else that has no bytes here. */
export function isOrdinary(mode: number): boolean {
  return !types.has(typeOf(mode));
}

/** Whether it is a folder says the record, all else Rock Ridge. */
function entryType(flags: number, { mode = 0, target }: RockRidgeFacts): EntryType {
  if (flags & FLAG_DIRECTORY) return 'dir';
  if (target !== undefined) return 'symlink';
  return types.get(typeOf(mode)) ?? 'file';
}

function runsOf(
  sections: readonly RawRecord[],
  type: EntryType,
  { blockBytes }: RecordForm,
): readonly ContentRun[] {
  if (type !== 'file' && type !== 'dir') return [];
  return sections
    .map(({ record: { extentLba, extendedAttributeSectors, dataBytes } }) => ({
      atByte: (extentLba + extendedAttributeSectors) * blockBytes,
      lengthBytes: dataBytes,
    }))
    .filter(({ lengthBytes }) => lengthBytes > 0);
}

function identityOf(type: EntryType, runs: readonly ContentRun[], storedBytes: number): string {
  if (type === 'dir') return folderIdentity(runs[0]?.atByte ?? 0);
  return runs.length === 0 ? '' : `f${present(runs[0]).atByte}+${storedBytes}`;
}
