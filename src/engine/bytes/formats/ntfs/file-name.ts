import { u8, u32le } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';
import { readUtf16le } from '../../codec/utf16.ts';
import { fileTime } from '../windows/file-time.ts';
import { fileReference } from './file-reference.ts';

/** $FILE_NAME, which is also the key of an entry of a folder. linux-ntfs documentation, "$FILE_NAME". */
const fileNameHead = struct('ntfsFileName', 66, [
  field('parent', fileReference, '$FILE_NAME 0x00'),
  field('createdAtMs', fileTime, '$FILE_NAME 0x08'),
  field('modifiedAtMs', fileTime, '$FILE_NAME 0x10'),
  field('recordChangedAtMs', fileTime, '$FILE_NAME 0x18'),
  field('readAtMs', fileTime, '$FILE_NAME 0x20'),
  field('allocatedBytes', u64le, '$FILE_NAME 0x28'),
  field('sizeBytes', u64le, '$FILE_NAME 0x30'),
  field('flags', u32le, '$FILE_NAME 0x38'),
  field('reparseTag', u32le, '$FILE_NAME 0x3C'),
  field('nameUnits', u8, '$FILE_NAME 0x40'),
  field('namespace', u8, '$FILE_NAME 0x41'),
]);

export interface FileName extends ValueOf<typeof fileNameHead> {
  readonly name: string;
}

/** A second name in 8.3 letters, for old programs. */
export const NAMESPACE_DOS = 2;
/** The copy in $FILE_NAME of what the record says. */
export const NAME_OF_FOLDER = 0x1000_0000;

/** Undefined when the name leaves its attribute. */
export function readFileName(bytes: Uint8Array): FileName | undefined {
  if (bytes.length < fileNameHead.sizeBytes) return undefined;
  const head = fileNameHead.decode(bytes, { onNote: () => {} });
  const end = fileNameHead.sizeBytes + 2 * head.nameUnits;
  if (end > bytes.length || !Number.isSafeInteger(head.sizeBytes)) return undefined;
  return { ...head, name: readUtf16le(bytes.subarray(fileNameHead.sizeBytes, end)) };
}
