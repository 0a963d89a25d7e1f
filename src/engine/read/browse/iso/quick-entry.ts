import { le32 } from '../../../bytes/codec/little.ts';
import {
  FLAG_DIRECTORY,
  FLAG_MULTI_EXTENT,
  systemUseStart,
} from '../../../bytes/formats/iso9660/directory-record.ts';
import { present } from '../../../contract/failure/present.ts';
import { type PlacedEntry, safeName } from '../volume.ts';
import { quickRecordTime } from './dates.ts';
import { FLAG_ASSOCIATED, folderIdentity, isOrdinary, type RecordForm } from './entry.ts';
import { nameOf } from './names.ts';
import { QuickRidge } from './quick-ridge.ts';
import { identifierBytesAt } from './records.ts';

/** How a hierarchy is read; `skippedBytes` as in `IsoVolumeOptions`. */
export interface QuickForm extends RecordForm {
  readonly skippedBytes: number | undefined;
}

/** Places in a directory record. ECMA-119 §9.1. */
const EXTENT = 2;
const DATA_BYTES = 10;
const RECORDED_AT = 18;
const FLAGS = 25;
const IDENTIFIER = 33;

const ridge = new QuickRidge();

/**
 * The quick twin of `recordAt`, `fieldsOf`, `factsOf` and `entryOf`, for the files and folders that make up nearly all of a
 * medium: one extent, and of Rock Ridge what stands in the record itself. A property test holds them equal.
 *
 * @returns undefined for all others, and for what is broken: the usual way decides
 */
export function quickEntry(bytes: Buffer, at: number, form: QuickForm): PlacedEntry | undefined {
  // A folder may end within a record.
  if (at + IDENTIFIER > bytes.length) return undefined;
  const identifierBytes = identifierBytesAt(bytes, at);
  const flags = present(bytes[at + FLAGS]);
  if (identifierBytes === 0 || flags & (FLAG_MULTI_EXTENT | FLAG_ASSOCIATED)) return undefined;
  const useAt = at + systemUseStart(identifierBytes) + (form.skippedBytes ?? 0);
  const endAt = form.skippedBytes === undefined ? useAt : at + present(bytes[at]);
  if (!ridge.read(bytes, useAt, endAt)) return undefined;
  const isFolder = (flags & FLAG_DIRECTORY) !== 0;
  if (!isFolder && !isOrdinary(ridge.mode ?? 0)) return undefined;
  const lengthBytes = le32(bytes, at + DATA_BYTES);
  const atByte = (le32(bytes, at + EXTENT) + present(bytes[at + 1])) * form.blockBytes;
  return {
    name: safeName(ridge.name ?? nameIn(bytes, at + IDENTIFIER, identifierBytes, form, isFolder)),
    type: isFolder ? 'dir' : 'file',
    sizeBytes: isFolder ? 0 : lengthBytes,
    permissions: ridge.mode === undefined ? undefined : ridge.mode & 0o7777,
    userId: ridge.userId,
    groupId: ridge.groupId,
    modifiedAtMs: ridge.modifiedAtMs ?? quickRecordTime(bytes, at + RECORDED_AT),
    identity: identityOf(isFolder, atByte, lengthBytes),
    runs: lengthBytes === 0 ? [] : [{ atByte, lengthBytes }],
  };
}

function identityOf(isFolder: boolean, atByte: number, lengthBytes: number): string {
  if (isFolder) return folderIdentity(lengthBytes === 0 ? 0 : atByte);
  return lengthBytes === 0 ? '' : `f${atByte}+${lengthBytes}`;
}

function nameIn(
  bytes: Buffer,
  at: number,
  identifierBytes: number,
  { kind }: RecordForm,
  isFolder: boolean,
): string {
  return nameOf(bytes.subarray(at, at + identifierBytes), kind, isFolder);
}
