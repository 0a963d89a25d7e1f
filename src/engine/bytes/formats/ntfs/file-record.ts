import { ascii, literal } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';
import { fileReference } from './file-reference.ts';
import { undoFixUps } from './fix-ups.ts';

/** What begins a record of the master file table. linux-ntfs documentation, "FILE Record". */
export const fileRecordHead = struct('ntfsFileRecord', 42, [
  field('magic', literal(...ascii('FILE')), 'FILE Record 0x00'),
  field('updateSequenceAt', u16le, 'FILE Record 0x04'),
  field('updateSequenceCount', u16le, 'FILE Record 0x06'),
  field('logNumber', u64le, 'FILE Record 0x08'),
  field('sequence', u16le, 'FILE Record 0x10'),
  field('links', u16le, 'FILE Record 0x12'),
  field('attributesAt', u16le, 'FILE Record 0x14'),
  field('flags', u16le, 'FILE Record 0x16'),
  field('usedBytes', u32le, 'FILE Record 0x18'),
  field('allocatedBytes', u32le, 'FILE Record 0x1C'),
  field('base', fileReference, 'FILE Record 0x20'),
  field('nextAttributeId', u16le, 'FILE Record 0x28'),
]);

export type FileRecordHead = ValueOf<typeof fileRecordHead>;

export const RECORD_IN_USE = 1;
export const RECORD_IS_FOLDER = 2;

/** Makes a record readable, in place, and reads its head; undefined for one that is none, or was not written whole. */
export function openFileRecord(record: Uint8Array): FileRecordHead | undefined {
  let isRecord = record.length >= fileRecordHead.sizeBytes;
  if (!isRecord) return undefined;
  const head = fileRecordHead.decode(record, {
    onNote: ({ field: name }) => {
      if (name === 'magic') isRecord = false;
    },
  });
  return isRecord && undoFixUps(record) ? head : undefined;
}
